// `octavo/tensor`: storage, types, shapes, random numbers and printing, below all operations.

export { bounds, diagonalOnes, filled, ramp, spaced } from "./creation.ts";
export * from "./dtype.ts";
export { readNpy, writeNpy } from "./files/npy.ts";
export { readNpz, writeNpz } from "./files/npz.ts";
export { readSafetensors, type Safetensors, writeSafetensors } from "./files/safetensors.ts";
export * as precise from "./kernels/precise.ts";
export { fast } from "./kernels/wasm/machine.ts";
export { setThreads, threads } from "./kernels/wasm/threads.ts";
export * from "./print.ts";
export { numpyScalar } from "./print-numbers.ts";
export {
  bernoulli,
  categorical,
  gamma,
  gumbel,
  integers,
  laplace,
  logistic,
  normal,
  permutation,
  standardExponential,
  truncatedNormal,
  uniform,
} from "./random/draw.ts";
export { MersenneTwister } from "./random/mt19937.ts";
export {
  cauchy,
  exponential,
  geometric,
  logNormal,
  multinomial,
  multinomialApart,
  wholeNumbers,
} from "./random/pytorch.ts";
export { noteDraw, programSeed, type RandomSource, setOnDraw } from "./random/source.ts";
export { bits, foldIn, type Key, keyOf, split, Threefry, threefry } from "./random/threefry.ts";
export * from "./shape.ts";
export * from "./slice.ts";
export * from "./tensor.ts";
