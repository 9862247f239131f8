// Where random numbers come from: a stream of 32-bit words, and the seed from which a program's streams start.

/** A stream of uniformly distributed 32-bit words. */
export interface RandomSource {
  /** The next word, 0 to 2³² - 1. */
  next(): number;
}

/** The seed that the kernel gives a page's program, or 0 outside of one. Read when a dialect's generator starts. */
export function programSeed(): number {
  const seed = (globalThis as { [key: symbol]: unknown })[Symbol.for("octavo.seed")];
  return typeof seed === "number" ? seed : 0;
}
