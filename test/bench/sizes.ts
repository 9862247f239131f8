// The sizes of W3 and W6, for all peers in TypeScript.

/** Of W3's matrices. */
export const matmulSizes = [64, 256, 512, 1024];

/** A call for each size, by its name. */
export function forEachSize(
  sizes: readonly number[],
  callOf: (size: number) => () => void,
): Record<string, () => void> {
  return Object.fromEntries(sizes.map((size) => [String(size), callOf(size)]));
}

/** Of W6's additions. */
export const vectorSizes = { "1e3": 1e3, "1e4": 1e4, "1e5": 1e5, "1e6": 1e6 };

/** W6: additions of all sizes, and three functions of a million numbers. Each is given vectors of a size. */
export function elementwise<T>(
  draw: (size: number) => T,
  operations: Readonly<Record<"add" | "sum" | "exp" | "tanh", (a: T, b: T) => void>>,
): Record<string, () => void> {
  const { add, ...others } = operations;
  const calls: Record<string, () => void> = {};
  for (const [name, size] of Object.entries(vectorSizes)) {
    const [a, b] = [draw(size), draw(size)];
    calls[`add ${name}`] = () => add(a, b);
  }
  const [a, b] = [draw(1e6), draw(1e6)];
  for (const [name, operation] of Object.entries(others)) calls[`${name} 1e6`] = () => operation(a, b);
  return calls;
}
