// The PyTorch dialect's methods that cut, lay out, multiply and count, beside PyTorch's values and gradients; and each beside its function.

import { expect, test } from "vitest";
import * as torch from "../../src/library/torch/index.ts";
import { type Case, check, type Operation, reference } from "./reference.ts";

const ints = (...values: number[]) => torch.tensor(values, { dtype: "int32" });
const nan = torch.tensor([1, torch.nan, 1]);
const nines = torch.eye(3).mul(9);
const as = (value: unknown) => value as torch.Tensor;

const operations: Record<string, Operation> = {
  ravel: (x) => x.ravel(),
  tile: (x) => x.tile(2),
  movedim: (x) => x.movedim(0, -1),
  "movedim of several": (x) => x.movedim([0, 1], [2, 0]),
  swapaxes: (x) => x.swapaxes(0, 2),
  mT: (x) => x.mT,
  unflatten: (x) => x.unflatten(1, [2, -1]),
  narrow: (x) => x.narrow(1, 1, 2),
  select: (x) => x.select(1, -1),
  tensorSplit: (x) => x.tensorSplit(3)[1]!,
  "tensorSplit at": (x) => x.tensorSplit([1, 4], 1)[1]!,
  unfold: (x) => x.unfold(1, 3, 2),
  "unfold the first": (x) => x.unfold(0, 2, 1),
  diagonal: (x) => x.diagonal(),
  "diagonal(1)": (x) => x.diagonal({ offset: 1 }),
  "diagonal(-2)": (x) => x.diagonal({ offset: -2 }),
  "diagonal of batches": (x) => x.diagonal({ dim1: -2, dim2: -1 }),
  diagEmbed: (x) => x.diagEmbed(),
  "diag(1) of a vector": (x) => x.diag(1),
  "diag(-1) of a vector": (x) => x.diag(-1),
  "diag(1)": (x) => torch.diag(x, 1),
  fliplr: (x) => x.fliplr(),
  rot90: (x) => x.rot90(),
  "rot90(3)": (x) => torch.rot90(x, 3),
  take: (x) => x.take(ints(0, 5, 0)),
  takeAlongDim: (x) => x.takeAlongDim(ints(2, 0).reshape(2, 1), 1),
  indexFill: (x) => x.indexFill(1, ints(0, 2), 7),
  matrixPower: (x) => x.matrixPower(3),
  "matrixPower(-2)": (x) => x.add(nines).matrixPower(-2),
  "matrixPower(0)": (x) => x.detach().matrixPower(0),
  trace: (x) => x.trace(),
  logdet: (x) => x.add(nines).logdet(),
  slogdet: (x) => torch.linalg.slogdet(x).logabsdet,
  nansum: (x) => x.mul(nan).nansum(1),
  nanmean: (x) => x.mul(nan).nanmean(1),
  diff: (x) => x.diff(),
  "diff(2, 0)": (x) => x.diff({ n: 2, dim: 0 }),
  cummax: (x) => x.cummax(1).values,
  "cummax indices": (x) => x.cummax(0).indices,
  cummin: (x) => torch.cummin(x, 1).values,
  "cummin indices": (x) => x.cummin({ dim: 1 }).indices,
  mode: (x) => as(x.mode(1).values),
  "mode indices": (x) => as(x.mode(1).indices),
  histc: (x) => x.detach().histc(4, { min: -2, max: 2 }),
  "histc of all": (x) => x.detach().histc(5),
  aminmax: (x) => as(x.detach().aminmax({ dim: 1 }).max),
  "clamp to one side": (x) => x.clampMin(0.5),
  "unique counts": (x) => x.unique({ returnInverse: true, returnCounts: true })[2]!,
  "unique inverse": (x) => torch.unique(x, { returnInverse: true })[1]!,
  uniqueConsecutive: (x) => torch.uniqueConsecutive(x),
  vander: (x) => torch.vander(x.detach()),
  trapezoid: (x) => torch.trapezoid(x, undefined, { dx: 0.5 }),
  blockDiag: (x) => torch.blockDiag(x, x.at(0)),
  combinations: (x) => torch.combinations(x),
  trilIndices: () => torch.trilIndices(3, 4, -1),
  triuIndices: () => torch.triuIndices(3, 4, 1),
  hstack: (x) => torch.hstack([x, x.mul(2)]),
  vstack: (x) => torch.vstack([x.at(0), x.at(1)]),
  dstack: (x) => torch.dstack([x, x]),
  columnStack: (x) => torch.columnStack([x.at(0), x.T]),
  "var along": (x) => torch.var(x, 1),
  stdMean: (x) => torch.stdMean(x, 0)[0],
  "countNonzero along": (x) => x.gt(0).countNonzero(1),
  "median along": (x) => torch.median(x, 1).values,
  "max along": (x) => torch.max(x, 1).values,
  "logit(eps)": (x) => torch.logit(x, 0.2),
  frac: (x) => x.frac(),
  deg2rad: (x) => x.deg2rad(),
  "vectorNorm(3)": (x) => torch.linalg.vectorNorm(x, 3, { dim: 1 }),
  "matrixNorm(nuc)": (x) => torch.linalg.matrixNorm(x, "nuc"),
  "matrixNorm(1)": (x) => torch.linalg.norm(x, 1),
  matrixRank: (x) => torch.linalg.matrixRank(x),
  exp_: (x) => x.clone().exp_(),
  relu_: (x) => x.mul(2).relu_().mul(x),
  "tanh_ of what is needed": (x) => x.sigmoid().mul(2).tanh_(),
  maskedFill_: (x) => x.mul(x).maskedFill_(torch.tensor([true, false, true]), 5),
  clamp_: (x) => x.mul(1).clamp_(-1, 1),
  fillDiagonal_: (x) => x.mul(1).fillDiagonal_(3),
  tril_: (x) => x.mul(1).tril_(),
  "div(floor)": (x) => torch.div(x, 2, { roundingMode: "floor" }),
  "div(trunc)": (x) => x.detach().div(1.5, { roundingMode: "trunc" }),
  "div(trunc) of whole numbers": (x) => torch.div(x, 2, { roundingMode: "trunc" }),
  nanToNum: (x) => x.nanToNum(2),
  bitwiseNot: (x) => x.bitwiseNot(),
  "bitwiseNot of booleans": (x) => x.bitwiseNot(),

  mm: (x, y) => torch.mm(x, y),
  mv: (x, y) => torch.mv(x, y),
  bmm: (x, y) => torch.bmm(x, y),
  dot: (x, y) => torch.dot(x, y),
  inner: (x, y) => torch.inner(x, y),
  outer: (x, y) => torch.outer(x, y),
  kron: (x, y) => torch.kron(x, y),
  cross: (x, y) => torch.cross(x, y),
  dist: (x, y) => torch.dist(x, y),
  bitwiseAnd: (x, y) => x.bitwiseAnd(y),
  bitwiseOr: (x, y) => x.bitwiseOr(y),
  bitwiseXor: (x, y) => x.bitwiseXor(y),
  searchsorted: (x, y) => torch.bucketize(y.detach(), x.detach().sort().values),
  "trapezoid at": (x, y) => torch.trapezoid(x, y),
  cartesianProd: (x, y) => torch.cartesianProd(x, y),
  indexAdd: (x, y) => x.indexAdd(0, ints(1, 1), y, { alpha: 2 }),
  "indexAdd along": (x, y) => x.indexAdd(1, ints(2, 0), y),
  indexCopy: (x, y) => x.indexCopy(1, ints(2, 0), y),
  addmm: (x, y) => torch.addmm(x, x, y, { beta: 0.5, alpha: 2 }),
  addcdiv: (x, y) => x.addcdiv(x, y, { value: 0.5 }),
  meshgrid: (x, y) => torch.meshgrid(x, y, { indexing: "xy" })[0]!.mul(1),
  "add(alpha)": (x, y) => torch.add(x, y, { alpha: 3 }),
  lerp_: (x, y) => x.mul(1).lerp_(y, 0.25),
  scatterAdd_: (x, y) => x.mul(1).scatterAdd_(1, ints(0, 2, 1, 1).reshape(2, 2), y),
  isin: (x, y) => torch.isin(x, y),
  lstsq: (x, y) => torch.linalg.lstsq(x, y).solution,
  baddbmm: (x, y) => torch.baddbmm(x, y, y, { beta: 2 }),
};

