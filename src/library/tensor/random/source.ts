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

/** Told of each draw; undefined where nobody asks. */
let onDraw: (() => void) | undefined;

/** Sets who is told that a generator has moved on, and gives who was before: what draws cannot be done again without drawing again. */
export function setOnDraw(next: (() => void) | undefined): (() => void) | undefined {
  const before = onDraw;
  onDraw = next;
  return before;
}

/** Called by generators for each word that they give. */
export function noteDraw(): void {
  if (onDraw !== undefined) onDraw();
}
