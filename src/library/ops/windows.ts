// Windows that go over images [N, C, H, W]: convolution, and means and largest elements of windows.
// What they compute is linear in each input, so that each derivative is an operation of the same kind.

import {
  elements,
  promote,
  room,
  type Shape,
  show,
  sizeOf,
  type Tensor,
  toFloat,
  wrap,
  zeros,
} from "../tensor/index.ts";
import * as kernels from "../tensor/kernels/convolution.ts";
import type { ConvolutionLayout } from "../tensor/kernels/convolver.ts";
import * as pooling from "../tensor/kernels/pooling.ts";
import type { WindowLayout } from "../tensor/kernels/windows.ts";
import { cast } from "./arithmetic.ts";
import { bind, type Primitive, primitive } from "./primitive.ts";

/** Heights and widths of a window, of the steps between windows, of the border that is added, and of the steps inside a window. */
export interface Window {
  readonly size: readonly [number, number];
  readonly stride: readonly [number, number];
  readonly padding: readonly [number, number];
  readonly dilation: readonly [number, number];
}

/** Windows over images of one shape. */
interface Windows {
  /** [N, C, H, W] */
  readonly images: Shape;
  /** [N, channels that come out, downwards, across] */
  readonly outputs: Shape;
  readonly layout: WindowLayout;
}

/** @throws RangeError when the images have not four axes, or are smaller than a window. */
function windowsOver(images: Shape, window: Window, channels = images[1]): Windows {
  if (images.length !== 4) throw new RangeError(`expected images of shape [N, C, H, W], but got ${show(images)}`);
  const [count, planes, height, width] = images;
  const along = (axis: 0 | 1): number =>
    Math.floor(
      (images[2 + axis] + 2 * window.padding[axis] - window.dilation[axis] * (window.size[axis] - 1) - 1) /
        window.stride[axis],
    ) + 1;
  const windows = [along(0), along(1)] as const;
  if (windows[0] < 1 || windows[1] < 1)
    throw new RangeError(`a window of ${show(window.size)} does not fit into images of ${show(images.slice(2))}`);
  const layout = { ...window, planes: count * planes, image: [height, width] as const, windows };
  return { images, outputs: [count, channels, ...windows], layout };
}

interface Convolution extends Windows {
  readonly kernels: Shape;
  readonly layout: ConvolutionLayout;
}

/** A primitive of two inputs that a kernel computes from their elements. */
function bilinear(
  name: string,
  run: typeof kernels.convolve,
  shapeOf: (convolution: Convolution) => Shape,
  gradient: Primitive<Convolution>["gradient"],
): Primitive<Convolution> {
  return primitive<Convolution>({
    name,
    value: ([a, b], convolution) => {
      const dtype = promote(a.dtype, b.dtype);
      const shape = shapeOf(convolution);
      const out = zeros(dtype, sizeOf(shape));
      run(elements(cast(a, dtype)), elements(cast(b, dtype)), convolution.layout, out);
      return wrap(a, out, shape, dtype);
    },
    gradient,
    saves: "other",
  });
}

const convolutionPrimitive = bilinear("Convolution", kernels.convolve, ({ outputs }) => outputs, [
  (dy, [, kernel], _output, convolution) => bind(imagesPrimitive, [dy, kernel], convolution),
  (dy, [x], _output, convolution) => bind(kernelsPrimitive, [x, dy], convolution),
]);
/** By its images: of (dy, kernel). */
const imagesPrimitive: Primitive<Convolution> = bilinear(
  "ConvolutionBackward",
  kernels.convolveBack,
  ({ images }) => images,
  [
    (dx, [, kernel], _output, convolution) => bind(convolutionPrimitive, [dx, kernel], convolution),
    (dx, [dy], _output, convolution) => bind(kernelsPrimitive, [dx, dy], convolution),
  ],
);
/** By its kernel: of (x, dy). */
const kernelsPrimitive: Primitive<Convolution> = bilinear(
  "ConvolutionBackward",
  kernels.convolveKernels,
  ({ kernels: shape }) => shape,
  [
    (dk, [, dy], _output, convolution) => bind(imagesPrimitive, [dy, dk], convolution),
    (dk, [x], _output, convolution) => bind(convolutionPrimitive, [x, dk], convolution),
  ],
);

