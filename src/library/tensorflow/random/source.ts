// The generator of all random tensors; a counter-based one of our own, started from the program's seed.

import { programSeed, Threefry } from "../../tensor/index.ts";

let generator: Threefry | undefined;

/** The generator that all of TensorFlow's functions draw from. */
export function source(): Threefry {
  generator ??= new Threefry(programSeed());
  return generator;
}

/** Starts the generator again: the same numbers come for the same seed. */
export function setSeed(seed: number): void {
  source().seed(seed);
}
