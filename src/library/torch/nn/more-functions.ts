// torch.nn.functional's functions that few models call: activations, distances, borders, sizes of images.

import * as rules from "../../nn/index.ts";
import * as numeric from "../../numeric/index.ts";
import * as ops from "../../ops/index.ts";
import type { Tensor } from "../tensor.ts";

/** x where it is above `threshold`, else `value`. */
export const threshold = (x: Tensor, limit: number, value: number): Tensor =>
  ops.where(ops.gt(x, limit), x, value) as Tensor;
/** max(0, x) + min(0, alpha (e^(x / alpha) - 1)) (Barron, 2017). */
export const celu = (x: Tensor, { alpha = 1 }: { readonly alpha?: number } = {}): Tensor =>
  (rules.elu(x.div(alpha), 1) as Tensor).mul(alpha);
/** x · min(max(x + 3, 0), 6) / 6 (Howard et al., 2019). */
export const hardswish = (x: Tensor): Tensor => x.mul(hardsigmoid(x));
/** min(max(x + 3, 0), 6) / 6 */
export function hardsigmoid(x: Tensor): Tensor {
  const y = x.add(3).div(6);
  // Flat at both bounds, too.
  return ops.where(ops.logicalAnd(ops.gt(y, 0), ops.lt(y, 1)), y, y.detach().clamp(0, 1)) as Tensor;
}
/** x - tanh(x) */
export const tanhshrink = (x: Tensor): Tensor => x.sub(x.tanh());
/** x where it is farther than `lambd`, by default 0.5, from 0, else 0. */
export const hardshrink = (x: Tensor, { lambd = 0.5 }: { readonly lambd?: number } = {}): Tensor =>
  ops.where(ops.gt(ops.abs(x), lambd), x, 0) as Tensor;
/** x, `lambd`, by default 0.5, nearer to 0, and 0 where it is nearer than that. */
export const softshrink = (x: Tensor, { lambd = 0.5 }: { readonly lambd?: number } = {}): Tensor =>
  ops.where(ops.gt(ops.abs(x), lambd), x.sub(x.sign().detach().mul(lambd)), 0) as Tensor;
/** The first half along an axis, times the sigmoid of the second (Dauphin et al., 2017). @throws RangeError for an odd size. */
export function glu(x: Tensor, dim = -1): Tensor {
  if (x.size(dim) % 2 !== 0)
    throw new RangeError(`Halving dimension must be even, but dimension ${dim} is size ${x.size(dim)}`);
  const [a, b] = x.chunk(2, dim);
  return a.mul(b.sigmoid());
}
/** The softmax of -x along an axis. */
export const softmin = (x: Tensor, dim: number): Tensor => x.neg().softmax(dim);
/** A sample, nearly one-hot, of the classes of logits (Jang, Gu and Poole, 2017); with `hard` one-hot, with the gradient of the other. */
export function gumbelSoftmax(
  logits: Tensor,
  { tau = 1, hard = false, dim = -1 }: { readonly tau?: number; readonly hard?: boolean; readonly dim?: number } = {},
): Tensor {
  const noise = logits.detach().clone().exponential_().log().neg();
  const soft = logits.add(noise).div(tau).softmax(dim);
  if (!hard) return soft;
  const axis = dim < 0 ? dim + logits.dim() : dim;
  const one = numeric.oneHot(ops.argmax(ops.detach(soft), axis), soft.size(axis), soft.dtype);
  return (ops.moveAxis(one, -1, axis) as Tensor).sub(soft.detach()).add(soft);
}

/** The cosine of the angle between vectors along an axis. */
export function cosineSimilarity(
  x: Tensor,
  y: Tensor,
  { dim = 1, eps = 1e-8 }: { readonly dim?: number; readonly eps?: number } = {},
): Tensor {
  const length = (a: Tensor) => a.norm({ dim, keepdim: true }).clampMin(eps);
  return x
    .div(length(x))
    .mul(y.div(length(y)))
    .sum(dim);
}
/** The p-norm of the difference, along the last axis, to which `eps` is added. */
export const pairwiseDistance = (
  x: Tensor,
  y: Tensor,
  {
    p = 2,
    eps = 1e-6,
    keepdim = false,
  }: { readonly p?: number; readonly eps?: number; readonly keepdim?: boolean } = {},
): Tensor => x.sub(y).add(eps).norm({ dim: -1, keepdim, p });

