// Decompositions, statistics, and elementary functions that few programs need.

import * as numeric from "../../../../src/library/numeric/index.ts";
import { matmul, square, transpose } from "../../../../src/library/ops/index.ts";
import type * as torch from "../../../../src/library/torch/index.ts";
import type { Operation } from "../../reference.ts";

const as = (call: (...inputs: torch.Tensor[]) => unknown): Operation => call as Operation;
const symmetric = (a: torch.Tensor) => a.add(a.transpose(-1, -2));
const squares = (a: torch.Tensor) => {
  const { u, v } = numeric.svd(a);
  return matmul(square(u), transpose(square(v)));
};

/** Operations by their names in reference/numeric.json. */
export const numerics: Readonly<Record<string, Operation>> = {
  log10: as((x) => numeric.log10(x)),
  exp2: as((x) => numeric.exp2(x)),
  asinh: as((x) => numeric.asinh(x)),
  acosh: as((x) => numeric.acosh(x)),
  atanh: as((x) => numeric.atanh(x)),
  logit: as((x) => numeric.logit(x)),
  isinf: as((x) => numeric.isinf(x)),
  nanToNum: as((x) => numeric.nanToNum(x)),
  "nanToNum(1, 2, -3)": as((x) => numeric.nanToNum(x, 1, 2, -3)),
  atan2: as((a, b) => numeric.atan2(a, b)),
  fmod: as((a, b) => numeric.fmod(a, b)),
  "fmod(2)": as((a) => numeric.fmod(a, 2)),
  hypot: as((a, b) => numeric.hypot(a, b)),
  logAddExp: as((a, b) => numeric.logAddExp(a, b)),
  xlogy: as((a, b) => numeric.xlogy(a, b)),
  logicalXor: as((a, b) => numeric.logicalXor(a, b)),
  bitwiseAnd: as((a, b) => numeric.bitwiseAnd(a, b)),
  bitwiseOr: as((a, b) => numeric.bitwiseOr(a, b)),
  bitwiseXor: as((a, b) => numeric.bitwiseXor(a, b)),
  bitwiseNot: as((a) => numeric.bitwiseNot(a)),
  covariance: as((x) => numeric.covariance(x)),
  "covariance(0)": as((x) => numeric.covariance(x, 0)),
  correlation: as((x) => numeric.correlation(x)),
  searchSorted: as((s, x) => numeric.searchSorted(s, x)),
  "searchSorted(right)": as((s, x) => numeric.searchSorted(s, x, true)),
  "qr.q": as((a) => numeric.qr(a).q),
  "qr.r": as((a) => numeric.qr(a).r),
  "svd.s": as((a) => numeric.svd(a).s),
  "svd squared": as(squares),
  pseudoInverse: as((a) => numeric.pseudoInverse(a)),
  "eigh.values": as((a) => numeric.eigh(symmetric(a)).values),
  "eigh squared": as((a) => square(numeric.eigh(symmetric(a)).vectors)),
};
