// jax.random: gamma, beta, Dirichlet and Poisson numbers, by JAX's algorithms and with its splitting of keys.

import { broadcastStrides, elements, precise, type Shape, sizeOf, view } from "../../tensor/index.ts";
import { type Array, fromArray } from "../array.ts";
import { normal, uniform } from "./distributions.ts";
import { type Key, split } from "./keys.ts";

/** One number of a distribution. */
const oneUniform = (of: Key): number => uniform(of).storage.array[0];
const oneNormal = (of: Key): number => normal(of).storage.array[0];

/** Parameters: a number, or an array that broadcasts to the shape. */
type Parameter = number | Array;

/** The shape of parameters, or the one that was asked for, and the parameters' elements repeated to it. */
function spread(shape: Shape | undefined, ...parameters: readonly Parameter[]): [Shape, ...ArrayLike<number>[]] {
  const arrays = parameters.map((one) => (typeof one === "number" ? undefined : one));
  const wide =
    shape ?? arrays.reduce((all: Shape, one) => (one && one.shape.length >= all.length ? one.shape : all), []);
  const all = parameters.map((one) =>
    typeof one === "number"
      ? new Float64Array(sizeOf(wide)).fill(one)
      : elements(view(one, wide, broadcastStrides(one.shape, one.strides, wide), one.offset)),
  );
  return [wide, ...all];
}

/** The logarithm of a gamma number. After G. Marsaglia and W. Tsang, "A simple method for generating gamma variables" (2000). */
function logGamma(of: Key, alpha: number): number {
  const isBoosted = alpha < 1;
  const d = (isBoosted ? alpha + 1 : alpha) - 1 / 3;
  const c = 1 / 3 / Math.sqrt(d);
  let [key, boostKey] = split(of);
  for (;;) {
    const [next, normalKey, uniformKey] = split(key, 3);
    key = next;
    let [x, v, from] = [0, -1, normalKey];
    while (v <= 0) {
      const [after, own] = split(from);
      from = after;
      x = oneNormal(own);
      v = 1 + x * c;
    }
    const square = x * x;
    const cube = v * v * v;
    const u = oneUniform(uniformKey);
    const isRefused =
      u >= 1 - 0.0331 * square * square && precise.log(u) >= square / 2 + d * (1 - cube + precise.log(cube));
    if (isRefused) continue;
    const boost = isBoosted ? precise.log1p(-oneUniform(boostKey)) / alpha : 0;
    return precise.log(d) + precise.log(cube) + boost;
  }
}

function logGammas(of: Key, alphas: ArrayLike<number>): Float64Array {
  const keys = split(of, alphas.length);
  return Float64Array.from(alphas, (alpha, i) => logGamma(keys[i], alpha));
}

/** Gamma numbers of shape `a`, a number or an array of them, and scale 1. */
export function gamma(of: Key, a: Parameter, shape?: Shape): Array {
  const [wide, alphas] = spread(shape, a);
  return fromArray(Float32Array.from(logGammas(of, alphas), precise.exp), wide, "float32");
}
/** Their logarithms, which do not underflow for small `a`. */
export function loggamma(of: Key, a: Parameter, shape?: Shape): Array {
  const [wide, alphas] = spread(shape, a);
  return fromArray(Float32Array.from(logGammas(of, alphas)), wide, "float32");
}
/** Beta numbers, between 0 and 1: x / (x + y) of gamma numbers of `a` and `b`. */
export function beta(of: Key, a: Parameter, b: Parameter, shape?: Shape): Array {
  const [wide, first, second] = spread(shape, a, b);
  const [keyA, keyB] = split(of);
  const [x, y] = [logGammas(keyA, first), logGammas(keyB, second)];
  return fromArray(
    Float32Array.from(x, (one, i) => 1 / (1 + precise.exp(y[i] - one))),
    wide,
    "float32",
  );
}
/** Vectors of shares that sum to one, [...shape, n], of `alpha`: [n]. */
export function dirichlet(of: Key, alpha: Array, shape: Shape = []): Array {
  const wide = [...shape, ...alpha.shape];
  const [, alphas] = spread(wide, alpha);
  const logs = logGammas(of, alphas);
  const [count] = alpha.shape;
  const out = new Float32Array(logs.length);
  for (let row = 0; row < logs.length; row += count) {
    const own = logs.subarray(row, row + count);
    const largest = own.reduce((a, b) => Math.max(a, b));
    const shares = own.map((one) => precise.exp(one - largest));
    const sum = shares.reduce((a, b) => a + b);
    for (let i = 0; i < count; i++) out[row + i] = shares[i] / sum;
  }
  return fromArray(out, wide, "float32");
}

