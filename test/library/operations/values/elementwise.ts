// Of single elements.

import * as torch from "../../../../src/library/torch/index.ts";
import type { Operation } from "../../reference.ts";

const F = torch.nn.functional;

/** Operations by their names in reference/elementwise.json. */
export const elementwise: Readonly<Record<string, Operation>> = {
  neg: (x) => x.neg(),
  abs: (x) => x.abs(),
  sign: (x) => x.sign(),
  square: (x) => x.square(),
  exp: (x) => x.exp(),
  expm1: (x) => x.expm1(),
  sin: (x) => x.sin(),
  cos: (x) => x.cos(),
  tanh: (x) => x.tanh(),
  sigmoid: (x) => x.sigmoid(),
  relu: (x) => x.relu(),
  floor: (x) => x.floor(),
  ceil: (x) => x.ceil(),
  round: (x) => x.round(),
  trunc: (x) => x.trunc(),
  isnan: (x) => x.isnan(),
  isfinite: (x) => x.isfinite(),
  softplus: (x) => F.softplus(x),
  log: (x) => x.log(),
  log2: (x) => x.log2(),
  sqrt: (x) => x.sqrt(),
  log1p: (x) => x.log1p(),
  rsqrt: (x) => x.rsqrt(),
  reciprocal: (x) => x.reciprocal(),
};
