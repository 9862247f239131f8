// PyTorch's generator of random numbers, and the default one that all functions draw from.

import { MersenneTwister, programSeed } from "../tensor/index.ts";

/** A source of random numbers of its own: `new torch.Generator().manualSeed(1)`. */
export class Generator extends MersenneTwister {
  constructor(seed = 0) {
    super(seed);
  }

  /** Starts again: from the same seed come the same numbers, and they are PyTorch's. */
  manualSeed(seed: number): this {
    this.seed(seed);
    return this;
  }
}

let shared: Generator | undefined;

/** The generator from which all random tensors come that name no other. Its first seed is the program's. */
export function defaultGenerator(): Generator {
  shared ??= new Generator(programSeed());
  return shared;
}

/** Starts the default generator again: `torch.manualSeed(0)`. */
export function manualSeed(seed: number): Generator {
  return defaultGenerator().manualSeed(seed);
}
