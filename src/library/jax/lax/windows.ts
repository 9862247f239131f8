// jax.lax: convolutions and what else goes over windows.

import * as nn from "../../nn/index.ts";
import * as numeric from "../../numeric/index.ts";
import * as ops from "../../ops/index.ts";
import { axisOf, show } from "../../tensor/index.ts";
import type { Array } from "../array.ts";

/** Borders: "SAME" (outputs as many as inputs, over the stride), "VALID" (none), "SAME_LOWER", or before and after each axis. */
export type Padding = "SAME" | "SAME_LOWER" | "VALID" | readonly (readonly [number, number])[];

/** The borders along axes. */
export function paddingOf(
  padding: Padding,
  sizes: readonly number[],
  windows: readonly number[],
  strides: readonly number[],
  dilations: readonly number[],
): readonly (readonly [number, number])[] {
  if (typeof padding !== "string") {
    if (padding.length !== sizes.length)
      throw new RangeError(`padding: ${padding.length} pairs for ${sizes.length} axes of windows`);
    return padding;
  }
  return sizes.map((size, i) => {
    if (padding === "VALID") return [0, 0];
    const reach = dilations[i] * (windows[i] - 1) + 1;
    const total = Math.max(0, (Math.ceil(size / strides[i]) - 1) * strides[i] + reach - size);
    const less = Math.floor(total / 2);
    return padding === "SAME" ? [less, total - less] : [total - less, less];
  });
}

/** Settings of a convolution. */
export interface ConvOptions {
  /** Steps inside a window. Defaults to 1. */
  readonly rhsDilation?: readonly number[];
  /** Steps between the input's elements, zeros between them: transposed convolution. Defaults to 1. */
  readonly lhsDilation?: readonly number[];
  /** Which axis is which, of input, kernel and output. Defaults to ["NCHW", "OIHW", "NCHW"]. */
  readonly dimensionNumbers?: readonly [string, string, string];
  /** Into how many groups channels are parted that know nothing of each other. Defaults to 1. */
  readonly featureGroupCount?: number;
}

/** Zeros between elements along an axis. */
function spreadOut(a: Array, axis: number, step: number): Array {
  if (step === 1) return a;
  const size = a.shape[axis];
  const wide = ops.unsqueeze(a, axis + 1);
  const apart = numeric.pad(
    wide,
    wide.shape.map((_, i) => [0, i === axis + 1 ? step - 1 : 0] as const),
  );
  const joined = ops.reshape(
    apart,
    a.shape.map((n, i) => (i === axis ? size * step : n)),
  );
  return ops.index(joined, [...new globalThis.Array<string>(axis).fill(":"), `:${size * step - step + 1}`]) as Array;
}

/**
 * A convolution over one or two axes, as the cross-correlation that all frameworks mean.
 * @throws RangeError when shapes, windows and channels do not fit each other.
 */