const { cases, functions } = reference<{ cases: Record<string, Case>; functions: string[] }>("methods.json");

for (const [name, recorded] of Object.entries(cases)) test(name, () => check(operations[name]!, recorded, 1e-5));

/** "addcmul_" -> itself, "floor_divide" -> "floorDivide" */
const camelCase = (name: string) => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

test("a method that is a function in PyTorch is one here, and the other way round", () => {
  const isThere = (of: object, name: string) => typeof (of as Record<string, unknown>)[name] === "function";
  const apart = functions
    .map(camelCase)
    .filter((name) => !name.endsWith("_"))
    .filter((name) => isThere(torch, name) !== isThere(torch.Tensor.prototype, name));
  expect(apart).toEqual([]);
});

test("what does not fit is refused", () => {
  const [vector, matrix] = [torch.ones(3), torch.ones(2, 3)];
  expect(() => torch.mm(matrix, vector)).toThrow("mm: expected matrices, but got shapes [2, 3] and [3]");
  expect(() => vector.dot(matrix)).toThrow("dot: expected vectors, but got shapes [3] and [2, 3]");
  expect(() => matrix.narrow(1, 2, 2)).toThrow("start (2) + length (2) exceeds dimension size (3).");
  expect(() => matrix.unflatten(1, [2, 2])).toThrow("Provided sizes [2, 2] don't multiply up to the size of dim 1 (3)");
  expect(() => ints(1, 2).sqrt_()).toThrow("result type float32 can't be cast to the desired output type int32");
  expect(() => vector.requiresGrad_().exp_()).toThrow("a leaf Variable that requires grad");
  expect(() => matrix.to("cuda")).toThrow("Torch not compiled with CUDA enabled");
  expect(() => torch.ones(2).bitwiseAnd(torch.ones(2))).toThrow("only booleans and whole numbers have bits");
});

test("what was overwritten is known to be stale", () => {
  const x = torch.ones(2).requiresGrad_();
  const y = x.exp();
  y.relu_();
  expect(() => y.sum().backward()).toThrow("modified by an inplace operation");
});
