// Windows that go over images [N, C, H, W]: convolution, and means and largest elements of windows.
// What they compute is linear in each input, so that each derivative is an operation of the same kind.

import {
  elements,
  promote,
  room,
  type Shape,
  sameShape,
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
import { reshape } from "./movement.ts";
import { type BatchRule, bind, type Primitive, primitive } from "./primitive.ts";

/** Heights and widths of a window, of the steps between windows, of the border that is added, and of the steps inside a window. */
export interface Window {
  readonly size: readonly [number, number];
  readonly stride: readonly [number, number];
  readonly padding: readonly [number, number];
  readonly dilation: readonly [number, number];
}

/** Windows over images of one shape. */
export interface Windows {
  /** [N, C, H, W] */
  readonly images: Shape;
  /** [N, channels that come out, downwards, across] */
  readonly outputs: Shape;
  readonly layout: WindowLayout;
}

/** @throws RangeError when the images have not four axes, or are smaller than a window. */
export function windowsOver(images: Shape, window: Window, channels = images[1]): Windows {
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

/** The same windows over the images of many examples. */
export function forExamples<W extends Windows>(windows: W, size: number): W {
  const many = ([count, ...rest]: Shape): Shape => [size * count, ...rest];
  const { images, outputs, layout } = windows;
  return {
    ...windows,
    images: many(images),
    outputs: many(outputs),
    layout: { ...layout, planes: size * layout.planes },
  };
}

/** A batch's images as those of one example, and the result as a batch's again. */
export const joined = (a: Tensor): Tensor => reshape(a, [a.shape[0] * a.shape[1], ...a.shape.slice(2)]);
export const parted = (a: Tensor, size: number): Tensor => reshape(a, [size, a.shape[0] / size, ...a.shape.slice(1)]);

/** Of batches: all images at once, where one kernel is for all. */
const oneKernel: BatchRule<Convolution> = ([a, kernel], convolution, { size, batched, again }) => {
  if (batched[1]) return undefined;
  const { planes, parts } = convolution.layout;
  const many = forExamples(convolution, size);
  return parted(again([joined(a), kernel], { ...many, layout: { ...many.layout, planes, parts: size * parts } }), size);
};

/** A primitive of two inputs that a kernel computes from their elements. */
function bilinear(
  name: string,
  run: typeof kernels.convolve,
  make: typeof zeros,
  shapeOf: (convolution: Convolution) => Shape,
  gradient: Primitive<Convolution>["gradient"],
  batch?: BatchRule<Convolution>,
): Primitive<Convolution> {
  return primitive<Convolution>({
    form: "bilinear",
    batch,
    name,
    value: ([a, b], convolution) => {
      const dtype = promote(a.dtype, b.dtype);
      const shape = shapeOf(convolution);
      const out = make(dtype, sizeOf(shape));
      run(elements(cast(a, dtype)), elements(cast(b, dtype)), convolution.layout, out);
      return wrap(a, out, shape, dtype);
    },
    gradient,
    saves: "other",
  });
}

const convolutionPrimitive = bilinear(
  "Convolution",
  kernels.convolve,
  room,
  ({ outputs }) => outputs,
  [
    (dy, [, kernel], _output, convolution) => bind(imagesPrimitive, [dy, kernel], convolution),
    (dy, [x], _output, convolution) => bind(kernelsPrimitive, [x, dy], convolution),
  ],
  oneKernel,
);
/** By its images: of (dy, kernel). */
const imagesPrimitive: Primitive<Convolution> = bilinear(
  "ConvolutionBackward",
  kernels.convolveBack,
  zeros,
  ({ images }) => images,
  [
    (dx, [, kernel], _output, convolution) => bind(convolutionPrimitive, [dx, kernel], convolution),
    (dx, [dy], _output, convolution) => bind(kernelsPrimitive, [dx, dy], convolution),
  ],
  oneKernel,
);
/** By its kernel: of (x, dy). */
const kernelsPrimitive: Primitive<Convolution> = bilinear(
  "ConvolutionBackward",
  kernels.convolveKernels,
  zeros,
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

/**
 * The reverse of a convolution, which makes images larger: [N, O, …, …] with a kernel [O, C / groups, height, width] give images
 * [N, C, H, W], of which those windows would have been made. @throws RangeError when they would not.
 */
export function convolveTransposed(
  y: Tensor,
  kernel: Tensor,
  window: Window,
  groups: number,
  size: readonly [number, number],
): Tensor {
  const [outputs, planes] = kernel.shape;
  const images = [y.shape[0], planes * groups, ...size];
  const windows = windowsOver(images, window, outputs);
  if (!sameShape(windows.outputs, y.shape))
    throw new RangeError(
      `a window of ${show(window.size)} does not make ${show(y.shape)} of images of ${show(images)}`,
    );
  const layout = { ...windows.layout, planes, parts: y.shape[0] * groups, groups, outputs: outputs / groups };
  return bind(imagesPrimitive, [y, kernel], { ...windows, kernels: kernel.shape, layout });
}

const averagePrimitive: Primitive<Windows> = primitive({
  name: "AvgPool2D",
  value: ([a], { outputs, layout }) => {
    const out = room(a.dtype, sizeOf(outputs));
    pooling.averages(elements(a), layout, out);
    return wrap(a, out, outputs, a.dtype);
  },
  gradient: [(dy, _inputs, _output, windows) => bind(spreadPrimitive, [dy], windows)],
  form: "linear",
  batch: ([a], windows, { size, again }) => parted(again([joined(a)], forExamples(windows, size)), size),
});

const spreadPrimitive: Primitive<Windows> = primitive({
  name: "AvgPool2DBackward",
  value: ([a], { images, layout }) => {
    const out = zeros(a.dtype, sizeOf(images));
    pooling.spreadAverages(elements(a), layout, out);
    return wrap(a, out, images, a.dtype);
  },
  gradient: [(dy, _inputs, _output, windows) => bind(averagePrimitive, [dy], windows)],
  form: "linear",
  batch: ([a], windows, { size, again }) => parted(again([joined(a)], forExamples(windows, size)), size),
});

/** The mean of each window of images [N, C, H, W]; the border's zeros count. @throws RangeError as `convolve` does. */
export function averagePool(x: Tensor, window: Window): Tensor {
  return bind(averagePrimitive, [cast(x, toFloat(x.dtype))], windowsOver(x.shape, window));
}
