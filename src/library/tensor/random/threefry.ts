// Threefry-2x32, 20 rounds: JAX's generator, a function of a key and a counter.
// After J. Salmon et al., "Parallel Random Numbers: As Easy as 1, 2, 3" (2011).

/** Two words that determine a stream. */
export type Key = readonly [number, number];

const rotations = [13, 15, 26, 6, 17, 29, 16, 24] as const;

/** The block for a counter of two words, as two unsigned words. */
export function threefry([k0, k1]: Key, c0: number, c1: number): [number, number] {
  const keys = [k0 | 0, k1 | 0, (k0 ^ k1 ^ 0x1bd11bda) | 0];
  let a = (c0 + keys[0]) | 0;
  let b = (c1 + keys[1]) | 0;
  for (let group = 0; group < 5; group++) {
    for (let i = 0; i < 4; i++) {
      const turn = rotations[(group % 2) * 4 + i];
      a = (a + b) | 0;
      b = ((b << turn) | (b >>> (32 - turn))) ^ a;
    }
    a = (a + keys[(group + 1) % 3]) | 0;
    b = (b + keys[(group + 2) % 3] + group + 1) | 0;
  }
  return [a >>> 0, b >>> 0];
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
  for (let i = 0; i < count; i++) {
    const [a, b] = threefry(key, Math.floor(i / 2 ** 32), i >>> 0);
    out[i] = a ^ b;
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
export class Threefry {
  #key: Key;
  #count = 0;
  #spare: number | undefined;

  constructor(seed: number) {
    this.#key = keyOf(seed);
  }

  /** Starts again from a seed. */
  seed(seed: number): void {
    this.#key = keyOf(seed);
    this.#count = 0;
    this.#spare = undefined;
  }

  /** The next 32 random bits. */
  next(): number {
    if (this.#spare !== undefined) {
      const spare = this.#spare;
      this.#spare = undefined;
      return spare;
    }
    const [a, b] = threefry(this.#key, 0, this.#count++);
    this.#spare = b;
    return a;
  }
}
