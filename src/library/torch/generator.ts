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

/** Where random numbers come from. */
export interface GeneratorOption {
  /** Draw from it in the place of the default generator. */
  readonly generator?: Generator;
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

/** The seed that the default generator was last started from. */
export function initialSeed(): number {
  return defaultGenerator().initialSeed();
}

/** Where the default generator is now, for `setRngState`: words of its own kind, where PyTorch has a tensor of bytes. */
export function getRngState(): Int32Array {
  return defaultGenerator().getState();
}

/** Goes on from where the default generator was when `getRngState` gave this. @throws RangeError for anything else. */
export function setRngState(state: Int32Array): void {
  defaultGenerator().setState(state);
}