/** How a border is filled. */
export type PadMode = "constant" | "reflect" | "replicate" | "circular";

/**
 * A border: `widths` holds how much comes before and after the last axis, then the one before it …; of a `value`, by default 0, or by
 * `mode` what lies inside. A negative width cuts. @throws RangeError for more widths than there are axes, and for borders that are too wide.
 */
export function pad(
  x: Tensor,
  widths: readonly number[],
  { mode = "constant", value = 0 }: { readonly mode?: PadMode; readonly value?: number } = {},
): Tensor {
  if (widths.length % 2 !== 0 || widths.length > 2 * x.dim())
    throw new RangeError(`pad: widths come in pairs, one for each of ${x.dim()} axes at most, not [${widths}]`);
  const pairs = x.shape.map((_, axis): [number, number] => {
    const at = 2 * (x.dim() - 1 - axis);
    return [widths[at] ?? 0, widths[at + 1] ?? 0];
  });
  const cut = x.at(...pairs.map(([before, after], i) => `${Math.max(0, -before)}:${x.shape[i] + Math.min(0, after)}`));
  const wide = pairs.map(([before, after]) => [Math.max(0, before), Math.max(0, after)] as const);
  const names = { constant: "constant", reflect: "reflect", replicate: "edge", circular: "wrap" } as const;
  return numeric.pad(cut, wide, names[mode], value) as Tensor;
}

/** Images [N, C, H, W] in another size, given or by a factor: of the nearest element, or "bilinear" between four. @throws RangeError for neither. */
export function interpolate(
  x: Tensor,
  options: {
    readonly size?: number | readonly [number, number];
    readonly scaleFactor?: number | readonly [number, number];
    readonly mode?: "nearest" | "bilinear";
    readonly alignCorners?: boolean;
  },
): Tensor {
  const { size, scaleFactor, mode = "nearest", alignCorners = false } = options;
  if ((size === undefined) === (scaleFactor === undefined))
    throw new RangeError("interpolate: either size or scaleFactor should be defined");
  const factors = scaleFactor === undefined ? undefined : rules.pairOf(scaleFactor);
  const sizes =
    size === undefined ? [0, 1].map((i) => Math.floor(x.size(2 + i) * (factors?.[i] ?? 1))) : rules.pairOf(size);
  return [2, 3].reduce(
    (a, axis, i) => stretched(a, axis, sizes[i], factors?.[i], mode === "bilinear", alignCorners),
    x,
  );
}

/** One axis in another size. */
function stretched(
  x: Tensor,
  axis: number,
  size: number,
  factor: number | undefined,
  isLinear: boolean,
  alignCorners: boolean,
): Tensor {
  const from = x.size(axis);
  const step = isLinear && alignCorners ? (size > 1 ? (from - 1) / (size - 1) : 0) : factor ? 1 / factor : from / size;
  const lead = new Array<string>(axis).fill(":");
  const places = Array.from({ length: size }, (_, i) =>
    isLinear && !alignCorners ? Math.max(0, (i + 0.5) * step - 0.5) : i * step,
  );
  const low = places.map((place) => Math.min(from - 1, Math.floor(place)));
  const near = x.at(...lead, low);
  if (!isLinear) return near;
  const far = x.at(
    ...lead,
    low.map((place) => Math.min(from - 1, place + 1)),
  );
  const shares = ops.reshape(
    x.newTensor(places.map((place, i) => place - low[i])),
    x.shape.slice(axis).map((_, i) => (i === 0 ? -1 : 1)),
  );
  return near.add(far.sub(near).mul(shares));
}

/** Channels [N, C r², H, W] as places: [N, C, H r, W r] (Shi et al., 2016). */
export function pixelShuffle(x: Tensor, upscaleFactor: number): Tensor {
  const [count, channels, height, width] = x.shape;
  const r = upscaleFactor;
  return x
    .reshape(count, channels / r ** 2, r, r, height, width)
    .permute(0, 1, 4, 2, 5, 3)
    .reshape(count, channels / r ** 2, height * r, width * r);
}
