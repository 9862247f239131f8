// The generator of all random arrays; a counter-based one of our own, started from the program's seed.

import { programSeed, Threefry } from "../tensor/index.ts";

let generator: Threefry | undefined;

/** The generator that all of MXNet's functions draw from. */
export function source(): Threefry {
  generator ??= new Threefry(programSeed());
  return generator;
}
