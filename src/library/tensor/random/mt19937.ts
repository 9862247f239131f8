// The Mersenne Twister, as PyTorch's CPU generator uses it: manualSeed(0) gives PyTorch's own rand, randn and randperm.
// After M. Matsumoto and T. Nishimura, "Mersenne Twister" (1998); the transforms after PyTorch's observed streams.

import type { TypedArray } from "../dtype.ts";
import { cos, log, log1p, sin } from "../kernels/math.ts";
import { boxMuller32 } from "./box-muller.ts";
import { at } from "./scalar.ts";
import { noteDraw, type RandomSource } from "./source.ts";

const n = 624;
const m = 397;
/** Words of a saved state: the twister's, its position, whether there is a spare normal, and that as two words. */
const savedLength = n + 4;

function mixed(high: number, low: number): number {
  const y = (high & 0x80000000) | (low & 0x7fffffff);
  return (y >>> 1) ^ (-(y & 1) & 0x9908b0df);
}

/** PyTorch's default generator. */
export class MersenneTwister implements RandomSource {
  readonly #state = new Int32Array(n);
  #at = n;
  /** The second number of the last pair of normals, as PyTorch keeps it. */
  #spare: number | undefined;
  #firstSeed = 0;

  constructor(seed: number) {
    this.seed(seed);
  }

  /** The seed that it was last started from. */
  initialSeed(): number {
    return this.#firstSeed;
  }

