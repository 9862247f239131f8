// The door to the most frequent kernels, which are given storages in the place of arrays: who sets a launcher (../../plan) sees what
// they work on, and knows of all else that reads a storage that it does so in other ways.

import type { TypedArray } from "../dtype.ts";
import type { Storage } from "../tensor.ts";
import type { BinaryLoop } from "./loops.ts";
import type { UnaryLoop } from "./math.ts";

/** A function that reads and writes arrays and gives nothing. */
export type Kernel = (...args: never[]) => void;

/** Calls a kernel in the place of its caller, with the arrays of the storages among the arguments. */
export type Launcher = (kernel: Kernel, args: readonly unknown[]) => void;

/** Undefined unless somebody looks on. */
export let launcher: Launcher | undefined;

/** Sets who calls kernels. */
export function setLauncher(next: Launcher | undefined): void {
  launcher = next;
}

/** Calls the loop of an operation on two tensors. */
export function launchBinary(
  loop: BinaryLoop,
  x: Storage,
  xo: number,
  xs: number,
  y: Storage,
  yo: number,
  ys: number,
  out: TypedArray,
  o: number,
  n: number,
): void {
  if (launcher === undefined) loop(x.array, xo, xs, y.array, yo, ys, out, o, n);
  else launcher(loop, [x, xo, xs, y, yo, ys, out, o, n]);
}

/** Calls such a loop with the first operand as the result. */
export function launchUpdate(
  loop: BinaryLoop,
  x: Storage,
  xo: number,
  y: Storage,
  yo: number,
  ys: number,
  n: number,
): void {
  if (launcher === undefined) loop(x.array, xo, 1, y.array, yo, ys, x.array, xo, n);
  else launcher(loop, [x, xo, 1, y, yo, ys, x, xo, n]);
}

/** Calls the loop of a function of one number. */
export function launchUnary(loop: UnaryLoop, x: Storage, xo: number, out: TypedArray, n: number): void {
  if (launcher === undefined) loop(x.array, xo, out, n);
  else launcher(loop, [x, xo, out, n]);
}

/** Writes one number from one place to another. */
export function launchFill(x: Storage, value: number, from: number, to: number): void {
  if (launcher === undefined) x.array.fill(value, from, to);
  else launcher(fill, [x, value, from, to]);
}

const fill = (x: TypedArray, value: number, from: number, to: number): void => {
  x.fill(value, from, to);
};
