// jax.random.key, split, foldIn: the states of generators, which nothing changes.

import { foldIn as foldWords, keyOf, split as splitWords, type Key as Words } from "../../tensor/index.ts";

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

/** The words of a key. @throws TypeError for what is no key, such as a seed. */
export function wordsIn(of: Key): Words {
  if (of instanceof Key) return of.words;
  throw new TypeError(`unexpected PRNG key ${String(of)}; make one of a seed by jax.random.key(${Number(of) || 0})`);
}
