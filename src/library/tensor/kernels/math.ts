// The inner loops of functions of one number. The functions themselves stand together at the top of what they are used for,
// so that the engines' Math, whose last bits differ, can be replaced by our own polynomials in one place.

import type { TypedArray } from "../dtype.ts";

/** Writes a function of each of the first `n` of `x` to `out`. */
export type UnaryLoop = (x: TypedArray, out: TypedArray, n: number) => void;

export const neg: UnaryLoop = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = -x[i];
};
export const exp: UnaryLoop = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.exp(x[i]);
};
export const expm1: UnaryLoop = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.expm1(x[i]);
};
export const log: UnaryLoop = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.log(x[i]);
};
export const log1p: UnaryLoop = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.log1p(x[i]);
};
export const sqrt: UnaryLoop = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.sqrt(x[i]);
};
export const square: UnaryLoop = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = x[i] * x[i];
};
export const abs: UnaryLoop = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.abs(x[i]);
};
export const sign: UnaryLoop = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = x[i] > 0 ? 1 : x[i] < 0 ? -1 : x[i];
};
export const sin: UnaryLoop = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.sin(x[i]);
};
export const cos: UnaryLoop = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.cos(x[i]);
};
export const tanh: UnaryLoop = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.tanh(x[i]);
};
export const sigmoid: UnaryLoop = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = 1 / (1 + Math.exp(-x[i]));
};
/** NaN stays NaN. */
export const relu: UnaryLoop = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = x[i] <= 0 ? 0 : x[i];
};
export const floor: UnaryLoop = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.floor(x[i]);
};
export const ceil: UnaryLoop = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.ceil(x[i]);
};
/** Halves to even, as the frameworks round. */
export const round: UnaryLoop = (x, out, n) => {
  for (let i = 0; i < n; i++) {
    const up = Math.round(x[i]);
    out[i] = up - x[i] === 0.5 && up % 2 !== 0 ? up - 1 : up;
  }
};
export const not: UnaryLoop = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = x[i] === 0 ? 1 : 0;
};
export const isnan: UnaryLoop = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Number.isNaN(x[i]) ? 1 : 0;
};
