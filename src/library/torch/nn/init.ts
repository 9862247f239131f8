// torch.nn.init: fills parameters in place, outside of what is recorded, and gives them back.

import { fansOf, kaimingDeviation, orthogonalized, uniformBound, xavierDeviation } from "../../nn/index.ts";
import * as numeric from "../../numeric/index.ts";
import * as ops from "../../ops/index.ts";
import { eye, tensor as tensorOf } from "../create.ts";
import { randn, randperm } from "../random.ts";
import { noGrad } from "../scopes.ts";
import type { Tensor } from "../tensor.ts";

/** Normal random numbers. */
export function normal_(tensor: Tensor, mean = 0, std = 1): Tensor {
  return noGrad(() => tensor.normal_(mean, std));
}
/** Uniform random numbers of [low, high). */
export function uniform_(tensor: Tensor, low = 0, high = 1): Tensor {
  return noGrad(() => tensor.uniform_(low, high));
}
/** Normal random numbers of [a, b] alone: each interval between them keeps its share. */
export function truncNormal_(tensor: Tensor, mean = 0, std = 1, a = -2, b = 2): Tensor {
  const bounds = tensorOf([(a - mean) / std / Math.SQRT2, (b - mean) / std / Math.SQRT2], { dtype: "float64" });
  const [low, high] = ops.erf(bounds).storage.array;
  return noGrad(() => {
    tensor.uniform_(low, high);
    return tensor
      .copy_(numeric.erfinv(tensor))
      .mul_(std * Math.SQRT2)
      .add_(mean)
      .clamp_({ min: a, max: b });
  });
}
/** One number everywhere. */
export function constant_(tensor: Tensor, value: number): Tensor {
  return noGrad(() => tensor.fill_(value));
}
/** Zeros. */
export function zeros_(tensor: Tensor): Tensor {
  return constant_(tensor, 0);
}
/** Ones. */
export function ones_(tensor: Tensor): Tensor {
  return constant_(tensor, 1);
}
/** Ones on the diagonal of a matrix, zeros elsewhere. @throws RangeError for other than two axes. */
export function eye_(tensor: Tensor): Tensor {
  if (tensor.dim() !== 2) throw new RangeError("Only tensors with 2 dimensions are supported");
  return noGrad(() => tensor.copy_(eye(tensor.size(0), tensor.size(1))));
}
/** The kernel of a convolution that hands its channels on: [out, in, ...kernel], in `groups`. @throws RangeError for other than 3 to 5 axes, or groups that do not fit. */
export function dirac_(tensor: Tensor, groups = 1): Tensor {
  if (tensor.dim() < 3 || tensor.dim() > 5)
    throw new RangeError("Only tensors with 3, 4, or 5 dimensions are supported");
  const [out, channels, ...kernel] = tensor.shape;
  if (out % groups !== 0) throw new RangeError("dim 0 must be divisible by groups");
  const middle = kernel.map((n) => n >> 1);
  return noGrad(() => {
    tensor.zero_();
    for (let group = 0; group < groups; group++)
      for (let i = 0; i < Math.min(out / groups, channels); i++)
        tensor.set([(group * out) / groups + i, i, ...middle], 1);
    return tensor;
  });
}

/** Uniform, with the standard deviation gain · √(2 / (inputs + outputs)) (Glorot and Bengio, 2010). */
export function xavierUniform_(tensor: Tensor, gain = 1): Tensor {
  const bound = uniformBound(gain * xavierDeviation(fansOf(tensor.shape)));
  return uniform_(tensor, -bound, bound);
}
/** Normal, with that standard deviation. */
export function xavierNormal_(tensor: Tensor, gain = 1): Tensor {
  return normal_(tensor, 0, gain * xavierDeviation(fansOf(tensor.shape)));
}

/** What comes after a layer: how much its deviation has to be larger so that signals neither grow nor fade. */
export type Nonlinearity =
  | "linear"
  | "conv1d"
  | "conv2d"
  | "conv3d"
  | "convTranspose1d"
  | "convTranspose2d"
  | "convTranspose3d"
  | "sigmoid"
  | "tanh"
  | "relu"
  | "leakyRelu"
  | "selu";

/** How much a layer's deviation has to be larger before a nonlinearity; `param` is the negative slope of "leakyRelu", by default 0.01. @throws RangeError for one that is not known. */
export function calculateGain(nonlinearity: Nonlinearity, param = 0.01): number {
  if (/^(linear|conv(Transpose)?[123]d|sigmoid)$/.test(nonlinearity)) return 1;
  if (nonlinearity === "tanh") return 5 / 3;
  if (nonlinearity === "relu") return Math.SQRT2;
  if (nonlinearity === "leakyRelu") return Math.sqrt(2 / (1 + param ** 2));
  if (nonlinearity === "selu") return 3 / 4;
  throw new RangeError(`Unsupported nonlinearity ${nonlinearity}`);
}

/** Options of He's initialization. */
export interface KaimingOptions {
  /** The negative slope of the rectifier that follows, with "leakyRelu". Defaults to 0. */
  readonly a?: number;
  /** Which signals keep their size: forwards "fanIn", the default, or backwards "fanOut". */
  readonly mode?: "fanIn" | "fanOut";
  /** What follows. Defaults to "leakyRelu". */
  readonly nonlinearity?: Nonlinearity;
}

function kaiming(tensor: Tensor, { a = 0, mode = "fanIn", nonlinearity = "leakyRelu" }: KaimingOptions): number {
  const { inputs, outputs } = fansOf(tensor.shape);
  if (mode !== "fanIn" && mode !== "fanOut")
    throw new RangeError(`Mode ${mode} not supported, please use one of fanIn, fanOut`);
  return kaimingDeviation(mode === "fanIn" ? inputs : outputs, calculateGain(nonlinearity, a));
}
/** Uniform, with the standard deviation gain / √inputs, for rectifiers (He et al., 2015). */
export function kaimingUniform_(tensor: Tensor, options: KaimingOptions = {}): Tensor {
  const bound = uniformBound(kaiming(tensor, options));
  return uniform_(tensor, -bound, bound);
}
/** Normal, with that standard deviation. */
export function kaimingNormal_(tensor: Tensor, options: KaimingOptions = {}): Tensor {
  return normal_(tensor, 0, kaiming(tensor, options));
}

/** A random matrix [first axis, all others] of orthogonal rows, or of orthogonal columns when they are fewer, times `gain` (Saxe et al., 2013). @throws RangeError for fewer than two axes. */
export function orthogonal_(tensor: Tensor, gain = 1): Tensor {
  if (tensor.dim() < 2) throw new RangeError("Only tensors with 2 or more dimensions are supported");
  if (tensor.numel() === 0) return tensor;
  const rows = tensor.size(0);
  const drawn = randn([rows, tensor.numel() / rows], { dtype: tensor.dtype });
  return noGrad(() => tensor.copy_(orthogonalized(drawn).reshape(tensor.shape)).mul_(gain));
}

/** Normal random numbers of a matrix, with the share `sparsity` of each column 0 (Martens, 2010). @throws RangeError for other than two axes. */
export function sparse_(tensor: Tensor, sparsity: number, std = 0.01): Tensor {
  if (tensor.dim() !== 2) throw new RangeError("Only tensors with 2 dimensions are supported");
  const [rows, columns] = tensor.shape;
  const none = Math.ceil(sparsity * rows);
  return noGrad(() => {
    tensor.normal_(0, std);
    for (let column = 0; column < columns; column++) tensor.set([randperm(rows).at(`:${none}`), column], 0);
    return tensor;
  });
}