export function convGeneralDilated(
  lhs: Array,
  rhs: Array,
  windowStrides: readonly number[],
  padding: Padding,
  options: ConvOptions = {},
): Array {
  const axes = lhs.shape.length - 2;
  if ((axes !== 1 && axes !== 2) || rhs.shape.length !== lhs.shape.length)
    throw new RangeError(
      `convGeneralDilated: one or two axes of windows are there, not those of an input of shape ${show(lhs.shape)} and a kernel of shape ${show(rhs.shape)}`,
    );
  const ones = new globalThis.Array<number>(axes).fill(1);
  const names = axes === 1 ? (["NCW", "OIW", "NCW"] as const) : (["NCHW", "OIHW", "NCHW"] as const);
  const { rhsDilation = ones, lhsDilation = ones, dimensionNumbers = names, featureGroupCount = 1 } = options;
  const [input, kernel, output] = dimensionNumbers;
  const order = (given: string, wanted: string) => {
    const found = [...wanted].map((name) => given.indexOf(name));
    if (found.includes(-1) || given.length !== wanted.length)
      throw new RangeError(`convGeneralDilated: dimensionNumbers "${given}" do not name the axes ${wanted}`);
    return found;
  };
  let x = ops.permute(lhs, order(input, names[0])) as Array;
  let w = ops.permute(rhs, order(kernel, names[1])) as Array;
  for (let i = 0; i < axes; i++) x = spreadOut(x, 2 + i, lhsDilation[i]);
  const pads = paddingOf(padding, x.shape.slice(2), w.shape.slice(2), windowStrides, rhsDilation);
  const isEven = pads.every(([before, after]) => before === after && before >= 0);
  if (!isEven) x = numeric.pad(x, [[0, 0], [0, 0], ...pads]) as Array;
  // One axis of windows is two, of which the first has one element.
  if (axes === 1) [x, w] = [ops.unsqueeze(x, 2) as Array, ops.unsqueeze(w, 2) as Array];
  const pair = (list: readonly number[], one: number): [number, number] =>
    axes === 1 ? [one, list[0]] : [list[0], list[1]];
  const y = nn.convolution(x, w, {
    stride: pair(windowStrides, 1),
    padding: isEven
      ? pair(
          pads.map(([before]) => before),
          0,
        )
      : 0,
    dilation: pair(rhsDilation, 1),
    groups: featureGroupCount,
  });
  const flat = axes === 1 ? ops.reshape(y, [y.shape[0], y.shape[1], y.shape[3]]) : y;
  return ops.permute(flat, order(names[2], output)) as Array;
}

/** A convolution of [N, C, H, W] with kernels [O, C, h, w]. */
export const conv = (lhs: Array, rhs: Array, windowStrides: readonly number[], padding: Padding): Array =>
  convGeneralDilated(lhs, rhs, windowStrides, padding);

/** What becomes of the elements of a window. */
export type WindowOperation = "max" | "min" | "add";

/**
 * The largest, the smallest or the sum of windows over all axes: `windowDimensions` and `windowStrides` have a number for each axis. JAX's
 * `computation` and its initial value are named by one word.
 * @throws RangeError when they do not fit the shape.
 */
export function reduceWindow(
  operand: Array,
  computation: WindowOperation,
  windowDimensions: readonly number[],
  windowStrides: readonly number[],
  padding: Padding,
): Array {
  const { shape } = operand;
  if (windowDimensions.length !== shape.length || windowStrides.length !== shape.length)
    throw new RangeError(`reduceWindow: windows ${show(windowDimensions)} for an array of shape ${show(shape)}`);
  const ones = shape.map(() => 1);
  const pads = paddingOf(padding, shape, windowDimensions, windowStrides, ones);
  const border = { max: Number.NEGATIVE_INFINITY, min: Number.POSITIVE_INFINITY, add: 0 }[computation];
  const needs = pads.some(([before, after]) => before + after > 0);
  let result = needs ? (numeric.pad(operand, pads, "constant", border) as Array) : operand;
  // Axis by axis: a window's largest is the largest of its rows' largest, and so with sums.
  for (let axis = 0; axis < shape.length; axis++) {
    const [size, stride] = [windowDimensions[axis], windowStrides[axis]];
    if (size === 1 && stride === 1) continue;
    const at = axisOf("reduceWindow", axis, shape.length);
    const count = Math.floor((result.shape[at] - size) / stride) + 1;
    if (count < 1)
      throw new RangeError(`reduceWindow: a window of ${show(windowDimensions)} does not fit ${show(shape)}`);
    const whole = new globalThis.Array<string>(at).fill(":");
    const parts = globalThis.Array.from({ length: size }, (_, i) => {
      const last = i + (count - 1) * stride + 1;
      return ops.index(result, [...whole, `${i}:${last}:${stride}`]) as Array;
    });
    const join = { max: ops.maximum, min: ops.minimum, add: ops.add }[computation];
    result = parts.reduce((sum, part) => join(sum, part) as Array);
  }
  return result;
}
