// The inner loops of operations on two tensors, one written out for each.
// A loop shared over a scalar function would be four to six times as slow: V8 would not inline what it calls. So do not tidy them.
// Many float32 go to WebAssembly where it has the operation: what is rounded more than once there has other last bits than here, so that
// those depend on how many there are, never on the machine.

import type { TypedArray } from "../dtype.ts";
import { pow as powerOf } from "./precise.ts";
import { compare } from "./wasm/choices.ts";
import { zip } from "./wasm/map.ts";

/** Writes `n` results at `o` of `out`, reading `x` from `xo` in steps of `xs` and `y` likewise. A step of 0 repeats one number. */
export type BinaryLoop = (
  x: TypedArray,
  xo: number,
  xs: number,
  y: TypedArray,
  yo: number,
  ys: number,
  out: TypedArray,
  o: number,
  n: number,
) => void;

export const add: BinaryLoop = (x, xo, xs, y, yo, ys, out, o, n) => {
  if (zip("add", x, xo, xs, y, yo, ys, out, o, n)) return;
  for (let i = 0; i < n; i++, xo += xs, yo += ys) out[o + i] = x[xo] + y[yo];
};
export const sub: BinaryLoop = (x, xo, xs, y, yo, ys, out, o, n) => {
  if (zip("sub", x, xo, xs, y, yo, ys, out, o, n)) return;
  for (let i = 0; i < n; i++, xo += xs, yo += ys) out[o + i] = x[xo] - y[yo];
};
export const mul: BinaryLoop = (x, xo, xs, y, yo, ys, out, o, n) => {
  if (zip("mul", x, xo, xs, y, yo, ys, out, o, n)) return;
  for (let i = 0; i < n; i++, xo += xs, yo += ys) out[o + i] = x[xo] * y[yo];
};
/** The derivative of a square: 2 x y. */
export const twiceProduct: BinaryLoop = (x, xo, xs, y, yo, ys, out, o, n) => {
  if (zip("twiceProduct", x, xo, xs, y, yo, ys, out, o, n)) return;
  for (let i = 0; i < n; i++, xo += xs, yo += ys) out[o + i] = 2 * x[xo] * y[yo];
};
export const div: BinaryLoop = (x, xo, xs, y, yo, ys, out, o, n) => {
  if (zip("div", x, xo, xs, y, yo, ys, out, o, n)) return;
  for (let i = 0; i < n; i++, xo += xs, yo += ys) out[o + i] = x[xo] / y[yo];
};
export const pow: BinaryLoop = (x, xo, xs, y, yo, ys, out, o, n) => {
  if (ys === 0 && y[yo] === 3) {
    for (let i = 0; i < n; i++, xo += xs) out[o + i] = x[xo] * x[xo] * x[xo];
    return;
  }
  for (let i = 0; i < n; i++, xo += xs, yo += ys) {
    const [base, exponent] = [x[xo], y[yo]];
    // IEEE's powr, which frameworks have: 1 to whatever is 1, also to NaN, where JavaScript says NaN.
    const isOne = base === 1 || (base === -1 && Math.abs(exponent) === Number.POSITIVE_INFINITY);
    out[o + i] = isOne ? 1 : powerOf(base, exponent);
  }
};
/** NaN where either is. */
export const maximum: BinaryLoop = (x, xo, xs, y, yo, ys, out, o, n) => {
  if (zip("maximum", x, xo, xs, y, yo, ys, out, o, n)) return;
  for (let i = 0; i < n; i++, xo += xs, yo += ys) out[o + i] = Math.max(x[xo], y[yo]);
};
export const minimum: BinaryLoop = (x, xo, xs, y, yo, ys, out, o, n) => {
  if (zip("minimum", x, xo, xs, y, yo, ys, out, o, n)) return;
  for (let i = 0; i < n; i++, xo += xs, yo += ys) out[o + i] = Math.min(x[xo], y[yo]);
};
/** Of the divisor's sign, as Python's `%`. */
export const remainder: BinaryLoop = (x, xo, xs, y, yo, ys, out, o, n) => {
  for (let i = 0; i < n; i++, xo += xs, yo += ys) {
    const rest = x[xo] % y[yo];
    out[o + i] = rest !== 0 && rest < 0 !== y[yo] < 0 ? rest + y[yo] : rest;
  }
};
/** Rounded down, as Python's `//`. */
export const floorDivide: BinaryLoop = (x, xo, xs, y, yo, ys, out, o, n) => {
  for (let i = 0; i < n; i++, xo += xs, yo += ys) {
    const [a, b] = [x[xo], y[yo]];
    // By the remainder, as Python, NumPy and PyTorch: an infinity divided is NaN, and a small number over -∞ is -1.
    const rest = a % b;
    const quotient = Math.round((a - rest) / b);
    out[o + i] = b === 0 ? Math.floor(a / b) : rest !== 0 && rest < 0 !== b < 0 ? quotient - 1 : quotient;
  }
};
export const eq: BinaryLoop = (x, xo, xs, y, yo, ys, out, o, n) => {
  if (compare("eq", x, xo, xs, y, yo, ys, out, o, n)) return;
  for (let i = 0; i < n; i++, xo += xs, yo += ys) out[o + i] = x[xo] === y[yo] ? 1 : 0;
};
export const ne: BinaryLoop = (x, xo, xs, y, yo, ys, out, o, n) => {
  if (compare("ne", x, xo, xs, y, yo, ys, out, o, n)) return;
  for (let i = 0; i < n; i++, xo += xs, yo += ys) out[o + i] = x[xo] !== y[yo] ? 1 : 0;
};
export const lt: BinaryLoop = (x, xo, xs, y, yo, ys, out, o, n) => {
  if (compare("gt", y, yo, ys, x, xo, xs, out, o, n)) return;
  for (let i = 0; i < n; i++, xo += xs, yo += ys) out[o + i] = x[xo] < y[yo] ? 1 : 0;
};
export const le: BinaryLoop = (x, xo, xs, y, yo, ys, out, o, n) => {
  if (compare("ge", y, yo, ys, x, xo, xs, out, o, n)) return;
  for (let i = 0; i < n; i++, xo += xs, yo += ys) out[o + i] = x[xo] <= y[yo] ? 1 : 0;
};
export const gt: BinaryLoop = (x, xo, xs, y, yo, ys, out, o, n) => {
  if (compare("gt", x, xo, xs, y, yo, ys, out, o, n)) return;
  for (let i = 0; i < n; i++, xo += xs, yo += ys) out[o + i] = x[xo] > y[yo] ? 1 : 0;
};
export const ge: BinaryLoop = (x, xo, xs, y, yo, ys, out, o, n) => {
  if (compare("ge", x, xo, xs, y, yo, ys, out, o, n)) return;
  for (let i = 0; i < n; i++, xo += xs, yo += ys) out[o + i] = x[xo] >= y[yo] ? 1 : 0;
};
export const and: BinaryLoop = (x, xo, xs, y, yo, ys, out, o, n) => {
  for (let i = 0; i < n; i++, xo += xs, yo += ys) out[o + i] = x[xo] !== 0 && y[yo] !== 0 ? 1 : 0;
};
export const or: BinaryLoop = (x, xo, xs, y, yo, ys, out, o, n) => {
  for (let i = 0; i < n; i++, xo += xs, yo += ys) out[o + i] = x[xo] !== 0 || y[yo] !== 0 ? 1 : 0;
};
/** The derivative of a rectifier: x where y is positive, else 0. */
export const wherePositive: BinaryLoop = (x, xo, xs, y, yo, ys, out, o, n) => {
  if (zip("wherePositive", x, xo, xs, y, yo, ys, out, o, n)) return;
  for (let i = 0; i < n; i++, xo += xs, yo += ys) out[o + i] = y[yo] > 0 ? x[xo] : 0;
};
/** The derivative of a hyperbolic tangent y: x (1 - y²). */
export const tanhBackward: BinaryLoop = (x, xo, xs, y, yo, ys, out, o, n) => {
  if (zip("tanhBackward", x, xo, xs, y, yo, ys, out, o, n)) return;
  for (let i = 0; i < n; i++, xo += xs, yo += ys) out[o + i] = x[xo] * (1 - y[yo] * y[yo]);
};
/** The derivative of a logistic function y: x y (1 - y). */
export const sigmoidBackward: BinaryLoop = (x, xo, xs, y, yo, ys, out, o, n) => {
  if (zip("sigmoidBackward", x, xo, xs, y, yo, ys, out, o, n)) return;
  for (let i = 0; i < n; i++, xo += xs, yo += ys) out[o + i] = x[xo] * y[yo] * (1 - y[yo]);
};
