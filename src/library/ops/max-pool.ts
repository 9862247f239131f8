// The largest elements of windows that go over images [N, C, H, W].

import { elements, room, sizeOf, type Tensor, wrap, zeros } from "../tensor/index.ts";
import * as pooling from "../tensor/kernels/pooling.ts";
import { add, sub } from "./arithmetic.ts";
import { lt, where } from "./compare.ts";
import { repeated } from "./expand.ts";
import { bind, type Primitive, primitive } from "./primitive.ts";
import { forExamples, joined, parted, type Window, type Windows, windowsOver } from "./windows.ts";

/** Where in the images the largest elements are; -1 for a window that lies outside. */
const positionsPrimitive = primitive<Windows>({
  name: "MaxPool2DPositions",
  value: ([a], { outputs, layout }) => {
    const out = zeros("int32", sizeOf(outputs)) as Int32Array;
    pooling.maxPositions(elements(a), layout, out);
    return wrap(a, out, outputs, "int32");
  },
  batch: ([a], windows, { size, again }) => {
    const all = parted(again([joined(a)], forExamples(windows, size)), size);
    return where(lt(all, 0), all, sub(all, starts(all, windows, size)));
  },
});

/** At which of all elements each example's start. */
function starts(positions: Tensor, { images }: Windows, size: number): Tensor {
  const own = zeros("int32", size).map((_, i) => i * sizeOf(images));
  return wrap(positions, own, [size, 1, 1, 1, 1], "int32");
}

function inAll(positions: Tensor, windows: Windows, size: number): Tensor {
  return joined(where(lt(positions, 0), positions, add(positions, starts(positions, windows, size))));
}

const maxPrimitive: Primitive<Windows> = primitive({
  name: "MaxPool2DWithIndices",
  value: ([a, positions], { outputs }) => {
    const source = elements(a);
    const places = elements(positions);
    const out = room(a.dtype, places.length);
    for (let i = 0; i < out.length; i++) out[i] = places[i] < 0 ? Number.NEGATIVE_INFINITY : source[places[i]];
    return wrap(a, out, outputs, a.dtype);
  },
  gradient: [(dy, [, positions], _output, windows) => bind(placePrimitive, [dy, positions], windows)],
  saves: "last",
  form: "linear",
  batch: ([a, positions], windows, { size, batched: [isA, isPositions], again }) => {
    const at = inAll(repeated(positions, isPositions, size), windows, size);
    return parted(again([joined(repeated(a, isA, size)), at], forExamples(windows, size)), size);
  },
});

const placePrimitive: Primitive<Windows> = primitive({
  name: "MaxPool2DWithIndicesBackward",
  value: ([a, positions], { images }) => {
    const source = elements(a);
    const places = elements(positions);
    const out = zeros(a.dtype, sizeOf(images));
    for (let i = 0; i < places.length; i++) if (places[i] >= 0) out[places[i]] += source[i];
    return wrap(a, out, images, a.dtype);
  },
  gradient: [(dy, [, positions], _output, windows) => bind(maxPrimitive, [dy, positions], windows)],
  saves: "last",
  form: "linear",
  batch: ([a, positions], windows, { size, batched: [isA, isPositions], again }) => {
    const at = inAll(repeated(positions, isPositions, size), windows, size);
    return parted(again([joined(repeated(a, isA, size)), at], forExamples(windows, size)), size);
  },
});

/** The largest element of each window of images [N, C, H, W]; the first of equals gets the gradient. @throws RangeError as `convolve` does. */
export function maxPool(x: Tensor, window: Window): Tensor {
  const windows = windowsOver(x.shape, window);
  return bind(maxPrimitive, [x, bind(positionsPrimitive, [x], windows)], windows);
}
