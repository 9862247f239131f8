// Windows over images: `unfold` lays them out as columns, `fold` adds them back up; each is the other's gradient.
//
//   [N, C, H, W], a window of 2 by 2  ->  [N, C · 2 · 2, windows]

import { elements, type Shape, show, sizeOf, type Tensor, wrap, zeros } from "../tensor/index.ts";
import * as kernels from "../tensor/kernels/windows.ts";
import { bind, type Primitive, primitive } from "./primitive.ts";

/** Heights and widths of a window, of the steps between windows, of the border that is added, and of the steps inside a window. */
export interface Window {
  readonly size: readonly [number, number];
  readonly stride: readonly [number, number];
  readonly padding: readonly [number, number];
  readonly dilation: readonly [number, number];
}

interface Windows extends Window {
  /** Shape of the images: [N, C, H, W]. */
  readonly images: Shape;
  /** What stands in the border. */
  readonly fill: number;
}

const unfoldPrimitive: Primitive<Windows> = primitive({
  name: "Im2Col",
  value: ([a], windows) => {
    const [count, rows, columns] = columnsShape(windows);
    const out = zeros(a.dtype, count * rows * columns);
    kernels.unfold(elements(a), layoutOf(windows), windows.fill, out);
    return wrap(a, out, [count, rows, columns], a.dtype);
  },
  gradient: [(dy, _inputs, _output, windows) => bind(foldPrimitive, [dy], windows)],
});

const foldPrimitive: Primitive<Windows> = primitive({
  name: "Col2Im",
  value: ([a], windows) => {
    const { images } = windows;
    const out = zeros(a.dtype, sizeOf(images));
    kernels.fold(elements(a), layoutOf(windows), out);
    return wrap(a, out, images, a.dtype);
  },
  // What stood in the border depends on nothing.
  gradient: [(dy, _inputs, _output, windows) => bind(unfoldPrimitive, [dy], { ...windows, fill: 0 })],
});

/** What the kernels are told. */
function layoutOf(windows: Windows): kernels.WindowLayout {
  const [count, channels, height, width] = windows.images;
  return { ...windows, planes: count * channels, image: [height, width], windows: outputSize(windows) };
}

/** How many windows there are, downwards and across. */
export function outputSize({
  images,
  size,
  stride,
  padding,
  dilation,
}: Window & { readonly images: Shape }): [number, number] {
  const along = (axis: 0 | 1): number =>
    Math.floor((images[2 + axis] + 2 * padding[axis] - dilation[axis] * (size[axis] - 1) - 1) / stride[axis]) + 1;
  return [along(0), along(1)];
}

function columnsShape(windows: Windows): [number, number, number] {
  const { images, size } = windows;
  const [down, across] = outputSize(windows);
  return [images[0], images[1] * size[0] * size[1], down * across];
}

/**
 * The windows of images [N, C, H, W] as columns: [N, C · height · width, windows], the border filled with `fill`.
 * @throws RangeError when the images have not four axes, or are smaller than a window.
 */
export function unfold(a: Tensor, window: Window, fill = 0): Tensor {
  const images = a.shape;
  if (images.length !== 4) throw new RangeError(`expected images of shape [N, C, H, W], but got ${show(images)}`);
  const [down, across] = outputSize({ ...window, images });
  if (down < 1 || across < 1)
    throw new RangeError(`a window of ${show(window.size)} does not fit into images of ${show(images.slice(2))}`);
  return bind(unfoldPrimitive, [a], { ...window, images, fill });
}
