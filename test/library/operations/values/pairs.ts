// Of two tensors, or of a tensor and a number, element by element.

import * as torch from "../../../../src/library/torch/index.ts";
import type { Operation } from "../../reference.ts";

/** Operations by their names in reference/pairs.json. */
export const pairs: Readonly<Record<string, Operation>> = {
  add: (a, b) => a.add(b),
  sub: (a, b) => a.sub(b),
  mul: (a, b) => a.mul(b),
  div: (a, b) => a.div(b),
  pow: (a, b) => a.pow(b),
  maximum: (a, b) => torch.maximum(a, b),
  minimum: (a, b) => torch.minimum(a, b),
  remainder: (a, b) => a.remainder(b),
  floorDivide: (a, b) => a.floorDivide(b),
  eq: (a, b) => a.eq(b),
  ne: (a, b) => a.ne(b),
  lt: (a, b) => a.lt(b),
  le: (a, b) => a.le(b),
  gt: (a, b) => a.gt(b),
  ge: (a, b) => a.ge(b),
  logicalAnd: (a, b) => a.logicalAnd(b),
  logicalOr: (a, b) => a.logicalOr(b),
  logicalNot: (a) => a.logicalNot(),

  "x + 2": (x) => x.add(2),
  "2 + x": (x) => torch.add(2, x),
  "x - 2": (x) => x.sub(2),
  "2 - x": (x) => torch.sub(2, x),
  "x * 3": (x) => x.mul(3),
  "x / 4": (x) => x.div(4),
  "3 / x": (x) => torch.div(3, x),
  "x ** 2": (x) => x.pow(2),
  "x ** 3": (x) => x.pow(3),
  "2 ** x": (x) => torch.pow(2, x),
  "x ** 0.5": (x) => x.pow(0.5),
  "x ** -1": (x) => x.pow(-1),
  "x ** 0": (x) => x.pow(0),
  "x ** 1": (x) => x.pow(1),
  "x + 0.5": (x) => x.add(0.5),
  "x * 0.1": (x) => x.mul(0.1),
  "x > 1": (x) => x.gt(1),
  "x == 1": (x) => x.eq(1),
  "x % 2": (x) => x.remainder(2),

  cast: (x) => x.to("int32"),
  double: (x) => x.double(),
  "half of doubles": (x) => x.float().mul(0.5),
  bool: (x) => x.bool(),

  add_: (a, b) => a.clone().add_(b),
  sub_: (a, b) => a.clone().sub_(b),
  mul_: (a, b) => a.clone().mul_(b),
  div_: (a, b) => a.clone().div_(b),
  copy_: (a, b) => a.clone().copy_(b),
  "add_(alpha=2)": (a, b) => a.clone().add_(b, { alpha: 2 }),
};
