// gluon.utils

import * as ops from "../../ops/index.ts";
import type { NDArray } from "../ndarray.ts";

/** Scales arrays in place so that their joint length is `maxNorm` at most, and gives what it was. */
export function clipGlobalNorm(arrays: readonly NDArray[], maxNorm: number): number {
  let squares = 0;
  for (const one of arrays) squares += one.square().sum().item();
  const norm = Math.sqrt(squares);
  if (norm > maxNorm) for (const one of arrays) ops.withRecording("never", () => one.mul_(maxNorm / (norm + 1e-8)));
  return norm;
}

/** The parts of a batch for several devices, along its first axis. @throws RangeError when they are not even. */
export function splitAndLoad(data: NDArray, devices: readonly unknown[]): NDArray[] {
  const [size] = data.shape;
  if (size % devices.length !== 0)
    throw new RangeError(
      `data with shape [${data.shape}] cannot be evenly split into ${devices.length} slices along axis 0`,
    );
  return ops.split(data, size / devices.length, 0) as NDArray[];
}
