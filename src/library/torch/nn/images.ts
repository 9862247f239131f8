// torch.nn.functional's part for images [N, C, H, W]: convolution and pooling.

import * as rules from "../../nn/index.ts";
import * as numeric from "../../numeric/index.ts";
import * as ops from "../../ops/index.ts";
import { show } from "../../tensor/index.ts";
import type { Tensor } from "../tensor.ts";

/** A number for height and width alike, or [height, width]. */
export type Pair = rules.Pair;

/** Options of convolutions, with PyTorch's defaults. */
export interface ConvolutionOptions extends Omit<rules.ConvolutionSettings, "padding"> {
  /** Border of zeros; "valid" is none, and "same" such that the output is as large as the input. Defaults to 0. */
  readonly padding?: Pair | "valid" | "same";
}

/** How much border is meant, before and after, in each direction. @throws RangeError for "same" with steps. */
function borderOf(
  kernel: readonly number[],
  { padding = 0, stride = 1, dilation = 1 }: ConvolutionOptions,
): { readonly padding: Pair; readonly after: readonly [number, number] } {
  if (padding === "valid") return { padding: 0, after: [0, 0] };
  if (padding !== "same") return { padding, after: [0, 0] };
  if (rules.pairOf(stride).some((step) => step !== 1))
    throw new RangeError("padding='same' is not supported for strided convolutions");
  const total = rules.pairOf(dilation).map((step, i) => step * (kernel[i] - 1));
  // Of an odd number the larger part comes after.
  return {
    padding: [Math.floor(total[0] / 2), Math.floor(total[1] / 2)],
    after: [total[0] % 2, total[1] % 2],
  };
}

/** [N, C, H, W] with a kernel [O, C / groups, height, width] and a bias [O] gives [N, O, …, …]. @throws RangeError when they do not fit. */
export function conv2d(
  x: Tensor,
  weight: Tensor,
  bias: Tensor | null = null,
  options: ConvolutionOptions = {},
): Tensor {
  if (x.dim() !== 4)
    throw new RangeError(`Expected 4D (batched) input to conv2d, but got input of size: ${show(x.shape)}`);
  const { padding, after } = borderOf(weight.shape.slice(2), options);
  const isEven = after[0] + after[1] === 0;
  const wide = isEven
    ? x
    : numeric.pad(
        x,
        [
          [0, 0],
          [0, 0],
          [0, after[0]],
          [0, after[1]],
        ],
        "constant",
        0,
      );
  const y = rules.convolution(wide, weight, { ...options, padding }) as Tensor;
  return bias === null ? y : y.add(bias.reshape(-1, 1, 1));
}

/** Options of pooling. */
export interface PoolingOptions {
  /** Steps between windows; by default the windows' size. */
  readonly stride?: Pair | undefined;
  /** Defaults to 0. */
  readonly padding?: Pair | undefined;
}

/** The largest element of each window. */
export function maxPool2d(x: Tensor, kernelSize: Pair, options: PoolingOptions = {}): Tensor {
  return rules.maxPool(x, { size: kernelSize, ...options }) as Tensor;
}
/** The mean of each window; the border's zeros count. */
export function avgPool2d(x: Tensor, kernelSize: Pair, options: PoolingOptions = {}): Tensor {
  return rules.averagePool(x, { size: kernelSize, ...options }) as Tensor;
}
/** The means of as many parts, as equal as can be, as there are to be elements: `adaptiveAvgPool2d(x, 1)` is the mean of each channel. */
export function adaptiveAvgPool2d(x: Tensor, outputSize: Pair): Tensor {
  return inParts(x, outputSize, (part) => part.mean([-2, -1]));
}

/** One number for each of the parts, as equal as can be, into which images are cut. */
function inParts(x: Tensor, outputSize: Pair, reduce: (part: Tensor) => Tensor): Tensor {
  const [down, across] = rules.pairOf(outputSize);
  const part = (i: number, parts: number, length: number): string =>
    `${Math.floor((i * length) / parts)}:${Math.ceil(((i + 1) * length) / parts)}`;
  const rows = Array.from({ length: down }, (_, i) => {
    const row = x.at("...", part(i, down, x.size(-2)), ":");
    return ops.stack(
      Array.from({ length: across }, (_, j) => reduce(row.at("...", part(j, across, x.size(-1))))),
      -1,
    );
  });
  return ops.stack(rows, -2) as Tensor;
}

