// Threefry-2x32, 20 rounds: JAX's generator, a function of a key and a counter.
// After J. Salmon et al., "Parallel Random Numbers: As Easy as 1, 2, 3" (2011).

import { noteDraw, type RandomSource } from "./source.ts";

/** Two words that determine a stream. */
export type Key = readonly [number, number];

// The last block, kept here so that a stream of words makes no arrays.
let high = 0;
let low = 0;

function mix(k0: number, k1: number, c0: number, c1: number): void {
  const k2 = k0 ^ k1 ^ 0x1bd11bda;
  let a = (c0 + k0) | 0;
  let b = (c1 + k1) | 0;
  for (let group = 0; group < 5; group++) {
    const even = (group & 1) === 0;
    a = (a + b) | 0;
    b = (even ? (b << 13) | (b >>> 19) : (b << 17) | (b >>> 15)) ^ a;
    a = (a + b) | 0;
    b = (even ? (b << 15) | (b >>> 17) : (b << 29) | (b >>> 3)) ^ a;
    a = (a + b) | 0;
    b = (even ? (b << 26) | (b >>> 6) : (b << 16) | (b >>> 16)) ^ a;
    a = (a + b) | 0;
    b = (even ? (b << 6) | (b >>> 26) : (b << 24) | (b >>> 8)) ^ a;
    // The keys in turn: k1 and k2, k2 and k0, k0 and k1.
    const turn = group % 3;
    a = (a + (turn === 0 ? k1 : turn === 1 ? k2 : k0)) | 0;
    b = (b + (turn === 0 ? k2 : turn === 1 ? k0 : k1) + group + 1) | 0;
  }
  high = a;
  low = b;
}

/** The block for a counter of two words, as two unsigned words. */
export function threefry([k0, k1]: Key, c0: number, c1: number): [number, number] {
  mix(k0 | 0, k1 | 0, c0 | 0, c1 | 0);
  return [high >>> 0, low >>> 0];
}

/** JAX's key of a seed: its high and its low 32 bits. */
export function keyOf(seed: number): Key {
  return [Math.floor(seed / 2 ** 32) >>> 0, seed >>> 0];
}

/**
 * `count` words of a key, as `jax.random.bits` gives them. JAX has two layouts; this is `jax_threefry_partitionable=True`,
 * its default since 0.5: word `i` is the exclusive or of the block for counter `i`.
 */
export function bits(key: Key, count: number): Uint32Array {
  const out = new Uint32Array(count);
  const k0 = key[0] | 0;
  const k1 = key[1] | 0;
  for (let i = 0; i < count; i++) {
    mix(k0, k1, Math.floor(i / 2 ** 32) | 0, i | 0);
    out[i] = high ^ low;
  }
  return out;
}

/** `count` keys of a key: the blocks for counters 0, 1, … (the partitionable layout again). */
export function split(key: Key, count = 2): readonly Key[] {
  return Array.from({ length: count }, (_, i) => threefry(key, 0, i));
}

/** A key that depends on a key and a number: `jax.random.fold_in`. */
export function foldIn(key: Key, data: number): Key {
  return threefry(key, ...keyOf(data >>> 0));
}

/** A stream for where no framework's own order is to be followed (MXNet, TensorFlow here): block after block of a key. */
export class Threefry implements RandomSource {
  #key: Key;
  #count = 0;
  #spare: number | undefined;

  /** Of a seed, or of a key of two words. */
  constructor(seed: number | Key) {
    this.#key = typeof seed === "number" ? keyOf(seed) : seed;
  }

  /** Starts again from a seed, or from a key of two words. */
  seed(seed: number | Key): void {
    this.#key = typeof seed === "number" ? keyOf(seed) : seed;
    this.#count = 0;
    this.#spare = undefined;
  }

  /** The next 32 random bits. */
  next(): number {
    noteDraw();
    if (this.#spare !== undefined) {
      const spare = this.#spare;
      this.#spare = undefined;
      return spare;
    }
    const count = this.#count++;
    mix(this.#key[0] | 0, this.#key[1] | 0, Math.floor(count / 2 ** 32) | 0, count | 0);
    this.#spare = low >>> 0;
    return high >>> 0;
  }
}