/** log Γ(x) for x ≥ 1, by Stirling's series from 10 on. */
function logFactorial(n: number): number {
  let [x, product] = [n + 1, 1];
  while (x < 10) product *= x++;
  const square = 1 / (x * x);
  const series = (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680))) / x;
  return (x - 0.5) * precise.log(x) - x + precise.log(2 * Math.PI) / 2 + series - precise.log(product);
}

/** Small rates: how many exponential waiting times fit (Knuth). All places are drawn together, as JAX draws them. */
function byWaiting(of: Key, rates: ArrayLike<number>): Int32Array {
  const counts = new Int32Array(rates.length);
  const logs = new Float32Array(rates.length);
  let key = of;
  while (logs.some((log, i) => log > -rates[i])) {
    const [next, own] = split(key);
    key = next;
    const u = uniform(own, [rates.length]).storage.array;
    for (let i = 0; i < logs.length; i++) {
      if (logs[i] > -rates[i]) counts[i] += 1;
      logs[i] += precise.log(u[i]);
    }
  }
  return counts.map((count) => count - 1);
}

/** Larger rates: transformed rejection (Hörmann, 1993). */
function byRejection(of: Key, rates: ArrayLike<number>): Int32Array {
  const out = new Int32Array(rates.length);
  const isDone = new Uint8Array(rates.length);
  let key = of;
  while (isDone.includes(0)) {
    const [next, first, second] = split(key, 3);
    key = next;
    const us = uniform(first, [rates.length]).storage.array;
    const vs = uniform(second, [rates.length]).storage.array;
    for (let i = 0; i < out.length; i++) {
      const rate = rates[i];
      const b = 0.931 + 2.53 * Math.sqrt(rate);
      const a = -0.059 + 0.02483 * b;
      const u = us[i] - 0.5;
      const v = vs[i];
      const edge = 0.5 - Math.abs(u);
      const k = Math.floor(((2 * a) / edge + b) * u + rate + 0.43);
      const s = precise.log((v * (1.1239 + 1.1328 / (b - 3.4))) / (a / (edge * edge) + b));
      const isInside = edge >= 0.07 && v <= 0.9277 - 3.6224 / (b - 2);
      const isOutside = k < 0 || (edge < 0.013 && v > edge);
      const isBelow = !isOutside && s <= -rate + k * precise.log(rate) - logFactorial(k);
      // JAX goes on drawing for all until the last is accepted, and keeps the latest that was.
      if (isInside || isBelow) [out[i], isDone[i]] = [k, 1];
    }
  }
  return out;
}

/** Poisson numbers: how often something comes that comes `lam` times on average; int32. */
export function poisson(of: Key, lam: Parameter, shape?: Shape): Array {
  const [wide, rates] = spread(shape, lam);
  const isSmall = (rate: number): boolean => rate < 10;
  const all = globalThis.Array.from(rates);
  const few = byWaiting(
    of,
    all.map((rate) => (isSmall(rate) ? rate : 0)),
  );
  const many = all.every(isSmall)
    ? few
    : byRejection(
        of,
        all.map((rate) => (isSmall(rate) ? 1e5 : rate)),
      );
  const numbers = Int32Array.from(all, (rate, i) => (rate === 0 ? 0 : isSmall(rate) ? few[i] : many[i]));
  return fromArray(numbers, wide, "int32");
}
/** Cauchy's distribution: tan(π (u - 1/2)). */
export function cauchy(of: Key, shape: Shape = []): Array {
  const u = uniform(of, shape, { minval: 2 ** -23 }).storage.array;
  const numbers = Float32Array.from(u, (one) => {
    const angle = Math.PI * (one - 0.5);
    return precise.sin(angle) / precise.cos(angle);
  });
  return fromArray(numbers, shape, "float32");
}
