// Of single elements.

import * as nn from "../../../../src/library/nn/index.ts";
import * as numeric from "../../../../src/library/numeric/index.ts";
import * as ops from "../../../../src/library/ops/index.ts";
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

  tan: (x) => numeric.tan(x) as torch.Tensor,
  sinh: (x) => numeric.sinh(x) as torch.Tensor,
  cosh: (x) => numeric.cosh(x) as torch.Tensor,
  atan: (x) => numeric.atan(x) as torch.Tensor,
  asin: (x) => numeric.asin(x) as torch.Tensor,
  acos: (x) => numeric.acos(x) as torch.Tensor,
  erf: (x) => ops.erf(x) as torch.Tensor,
  erfinv: (x) => numeric.erfinv(x) as torch.Tensor,
  gelu: (x) => nn.gelu(x) as torch.Tensor,
  "gelu(tanh)": (x) => nn.gelu(x, true) as torch.Tensor,
  selu: (x) => nn.selu(x) as torch.Tensor,
  softsign: (x) => nn.softsign(x) as torch.Tensor,
  leakyRelu: (x) => nn.leakyRelu(x, 0.01) as torch.Tensor,
  "leakyRelu(0.2)": (x) => nn.leakyRelu(x, 0.2) as torch.Tensor,
  elu: (x) => nn.elu(x) as torch.Tensor,
  "elu(0.5)": (x) => nn.elu(x, 0.5) as torch.Tensor,
  silu: (x) => nn.silu(x) as torch.Tensor,
  "clamp(-1, 1)": (x) => x.clamp(-1, 1),
  "clamp(min=0)": (x) => x.clamp({ min: 0 }),
};