/**
 * Images [N, C, H, W] with a kernel [O, C / groups, height, width], as the cross-correlation that all frameworks mean: [N, O, …, …].
 * @throws RangeError when the images have not four axes, or are smaller than a window.
 */
export function convolve(x: Tensor, kernel: Tensor, window: Window, groups: number): Tensor {
  const [outputs, planes] = kernel.shape;
  const windows = windowsOver(x.shape, window, outputs);
  const layout = { ...windows.layout, planes, parts: x.shape[0] * groups, groups, outputs: outputs / groups };
  return bind(convolutionPrimitive, [x, kernel], { ...windows, kernels: kernel.shape, layout });
}

const averagePrimitive: Primitive<Windows> = primitive({
  name: "AvgPool2D",
  value: ([a], { outputs, layout }) => {
    const out = zeros(a.dtype, sizeOf(outputs));
    pooling.averages(elements(a), layout, out);
    return wrap(a, out, outputs, a.dtype);
  },
  gradient: [(dy, _inputs, _output, windows) => bind(spreadPrimitive, [dy], windows)],
});

const spreadPrimitive: Primitive<Windows> = primitive({
  name: "AvgPool2DBackward",
  value: ([a], { images, layout }) => {
    const out = zeros(a.dtype, sizeOf(images));
    pooling.spreadAverages(elements(a), layout, out);
    return wrap(a, out, images, a.dtype);
  },
  gradient: [(dy, _inputs, _output, windows) => bind(averagePrimitive, [dy], windows)],
});

/** The mean of each window of images [N, C, H, W]; the border's zeros count. @throws RangeError as `convolve` does. */
export function averagePool(x: Tensor, window: Window): Tensor {
  return bind(averagePrimitive, [cast(x, toFloat(x.dtype))], windowsOver(x.shape, window));
}

/** Where the largest elements of windows are: -1 where there is none. */
const maximaPrimitive: Primitive<Windows> = primitive({
  name: "MaxPool2DIndices",
  value: ([a], { outputs, layout }) => {
    const positions = zeros("int32", sizeOf(outputs)) as Int32Array;
    pooling.maxPositions(elements(a), layout, positions);
    return wrap(a, positions, outputs, "int32");
  },
});

const maxPrimitive: Primitive<Windows> = primitive({
  name: "MaxPool2DWithIndices",
  value: ([a, maxima], { outputs }) => {
    const source = elements(a);
    const positions = elements(maxima);
    const out = room(a.dtype, positions.length);
    for (let i = 0; i < out.length; i++) out[i] = positions[i] < 0 ? Number.NEGATIVE_INFINITY : source[positions[i]];
    return wrap(a, out, outputs, a.dtype);
  },
  gradient: [(dy, [, maxima], _output, windows) => bind(placePrimitive, [dy, maxima], windows)],
});

const placePrimitive: Primitive<Windows> = primitive({
  name: "MaxPool2DWithIndicesBackward",
  value: ([a, maxima], { images }) => {
    const source = elements(a);
    const positions = elements(maxima);
    const out = zeros(a.dtype, sizeOf(images));
    for (let i = 0; i < positions.length; i++) if (positions[i] >= 0) out[positions[i]] += source[i];
    return wrap(a, out, images, a.dtype);
  },
  gradient: [(dy, [, maxima], _output, windows) => bind(maxPrimitive, [dy, maxima], windows)],
});

/** The largest element of each window of images [N, C, H, W]; the first of equals gets the gradient. @throws RangeError as `convolve` does. */
export function maxPool(x: Tensor, window: Window): Tensor {
  const windows = windowsOver(x.shape, window);
  return bind(maxPrimitive, [x, bind(maximaPrimitive, [x], windows)], windows);
}
