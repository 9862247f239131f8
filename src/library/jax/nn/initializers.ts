// jax.nn.initializers: how parameters start.

import { orthogonalRows } from "../../nn/index.ts";
import * as ops from "../../ops/index.ts";
import { type Shape, show } from "../../tensor/index.ts";
import type { Array } from "../array.ts";
import { full, ones as onesOf, zeros as zerosOf } from "../numpy/creation.ts";
import {
  normal as drawNormal,
  truncatedNormal as drawTruncated,
  uniform as drawUniform,
} from "../random/distributions.ts";
import type { Initializer } from "./module.ts";

/** Zeros. */
export const zeros: Initializer = (_key, shape) => zerosOf(shape);
/** Ones. */
export const ones: Initializer = (_key, shape) => onesOf(shape);
/** One number everywhere. */
export const constant =
  (value: number): Initializer =>
  (_key, shape) =>
    full(shape, value);
/** Normal around 0 with standard deviation `stddev`. */
export const normal =
  (stddev = 0.01): Initializer =>
  (key, shape) =>
    drawNormal(key, shape).mul(stddev);
/** Normal around 0 with standard deviation `stddev`, cut off at `lower` and `upper` deviations. */
export const truncatedNormal =
  (stddev = 0.01, { lower = -2, upper = 2 }: { readonly lower?: number; readonly upper?: number } = {}): Initializer =>
  (key, shape) =>
    drawTruncated(key, lower, upper, shape).mul(stddev);
/** Uniform from 0 to `scale`. */
export const uniform =
  (scale = 0.01): Initializer =>
  (key, shape) =>
    drawUniform(key, shape).mul(scale);

/** Which size the variance is divided by: of inputs, of outputs, or their mean. */
export type FanMode = "fan_in" | "fan_out" | "fan_avg";
/** How values are distributed around 0. */
export type Distribution = "truncated_normal" | "normal" | "uniform";
/** Which axes of a shape are a kernel's inputs and outputs. The others are its window. */
export interface FanAxes {
  /** Defaults to -2. */
  readonly inAxis?: number;
  /** Defaults to -1. */
  readonly outAxis?: number;
}

/** The standard deviation of a normal distribution that is cut off at two deviations. */
const cutDeviation = 0.87962566103423978;

/** Values around 0 whose variance is `scale` over the inputs or outputs of a kernel [...window, inputs, outputs]. @throws RangeError for fewer than two axes. */
export function varianceScaling(
  scale: number,
  mode: FanMode,
  distribution: Distribution,
  axes: FanAxes = {},
): Initializer {
  const { inAxis = -2, outAxis = -1 } = axes;
  return (key, shape) => {
    if (shape.length < 2)
      throw new RangeError(`initializers: a kernel's shape has two axes at least, not ${show(shape)}`);
    const [inputs, outputs] = [shape.at(inAxis) ?? 1, shape.at(outAxis) ?? 1];
    const window = shape.reduce((product, n) => product * n, 1) / (inputs * outputs);
    const fans = { fan_in: inputs, fan_out: outputs, fan_avg: (inputs + outputs) / 2 };
    const variance = scale / (window * fans[mode]);
    if (distribution === "normal") return drawNormal(key, shape).mul(Math.sqrt(variance));
    if (distribution === "uniform") return drawUniform(key, shape, { minval: -1 }).mul(Math.sqrt(3 * variance));
    return drawTruncated(key, -2, 2, shape).mul(Math.sqrt(variance) / cutDeviation);
  };
}
/** Cut-off normal with variance 1 / inputs, the default of kernels. */
export const lecunNormal = (axes?: FanAxes): Initializer => varianceScaling(1, "fan_in", "truncated_normal", axes);
/** Uniform with variance 1 / inputs. */
export const lecunUniform = (axes?: FanAxes): Initializer => varianceScaling(1, "fan_in", "uniform", axes);
/** Cut-off normal with variance 2 / (inputs + outputs) (Glorot and Bengio, 2010). */
export const xavierNormal = (axes?: FanAxes): Initializer => varianceScaling(1, "fan_avg", "truncated_normal", axes);
/** Uniform with variance 2 / (inputs + outputs). */
export const xavierUniform = (axes?: FanAxes): Initializer => varianceScaling(1, "fan_avg", "uniform", axes);
/** The same as `xavierNormal`. */
export const glorotNormal = xavierNormal;
/** The same as `xavierUniform`. */
export const glorotUniform = xavierUniform;
/** Cut-off normal with variance 2 / inputs (He et al., 2015). */
export const heNormal = (axes?: FanAxes): Initializer => varianceScaling(2, "fan_in", "truncated_normal", axes);
/** Uniform with variance 2 / inputs. */
export const heUniform = (axes?: FanAxes): Initializer => varianceScaling(2, "fan_in", "uniform", axes);
/** The same as `heNormal`. */
export const kaimingNormal = heNormal;
/** The same as `heUniform`. */
export const kaimingUniform = heUniform;
/** Rows, or columns where there are fewer, orthogonal to each other; the last axis counts the columns. */
export const orthogonal =
  (scale = 1): Initializer =>
  (key, shape) => {
    if (shape.length < 2) throw new RangeError(`orthogonal: two axes at least are needed, not ${show(shape)}`);
    const columns = shape[shape.length - 1];
    const rows = shape.slice(0, -1).reduce((product: number, n) => product * n, 1);
    const drawn = orthogonalRows(drawNormal(key, [Math.min(rows, columns), Math.max(rows, columns)]));
    const matrix: Array = rows <= columns ? drawn : drawn.T;
    return ops.reshape(ops.mul(matrix, scale), shape as Shape) as Array;
  };