/** Options of transposed convolutions, with PyTorch's defaults. */
export type TransposedOptions = rules.TransposedSettings;

/** [N, C, H, W] with a kernel [C, O / groups, height, width] and a bias [O] gives larger images [N, O, …, …]. @throws RangeError when they do not fit. */
export function convTranspose2d(
  x: Tensor,
  weight: Tensor,
  bias: Tensor | null = null,
  options: TransposedOptions = {},
): Tensor {
  const y = rules.transposedConvolution(x, weight, options) as Tensor;
  return bias === null ? y : y.add(bias.reshape(-1, 1, 1));
}

/** The largest elements of as many parts, as equal as can be, as there are to be elements. */
export function adaptiveMaxPool2d(x: Tensor, outputSize: Pair): Tensor {
  return inParts(x, outputSize, (part) => part.flatten(-2).max(-1).values);
}

/** Numbers for one axis of windows: "the height" has one element. */
const flat = (options: SequenceOptions) => {
  const { stride, padding, dilation, ...rest } = options;
  return {
    ...rest,
    ...(stride !== undefined && { stride: [1, stride] as const }),
    ...(padding !== undefined && { padding: [0, padding] as const }),
    ...(dilation !== undefined && { dilation: [1, dilation] as const }),
  };
};
/** Options of convolutions of sequences. */
export interface SequenceOptions {
  /** Steps between windows. Defaults to 1, in pooling to the windows' size. */
  readonly stride?: number;
  /** Border. Defaults to 0. */
  readonly padding?: number;
  /** Steps inside a window. Defaults to 1. */
  readonly dilation?: number;
  /** Into how many groups channels are parted that know nothing of each other. Defaults to 1. */
  readonly groups?: number;
}
/** Options of pooling of sequences. */
export type SequencePooling = Pick<SequenceOptions, "stride" | "padding">;

/** [N, C, L] with a kernel [O, C / groups, size] and a bias [O] gives [N, O, …]. @throws RangeError when they do not fit. */
export function conv1d(x: Tensor, weight: Tensor, bias: Tensor | null = null, options: SequenceOptions = {}): Tensor {
  if (x.dim() === 2) return conv1d(x.unsqueeze(0), weight, bias, options).squeeze(0);
  const { groups = 1 } = options;
  if (x.dim() !== 3 || weight.dim() !== 3 || x.size(1) !== weight.size(1) * groups)
    throw new RangeError(
      `conv1d: a kernel of shape ${show(weight.shape)} with groups=${groups} expects sequences [N, ${(weight.shape[1] ?? 0) * groups}, L], but the input has the shape ${show(x.shape)}`,
    );
  const y = conv2d(x.unsqueeze(-2), weight.unsqueeze(-2), bias, flat(options));
  return y.squeeze(-2);
}
/** The largest element of each window of sequences [N, C, L]. */
export const maxPool1d = (x: Tensor, kernelSize: number, options: SequencePooling = {}): Tensor =>
  maxPool2d(x.unsqueeze(-2), [1, kernelSize], flat({ stride: kernelSize, ...options })).squeeze(-2);
/** The mean of each window of sequences [N, C, L]; the border's zeros count. */
export const avgPool1d = (x: Tensor, kernelSize: number, options: SequencePooling = {}): Tensor =>
  avgPool2d(x.unsqueeze(-2), [1, kernelSize], flat({ stride: kernelSize, ...options })).squeeze(-2);
/** The means of as many parts of sequences [N, C, L] as there are to be elements. */
export const adaptiveAvgPool1d = (x: Tensor, outputSize: number): Tensor =>
  adaptiveAvgPool2d(x.unsqueeze(-2), [1, outputSize]).squeeze(-2);
/** The largest elements of as many parts of sequences [N, C, L] as there are to be elements. */
export const adaptiveMaxPool1d = (x: Tensor, outputSize: number): Tensor =>
  adaptiveMaxPool2d(x.unsqueeze(-2), [1, outputSize]).squeeze(-2);
