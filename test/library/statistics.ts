// What random numbers are held to: moments, and chi-square against expected shares.

import { expect } from "vitest";

/** Mean and variance within five standard errors of what they should be; the error of a variance from the numbers' own fourth moment. */
export function expectMoments(numbers: ArrayLike<number>, mean: number, variance: number): void {
  const n = numbers.length;
  const sample = Array.from(numbers);
  const average = sample.reduce((sum, x) => sum + x, 0) / n;
  const moment = (k: number) => sample.reduce((sum, x) => sum + (x - mean) ** k, 0) / n;
  const spread = moment(2);
  expect(Math.abs(average - mean), `mean ${average} instead of ${mean}`).toBeLessThan(5 * Math.sqrt(variance / n));
  const error = Math.sqrt((moment(4) - spread ** 2) / n);
  expect(Math.abs(spread - variance), `variance ${spread} instead of ${variance}`).toBeLessThan(5 * error);
}

/** Chi-square of counts against probabilities, below what one in a million would pass (by Wilson and Hilferty's approximation). */
export function expectShares(counts: readonly number[], shares: readonly number[]): void {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const impossible = counts.findIndex((count, i) => shares[i] === 0 && count > 0);
  expect(impossible, `outcome ${impossible} is impossible`).toBe(-1);
  const possible = shares.flatMap((share, i) => (share > 0 ? [i] : []));
  const chi = possible.reduce((sum, i) => sum + (counts[i] - total * shares[i]) ** 2 / (total * shares[i]), 0);
  const freedom = possible.length - 1;
  const bound = freedom * (1 - 2 / (9 * freedom) + 4.75 * Math.sqrt(2 / (9 * freedom))) ** 3;
  expect(chi, `chi-square of ${counts}`).toBeLessThan(bound);
}

/** How often each of 0 to `count - 1` comes. */
export function countsOf(numbers: ArrayLike<number>, count: number): number[] {
  const counts = new Array<number>(count).fill(0);
  for (const one of Array.from(numbers)) counts[one]++;
  return counts;
}

/** How many numbers fall into each of `count` equal parts of [low, high). */
export function histogram(numbers: ArrayLike<number>, low: number, high: number, count: number): number[] {
  return countsOf(
    Array.from(numbers, (x) => Math.min(count - 1, Math.max(0, Math.floor(((x - low) / (high - low)) * count)))),
    count,
  );
}
