// The inner loops of functions of one number, one written out for each (see loops.ts).
// Many float32 go to WebAssembly, where there is a function for it. What is not exact in IEEE arithmetic comes else from precise.ts: the
// engines' own functions differ in the last bits.

import type { TypedArray } from "../dtype.ts";
import {
  cos as cosOf,
  expm1 as expm1Of,
  exp as expOf,
  log1p as log1pOf,
  log2 as log2Of,
  log as logOf,
  sin as sinOf,
  tanh as tanhOf,
} from "./precise.ts";
import { map } from "./wasm/map.ts";

/** Writes a function of each of the `n` elements of `x` from `xo` on to `out`. */
export type UnaryLoop = (x: TypedArray, xo: number, out: TypedArray, n: number) => void;

export const neg: UnaryLoop = (x, xo, out, n) => {
  if (map("neg", x, xo, out, n)) return;
  for (let i = 0; i < n; i++) out[i] = -x[xo + i];
};
export const exp: UnaryLoop = (x, xo, out, n) => {
  if (map("exp", x, xo, out, n)) return;
  for (let i = 0; i < n; i++) out[i] = expOf(x[xo + i]);
};
export const expm1: UnaryLoop = (x, xo, out, n) => {
  if (map("expm1", x, xo, out, n)) return;
  for (let i = 0; i < n; i++) out[i] = expm1Of(x[xo + i]);
};
export const log: UnaryLoop = (x, xo, out, n) => {
  if (map("log", x, xo, out, n)) return;
  for (let i = 0; i < n; i++) out[i] = logOf(x[xo + i]);
};
export const log2: UnaryLoop = (x, xo, out, n) => {
  for (let i = 0; i < n; i++) out[i] = log2Of(x[xo + i]);
};
export const log1p: UnaryLoop = (x, xo, out, n) => {
  if (map("log1p", x, xo, out, n)) return;
  for (let i = 0; i < n; i++) out[i] = log1pOf(x[xo + i]);
};
export const sqrt: UnaryLoop = (x, xo, out, n) => {
  if (map("sqrt", x, xo, out, n)) return;
  for (let i = 0; i < n; i++) out[i] = Math.sqrt(x[xo + i]);
};
export const rsqrt: UnaryLoop = (x, xo, out, n) => {
  for (let i = 0; i < n; i++) out[i] = 1 / Math.sqrt(x[xo + i]);
};
export const reciprocal: UnaryLoop = (x, xo, out, n) => {
  for (let i = 0; i < n; i++) out[i] = 1 / x[xo + i];
};
export const square: UnaryLoop = (x, xo, out, n) => {
  if (map("square", x, xo, out, n)) return;
  for (let i = 0; i < n; i++) {
    const value = x[xo + i];
    out[i] = value * value;
  }
};
export const abs: UnaryLoop = (x, xo, out, n) => {
  if (map("abs", x, xo, out, n)) return;
  for (let i = 0; i < n; i++) out[i] = Math.abs(x[xo + i]);
};
/** 0 of NaN, as PyTorch has it. */
export const sign: UnaryLoop = (x, xo, out, n) => {
  for (let i = 0; i < n; i++) {
    const value = x[xo + i];
    out[i] = value > 0 ? 1 : value < 0 ? -1 : 0;
  }
};
export const sin: UnaryLoop = (x, xo, out, n) => {
  for (let i = 0; i < n; i++) out[i] = sinOf(x[xo + i]);
};
export const cos: UnaryLoop = (x, xo, out, n) => {
  for (let i = 0; i < n; i++) out[i] = cosOf(x[xo + i]);
};
export const tanh: UnaryLoop = (x, xo, out, n) => {
  if (map("tanh", x, xo, out, n)) return;
  for (let i = 0; i < n; i++) out[i] = tanhOf(x[xo + i]);
};
export const sigmoid: UnaryLoop = (x, xo, out, n) => {
  if (map("sigmoid", x, xo, out, n)) return;
  for (let i = 0; i < n; i++) out[i] = 1 / (1 + expOf(-x[xo + i]));
};
/** log(1 + e^x); the line itself above 20, as PyTorch has it. */
export const softplus: UnaryLoop = (x, xo, out, n) => {
  if (map("softplus", x, xo, out, n)) return;
  for (let i = 0; i < n; i++) {
    const value = x[xo + i];
    out[i] = value > 20 ? value : log1pOf(expOf(value));
  }
};
/** NaN stays NaN. */
export const relu: UnaryLoop = (x, xo, out, n) => {
  if (map("relu", x, xo, out, n)) return;
  for (let i = 0; i < n; i++) {
    const value = x[xo + i];
    out[i] = value > 0 || Number.isNaN(value) ? value : 0;
  }
};
export const floor: UnaryLoop = (x, xo, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.floor(x[xo + i]);
};
export const ceil: UnaryLoop = (x, xo, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.ceil(x[xo + i]);
};
export const trunc: UnaryLoop = (x, xo, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.trunc(x[xo + i]);
};
/** Halves to even, as the frameworks round. */
export const round: UnaryLoop = (x, xo, out, n) => {
  for (let i = 0; i < n; i++) {
    const value = x[xo + i];
    const up = Math.round(value);
    out[i] = up - value === 0.5 && up % 2 !== 0 ? up - 1 : up;
  }
};
export const not: UnaryLoop = (x, xo, out, n) => {
  for (let i = 0; i < n; i++) out[i] = x[xo + i] === 0 ? 1 : 0;
};
export const isnan: UnaryLoop = (x, xo, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Number.isNaN(x[xo + i]) ? 1 : 0;
};
export const isfinite: UnaryLoop = (x, xo, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Number.isFinite(x[xo + i]) ? 1 : 0;
};
