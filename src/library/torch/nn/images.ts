// torch.nn.functional's part for images [N, C, H, W]: convolution and pooling.

import * as rules from "../../nn/index.ts";
import * as ops from "../../ops/index.ts";
import type { Tensor } from "../tensor.ts";

/** A number for height and width alike, or [height, width]. */
export type Pair = rules.Pair;

/** Options of convolutions, with PyTorch's defaults. */
export type ConvolutionOptions = rules.ConvolutionSettings;

/** [N, C, H, W] with a kernel [O, C / groups, height, width] and a bias [O] gives [N, O, …, …]. @throws RangeError when they do not fit. */
export function conv2d(
  x: Tensor,
  weight: Tensor,
  bias: Tensor | null = null,
  options: ConvolutionOptions = {},
): Tensor {
  const y = rules.convolution(x, weight, options) as Tensor;
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
  const [down, across] = rules.pairOf(outputSize);
  const part = (i: number, parts: number, length: number): string =>
    `${Math.floor((i * length) / parts)}:${Math.ceil(((i + 1) * length) / parts)}`;
  const rows = Array.from({ length: down }, (_, i) => {
    const row = x.at("...", part(i, down, x.size(-2)), ":");
    return ops.stack(
      Array.from({ length: across }, (_, j) => row.at("...", part(j, across, x.size(-1))).mean([-2, -1])),
      -1,
    );
  });
  return ops.stack(rows, -2) as Tensor;
}
