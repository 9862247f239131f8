// `octavo/torch`: PyTorch's names, defaults and errors. `import * as torch from "octavo/torch"`.
//
// What differs from Python: names are in camelCase; keyword arguments are one object that comes last; arithmetic is methods.
//
//   X.add(Y).mul(2)              X + Y, times 2
//   X.at(0, "1:3")               X[0, 1:3]         slices are strings: ":", "1:", ":-1", "::2", "..."
//   X.at(X.gt(0))                X[X > 0]          masks, lists ([0, 2]) and integer tensors pick
//   X.set([":", -1], 0)          X[:, -1] = 0
//   X.sum({ dim: 0 })            X.sum(dim=0)      or X.sum(0)
//   torch.noGrad(() => { … })    with torch.no_grad():

import {
  ConcatDataset,
  DataLoader,
  Dataset,
  defaultCollate,
  IterableDataset,
  randomSplit,
  Subset,
  TensorDataset,
} from "./data.ts";
import {
  BatchSampler,
  RandomSampler,
  SequentialSampler,
  SubsetRandomSampler,
  WeightedRandomSampler,
} from "./samplers.ts";

export type { DType } from "../tensor/index.ts";
export * from "./arrange.ts";
export type { SortArguments, Sorted, SortOptions, UniqueOptions } from "./arranged.ts";
export * as autograd from "./autograd.ts";
export * from "./compile.ts";
export {
  arange,
  asarray,
  asTensor,
  empty,
  emptyLike,
  eye,
  fromNumpy,
  full,
  fullLike,
  linspace,
  ones,
  onesLike,
  type ShapeArguments,
  scalarTensor,
  type TensorOptions,
  tensor,
  zeros,
  zerosLike,
} from "./create.ts";
export type { Collated, DataLoader, Dataset, IterableDataset, LoaderOptions, Subset, TensorDataset } from "./data.ts";
export { cuda, Device, device } from "./device.ts";
export * as distributions from "./distributions.ts";
export * from "./elementary.ts";
export * from "./functions.ts";
export { Generator, type GeneratorOption, getRngState, initialSeed, manualSeed, setRngState } from "./generator.ts";
export * as linalg from "./linalg.ts";
export * from "./matrices.ts";
export * as nn from "./nn/index.ts";
export * as optim from "./optim/index.ts";
export { type PrintOptions, setPrintoptions } from "./printing.ts";
export * from "./random.ts";
export type {
  DimArguments,
  Extremes,
  NormArguments,
  ReduceArguments,
  ReduceOptions,
  SpreadOptions,
} from "./reductions.ts";
export { safetensors } from "./safetensors.ts";
export type { RandomSamplerOptions, Sampler } from "./samplers.ts";
export * from "./scopes.ts";
export { load, type Saved, save } from "./serialization.ts";
export * from "./shapes.ts";
export { type FlattenOptions, Tensor } from "./tensor.ts";
export * from "./threads.ts";
export * from "./types.ts";

/** torch.utils */
export const utils = {
  data: {
    Dataset,
    IterableDataset,
    DataLoader,
    TensorDataset,
    Subset,
    ConcatDataset,
    randomSplit,
    defaultCollate,
    BatchSampler,
    SubsetRandomSampler,
    SequentialSampler,
    RandomSampler,
    WeightedRandomSampler,
  },
};

/** The types, as PyTorch names them. */
export const float32 = "float32";
/** The type "float64". */
export const float64 = "float64";
/** The type "int32". */
export const int32 = "int32";
/** The type "uint8". */
export const uint8 = "uint8";
/** The type "bool". */
export const bool = "bool";
/** The type "float32". */
export const float = "float32";
/** The type "float64". */
export const double = "float64";
/** The type "int32". */
export const int = "int32";
/** The type of whole numbers, which is "int32" here. */
export const int64 = "int32";
/** The type of whole numbers, which is "int32" here. */
export const long = "int32";

/** A circle's circumference over its diameter. */
export const pi = Math.PI;
/** Euler's number. */
export const e = Math.E;
/** Infinity. */
export const inf = Number.POSITIVE_INFINITY;
/** Not a number. */
export const nan = Number.NaN;
