// jax.random: numbers as functions of explicit keys, with JAX's own bits (threefry, partitionable layout).

import {
  foldIn as foldWords,
  keyOf,
  type Shape,
  sizeOf,
  split as splitWords,
  type Key as Words,
  bits as wordsOf,
} from "../tensor/index.ts";
import { type Array, fromArray } from "./array.ts";
import { errorFunctionInverse } from "./erfinv.ts";

/** A key: the state of a generator, which nothing changes. Use each once; `split` makes new ones. */
export class Key {
  readonly words: Words;
  constructor(words: Words) {
    this.words = words;
  }
  /** "Key(0, 42)": its two words. */
  toString(): string {
    return `Key(${this.words[0]}, ${this.words[1]})`;
  }
  [Symbol.for("Jupyter.display")](): { "text/plain": string } {
    return { "text/plain": this.toString() };
  }
}

/** The key of a seed. */
export const key = (seed: number): Key => new Key(keyOf(seed));
/** The old name of `key`. */
export const PRNGKey = key;
/** New keys from one, which should then not be used again. */
export const split = (of: Key, count = 2): Key[] => splitWords(wordsIn(of), count).map((words) => new Key(words));
/** The key that belongs to a key and a number. */
export const foldIn = (of: Key, data: number): Key => new Key(foldWords(wordsIn(of), data));

/** The smallest float32 above -1: where the normal deviates' uniforms start. */
const aboveMinusOne = -1 + 2 ** -24;

/** The words of a key. @throws TypeError for what is no key, such as a seed. */
function wordsIn(of: Key): Words {
  if (of instanceof Key) return of.words;
  throw new TypeError(`unexpected PRNG key ${String(of)}; make one of a seed by jax.random.key(${Number(of) || 0})`);
}

function uniforms(of: Key, shape: Shape, low: number, high: number): Float32Array {
  const words = wordsOf(wordsIn(of), sizeOf(shape));
  const span = Math.fround(high - low);
  return Float32Array.from(words, (word) =>
    Math.max(low, Math.fround(Math.fround((word >>> 9) * 2 ** -23 * span) + low)),
  );
}

/** Uniform on [minval, maxval). */
export function uniform(
  of: Key,
  shape: Shape = [],
  { minval = 0, maxval = 1 }: { readonly minval?: number; readonly maxval?: number } = {},
): Array {
  return fromArray(uniforms(of, shape, minval, maxval), shape, "float32");
}
/** Standard normal. */
export function normal(of: Key, shape: Shape = []): Array {
  const scale = Math.fround(Math.SQRT2);
  return fromArray(
    uniforms(of, shape, aboveMinusOne, 1).map((u) => scale * errorFunctionInverse(u)),
    shape,
    "float32",
  );
}
/** True with probability `p`. */
export function bernoulli(of: Key, p = 0.5, shape: Shape = []): Array {
  return fromArray(
    Uint8Array.from(uniforms(of, shape, 0, 1), (u) => (u < p ? 1 : 0)),
    shape,
    "bool",
  );
}

/** The numbers 0 to n - 1 in random order: sorted by random words, as often as JAX does so that ties do not matter. */
export function permutation(of: Key, n: number): Array {
  const rounds = Math.ceil((3 * Math.log(Math.max(1, n))) / Math.log(2 ** 32 - 1));
  let order = Int32Array.from({ length: n }, (_, i) => i);
  let state = of;
  for (let round = 0; round < rounds; round++) {
    const [next, sub] = split(state);
    state = next;
    const words = wordsOf(sub.words, n);
    const places = globalThis.Array.from({ length: n }, (_, i) => i).sort((a, b) => words[a] - words[b] || a - b);
    order = Int32Array.from(places, (place) => order[place]);
  }
  return fromArray(order, [n], "int32");
}
