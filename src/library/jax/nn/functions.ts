// jax.nn: activations and other functions of arrays.

import * as nn from "../../nn/index.ts";
import * as ops from "../../ops/index.ts";
import type { DType } from "../../tensor/index.ts";
import type { Array } from "../array.ts";
import { arange } from "../numpy/creation.ts";

/** Along which axis; the last by default. */
export interface AlongOptions {
  readonly axis?: number;
}
const axisFrom = (along: number | AlongOptions | undefined): number =>
  typeof along === "number" ? along : (along?.axis ?? -1);

/** max(a, 0), element by element. */
export const relu = (a: Array): Array => ops.relu(a) as Array;
/** min(max(a, 0), 6) */
export const relu6 = (a: Array): Array => ops.clamp(a, 0, 6) as Array;
/** 1 / (1 + e^-a), element by element. */
export const sigmoid = (a: Array): Array => ops.sigmoid(a) as Array;
/** log(1 / (1 + e^-a)), without overflow. */
export const logSigmoid = (a: Array): Array => ops.neg(ops.softplus(ops.neg(a))) as Array;
/** log(1 + e^a) */
export const softplus = (a: Array): Array => ops.softplus(a) as Array;
/** a / (1 + |a|) */
export const softSign = (a: Array): Array => nn.softsign(a) as Array;
/** The hyperbolic tangent, element by element. */
export const tanh = (a: Array): Array => ops.tanh(a) as Array;
/** a / (1 + e^-a), also called swish. */
export const silu = (a: Array): Array => nn.silu(a) as Array;
/** The same as `silu`. */
export const swish = silu;
/** a Φ(a), Φ the normal distribution's sums; by the hyperbolic tangent unless `approximate` is false. */
export const gelu = (a: Array, { approximate = true }: { readonly approximate?: boolean } = {}): Array =>
  nn.gelu(a, approximate) as Array;
/** a where it is positive, else `negativeSlope` · a. */
export const leakyRelu = (a: Array, { negativeSlope = 0.01 }: { readonly negativeSlope?: number } = {}): Array =>
  nn.leakyRelu(a, negativeSlope) as Array;
/** a where it is positive, else alpha (e^a - 1). */
export const elu = (a: Array, { alpha = 1 }: { readonly alpha?: number } = {}): Array => nn.elu(a, alpha) as Array;
/** The self-normalizing unit (Klambauer et al., 2017). */
export const selu = (a: Array): Array => nn.selu(a) as Array;
/** elu(a / alpha) with the slope 1 at 0 (Barron, 2017). */
export const celu = (a: Array, { alpha = 1 }: { readonly alpha?: number } = {}): Array =>
  ops.where(ops.gt(a, 0), a, ops.mul(ops.expm1(ops.div(ops.minimum(a, 0), alpha)), alpha)) as Array;
/** max(0, min(1, (a + 3) / 6)) */
export const hardSigmoid = (a: Array): Array => ops.div(ops.clamp(ops.add(a, 3), 0, 6), 6) as Array;
/** a · hardSigmoid(a) */
export const hardSwish = (a: Array): Array => ops.mul(a, hardSigmoid(a)) as Array;
/** max(-1, min(1, a)) */
export const hardTanh = (a: Array): Array => ops.clamp(a, -1, 1) as Array;
/** One half times the other half's sigmoid (Dauphin et al., 2016). */
export function glu(a: Array, along?: number | AlongOptions): Array {
  const axis = axisFrom(along);
  const half = a.shape.at(axis) ?? 0;
  if (half % 2 !== 0) throw new RangeError(`glu: axis ${axis} of shape [${a.shape.join(", ")}] must have an even size`);
  const [left, right] = ops.split(a, half / 2, axis);
  return ops.mul(left, ops.sigmoid(right)) as Array;
}
/** e^a / Σ e^a along an axis. */
export const softmax = (a: Array, along?: number | AlongOptions): Array => ops.softmax(a, axisFrom(along)) as Array;
/** The logarithm of the softmax, without overflow. */
export const logSoftmax = (a: Array, along?: number | AlongOptions): Array =>
  ops.logSoftmax(a, axisFrom(along)) as Array;
/** log Σ e^a along an axis, or of all elements. */
export function logsumexp(a: Array, options: { readonly axis?: number; readonly keepdims?: boolean } = {}): Array {
  const { axis, keepdims } = options;
  if (axis !== undefined) return ops.logSumExp(a, axis, keepdims) as Array;
  const sum = ops.logSumExp(ops.reshape(a, [-1]), 0);
  return (
    keepdims
      ? ops.reshape(
          sum,
          a.shape.map(() => 1),
        )
      : sum
  ) as Array;
}
/** (a - mean) / √(variance + epsilon) along an axis. */
export function standardize(
  a: Array,
  { axis = -1, epsilon = 1e-5 }: AlongOptions & { readonly epsilon?: number } = {},
): Array {
  const centred = ops.sub(a, ops.mean(a, axis, true));
  return ops.mul(centred, ops.rsqrt(ops.add(ops.variance(a, axis, true), epsilon))) as Array;
}
/** Whole numbers as rows that are 1 at that place and 0 elsewhere; all 0 for one that is not among the classes, as in JAX. */
export function oneHot(a: Array, numClasses: number, { dtype = "float32" }: { readonly dtype?: DType } = {}): Array {
  return ops.cast(ops.eq(ops.unsqueeze(a, -1), arange(numClasses, { dtype: "int32" })), dtype) as Array;
}
