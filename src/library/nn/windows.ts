// Convolution and pooling of images [N, C, H, W], as the cross-correlation that all frameworks mean by it.

import * as ops from "../ops/index.ts";
import { show, type Tensor } from "../tensor/index.ts";

/** A number for height and width alike, or [height, width]. */
export type Pair = number | readonly [number, number];

/** [height, width] */
export const pairOf = (pair: Pair): readonly [number, number] => (typeof pair === "number" ? [pair, pair] : pair);

/** Settings of a convolution. */
export interface ConvolutionSettings {
  /** Steps between windows. Defaults to 1. */
  readonly stride?: Pair;
  /** Border of zeros. Defaults to 0. */
  readonly padding?: Pair;
  /** Steps inside a window. Defaults to 1. */
  readonly dilation?: Pair;
  /** Into how many groups channels are parted that know nothing of each other. Defaults to 1. */
  readonly groups?: number;
}

/**
 * Images [N, C, H, W] with a kernel [O, C / groups, height, width] give [N, O, …, …].
 * @throws RangeError when channels and groups do not fit each other.
 */
export function convolution(x: Tensor, kernel: Tensor, settings: ConvolutionSettings = {}): Tensor {
  const { stride = 1, padding = 0, dilation = 1, groups = 1 } = settings;
  if (kernel.shape.length !== 4)
    throw new RangeError(`conv2d: a kernel has the shape [O, C, height, width], not ${show(kernel.shape)}`);
  const [outputs, channels, ...size] = kernel.shape as [number, number, number, number];
  const window = { size, stride: pairOf(stride), padding: pairOf(padding), dilation: pairOf(dilation) };
  if (x.shape[1] !== channels * groups || outputs % groups !== 0)
    throw new RangeError(
      `conv2d: a kernel of shape ${show(kernel.shape)} with groups=${groups} expects ${channels * groups} channels, but the input has the shape ${show(x.shape)}`,
    );
  return ops.convolve(x, kernel, window, groups);
}

/** Settings of a transposed convolution. */
export interface TransposedSettings extends ConvolutionSettings {
  /** Rows and columns added at the end, of the sizes that one and the same output could come from. Defaults to 0. */
  readonly outputPadding?: Pair;
}

/**
 * The reverse of a convolution: images [N, C, H, W] with a kernel [C, O / groups, height, width] give larger ones [N, O, …, …].
 * @throws RangeError when channels and groups do not fit each other.
 */
export function transposedConvolution(x: Tensor, kernel: Tensor, settings: TransposedSettings = {}): Tensor {
  const { groups = 1 } = settings;
  const [stride, padding, dilation, extra] = [
    settings.stride ?? 1,
    settings.padding ?? 0,
    settings.dilation ?? 1,
    settings.outputPadding ?? 0,
  ].map(pairOf);
  if (kernel.shape.length !== 4 || x.shape.length !== 4 || x.shape[1] !== kernel.shape[0])
    throw new RangeError(
      `convTranspose2d: a kernel of shape ${show(kernel.shape)} expects images [N, ${kernel.shape[0]}, H, W], but the input has the shape ${show(x.shape)}`,
    );
  const along = (axis: 0 | 1): number =>
    (x.shape[2 + axis] - 1) * stride[axis] -
    2 * padding[axis] +
    dilation[axis] * (kernel.shape[2 + axis] - 1) +
    extra[axis] +
    1;
  for (const axis of [0, 1] as const)
    if (extra[axis] >= Math.max(stride[axis], dilation[axis]))
      throw new RangeError(
        `output padding must be smaller than either stride or dilation, but got ${show(extra)}, ${show(stride)} and ${show(dilation)}`,
      );
  const size = [kernel.shape[2], kernel.shape[3]] as const;
  return ops.convolveTransposed(x, kernel, { size, stride, padding, dilation }, groups, [along(0), along(1)]);
}

/** Settings of pooling. */
export interface PoolingSettings {
  readonly size: Pair;
  /** Steps between windows; by default the windows' size. */
  readonly stride?: Pair | undefined;
  /** Border; it is never the largest, and counts as zeros in a mean. Defaults to 0. */
  readonly padding?: Pair | undefined;
}

function windowOf({ size, stride = size, padding = 0 }: PoolingSettings): ops.Window {
  return { size: pairOf(size), stride: pairOf(stride), padding: pairOf(padding), dilation: [1, 1] };
}

/** The largest element of each window. The first of equals gets the gradient. */
export const maxPool = (x: Tensor, settings: PoolingSettings): Tensor => ops.maxPool(x, windowOf(settings));

/** The mean of each window. */
export const averagePool = (x: Tensor, settings: PoolingSettings): Tensor => ops.averagePool(x, windowOf(settings));