  /** Starts again from a seed, of which the low 32 bits count. */
  seed(seed: number): void {
    const state = this.#state;
    this.#firstSeed = seed;
    state[0] = (seed % 2 ** 32) | 0;
    for (let i = 1; i < n; i++) state[i] = Math.imul(1812433253, state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    this.#at = n;
    this.#spare = undefined;
  }

  /** Where it is now, to come back to by `setState`. */
  getState(): Int32Array {
    const saved = new Int32Array(savedLength);
    saved.set(this.#state);
    saved[n] = this.#at;
    saved[n + 1] = this.#spare === undefined ? 0 : 1;
    saved.set(new Int32Array(Float64Array.of(this.#spare ?? 0).buffer), n + 2);
    return saved;
  }

  /** Goes on from where it was when this was saved. @throws RangeError for anything else. */
  setState(saved: Int32Array): void {
    if (saved.length !== savedLength || saved[n] < 0 || saved[n] > n)
      throw new RangeError(`RNG state is wrong: expected ${savedLength} words that a generator has given`);
    this.#state.set(saved.subarray(0, n));
    this.#at = saved[n];
    this.#spare = saved[n + 1] === 0 ? undefined : new Float64Array(saved.slice(n + 2).buffer)[0];
  }

  /** The next 32 random bits. */
  next(): number {
    return this.#word() >>> 0;
  }

  /** The next word as a signed integer, which engines need no box for. */
  #word(): number {
    noteDraw();
    if (this.#at >= n) this.#twist();
    let y = this.#state[this.#at++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }

  /** The next word modulo `bound`. */
  #below(bound: number): number {
    const word = this.#word() >>> 0;
    // Exact, since all are below 2^53, and several times as fast as the remainder of doubles.
    return word - Math.floor(word / bound) * bound;
  }

  #twist(): void {
    const state = this.#state;
    for (let k = 0; k < n - m; k++) state[k] = state[k + m] ^ mixed(state[k], state[k + 1]);
    for (let k = n - m; k < n - 1; k++) state[k] = state[k + m - n] ^ mixed(state[k], state[k + 1]);
    state[n - 1] = state[m - 1] ^ mixed(state[n - 1], state[0]);
    this.#at = 0;
  }

  /** Fills with numbers from [low, high): 24 random bits each in float32, 53 in float64. */
  uniform(out: TypedArray, low = 0, high = 1): void {
    if (out instanceof Float64Array) {
      for (let i = 0; i < out.length; i++) out[i] = this.double() * (high - low) + low;
      return;
    }
    // Bounds of float32, and one rounding in the end: PyTorch multiplies and adds at once.
    const from = Math.fround(low);
    const width = Math.fround(Math.fround(high) - from);
    for (let i = 0; i < out.length; i++) out[i] = (this.#word() & 0xffffff) * 2 ** -24 * width + from;
  }

  /** The next number of [0, 1), of 53 random bits. */
  double(): number {
    // The first word is the higher one, of which 21 bits have room.
    const high = this.#word() & 0x1fffff;
    return (high * 2 ** 32 + (this.#word() >>> 0)) * 2 ** -53;
  }

  /** A seed for another generator: the low word of 64 random bits. */
  nextSeed(): number {
    this.next();
    return this.next();
  }

  /** Fills with normal deviates. PyTorch has two ways: few, or those of a view that is not contiguous, are drawn one by one. */
  normal(out: TypedArray, mean: number, deviation: number, isContiguous = true): void {
    if (out.length < block || !isContiguous)
      for (let i = 0; i < out.length; i++) out[i] = this.oneNormal() * deviation + mean;
    else this.#manyNormals(out, mean, deviation);
  }

  /** Box-Muller in double precision, two at a time. */
  oneNormal(): number {
    if (this.#spare !== undefined) {
      const spare = this.#spare;
      this.#spare = undefined;
      return spare;
    }
    const angle = 2 * Math.PI * this.double();
    const radius = Math.sqrt(-2 * at(log1p, -this.double()));
    this.#spare = radius * at(sin, angle);
    return radius * at(cos, angle);
  }

  /** Uniforms first, then Box-Muller on blocks of 16 of them; a last, partial block is drawn anew and overlaps the one before. */
  #manyNormals(out: TypedArray, mean: number, deviation: number): void {
    this.uniform(out);
    boxMuller(out.subarray(0, out.length - (out.length % block)), mean, deviation);
    if (out.length % block === 0) return;
    const last = out.subarray(out.length - block);
    this.uniform(last);
    boxMuller(last, mean, deviation);
  }

  /** The numbers 0 to `count - 1` in random order. */
  permutation(count: number): Int32Array {
    const order = new Int32Array(count);
    for (let i = 0; i < count; i++) order[i] = i;
    for (let i = 0; i < count - 1; i++) {
      const j = i + this.#below(count - i);
      const taken = order[j];
      order[j] = order[i];
      order[i] = taken;
    }
    return order;
  }

  /** Fills with 1, with one probability or with those that stand at the same places, or 0. */
  bernoulli(chances: number | TypedArray, out: TypedArray): void {
    if (typeof chances === "number") {
      for (let i = 0; i < out.length; i++) out[i] = this.double() < chances ? 1 : 0;
      return;
    }
    const double = chances instanceof Float64Array;
    for (let i = 0; i < out.length; i++)
      out[i] = (double ? this.double() : (this.#word() & 0xffffff) * 2 ** -24) < chances[i] ? 1 : 0;
  }

  /** Fills with integers from `low` to `high - 1`. */
  integers(out: TypedArray, low: number, high: number): void {
    for (let i = 0; i < out.length; i++) out[i] = low + this.#below(high - low);
  }
}

/** Uniforms become normals in blocks of 16: the first eight are radii, the last angles. */
const block = 16;
const half = block / 2;

/** Turns whole blocks of uniforms into normals, in the precision of the array. */
function boxMuller(out: TypedArray, mean: number, deviation: number): void {
  if (out instanceof Float32Array) {
    boxMuller32(out, mean, deviation);
    return;
  }
  const count = out.length / 2;
  const radii = new Float64Array(count);
  const angles = new Float64Array(count);
  const cosines = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const from = i + (i & -half);
    radii[i] = 1 - out[from];
    angles[i] = 2 * Math.PI * out[from + half];
  }
  log(radii, 0, radii, count);
  cos(angles, 0, cosines, count);
  sin(angles, 0, angles, count);
  for (let i = 0; i < count; i++) {
    radii[i] = Math.sqrt(-2 * radii[i]);
    cosines[i] *= radii[i];
    angles[i] *= radii[i];
    const to = i + (i & -half);
    out[to] = cosines[i] * deviation + mean;
    out[to + half] = angles[i] * deviation + mean;
  }
}
