// The PyTorch dialect's functions that sort, pick, scatter and join, beside PyTorch's values and gradients.

import { expect, test } from "vitest";
import * as torch from "../../src/library/torch/index.ts";
import { type Case, check, type Operation, reference } from "./reference.ts";

const square = torch.tensor([
  [2, 1],
  [0.5, 3],
]);
const places = torch.tensor(
  [
    [0, 2, 1],
    [2, 2, 0],
  ],
  { dtype: "int32" },
);
const whole = torch.tensor([4, 1, 4, 2, 1, 4], { dtype: "int32" });

const operations: Record<string, Operation> = {
  sort: (a) => torch.sort(a, { dim: 1 }).values,
  "sort indices": (a) => a.sort({ dim: 0, descending: true }).indices,
  argsort: (_a, b) => torch.argsort(b, { descending: true }),
  topk: (a) => torch.topk(a, 2).values,
  "topk smallest": (a) => a.topk(2, { dim: 1, largest: false }).indices,
  kthvalue: (a) => a.kthvalue(2).values,
  median: (a) => torch.median(a),
  "median along": (a) => a.median(0).values,
  quantile: (a) => torch.quantile(a, 0.3, { dim: 1 }),
  cumprod: (_a, b) => torch.cumprod(b, 1),
  erf: (_a, b) => torch.erf(b),
  tan: (_a, b) => torch.tan(b),
  atan: (_a, b) => torch.atan(b),
  unbind: (a) => torch.unbind(a, 1)[1]!,
  roll: (a) => torch.roll(a, 2, 1),
  tile: (a) => torch.tile(a, [2, 1]),
  repeatInterleave: (a) => a.repeatInterleave(2, { dim: 1 }),
  "repeatInterleave of all": (a) => torch.repeatInterleave(a, 2),
  scatter: (a, b) => a.scatter(1, places.at(":", ":2"), b.at(":", ":2")),
  "scatter a number": (a) => a.scatter(0, torch.tensor([[1, 0, 1]], { dtype: "int32" }), 9),
  scatterAdd: (a, b) => a.scatterAdd(1, places, b),
  nonzero: (_a, b) => torch.nonzero(b.gt(0)),
  unique: () => torch.unique(whole),
  bincount: () => torch.bincount(whole, { minlength: 7 }),
  countNonzero: (_a, b) => b.gt(0).countNonzero(),
  lerp: (a, b) => torch.lerp(a, b, 0.25),
  var: (a) => torch.var(a),
  outer: (a, b) => torch.outer(a.at(0), b.at(1)),
  einsum: (a, b) => torch.einsum("ij,kj->ik", a, b),
  tensordot: (a, b) => torch.tensordot(a, b),
  addmm: (a, b) => torch.addmm(square, a, b.t()),
  cdist: (a, b) => torch.cdist(a, b),
  logspace: () => torch.logspace(-1, 2, 4),
  isclose: (a) => torch.isclose(a, a.add(torch.tensor([1e-6, 1e-3, 0]))),
  inv: (a) => torch.linalg.inv(square.add(a.at(":", ":2"))),
  det: (a) => torch.linalg.det(square.add(a.at(":", ":2"))),
  solve: (a, b) => torch.linalg.solve(square.add(a.at(":", ":2")), b),
};

for (const [name, recorded] of Object.entries(reference<Record<string, Case>>("arrange.json")))
  test(name, () => check(operations[name]!, recorded, 1e-5));

test("what does not fit is refused", () => {
  expect(() => torch.ones(2, 2).scatter(0, torch.zeros(1, 3, { dtype: "int32" }), 1)).toThrow(
    "Expected index [1,3] to be smaller than self [2,2] apart from dimension 0",
  );
  expect(() => torch.bincount(torch.tensor([-1]))).toThrow("only supports 1-d non-negative integral inputs");
  expect(() => torch.ones(2).topk(3)).toThrow("k = 3 is out of range");
});
