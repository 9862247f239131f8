// Forward mode against reverse mode, and batches against a loop, for each operation; both again for each operation's gradient.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Array as JaxArray, jax, jnp } from "../../src/library/jax/index.ts";
import * as nn from "../../src/library/nn/index.ts";
import * as ops from "../../src/library/ops/index.ts";
import { sizeOf, type Tensor } from "../../src/library/tensor/index.ts";

type Call = (...inputs: JaxArray[]) => Tensor;
type Case = readonly [Call, ...(readonly number[])[]];

/** Numbers in (0.3, 1.7), far from kinks and from each other, the same in each run. */
function numbers(shape: readonly number[], salt = 0): JaxArray {
  const values = globalThis.Array.from(
    { length: sizeOf(shape) },
    (_, i) => 1 + 0.7 * Math.sin(3.7 * i + 1.3 * salt + 0.5),
  );
  return jnp.array(values, { dtype: "float64" }).reshape(shape);
}
const ints = (values: number[]) => jnp.array(values, { dtype: "int32" });
const window = { size: [2, 2], stride: [1, 1], padding: [0, 0], dilation: [1, 1] } as const;
const padded = { size: [3, 2], stride: [2, 1], padding: [1, 1], dilation: [1, 2] } as const;

const identity = jnp.eye(3).astype("float64").mul(4);

/** Each operation, with the shapes of its inputs. */
const cases: Record<string, Case> = {
  add: [(a, b) => ops.add(a, b), [2, 3], [3]],
  sub: [(a, b) => ops.sub(a, b), [3], [2, 1]],
  mul: [(a, b) => ops.mul(a, b), [2, 3], [2, 1]],
  div: [(a, b) => ops.div(a, b), [2, 3], [3]],
  remainder: [(a, b) => ops.remainder(ops.mul(a, 3), b), [2, 3], [3]],
  floorDivide: [(a, b) => ops.mul(ops.floorDivide(ops.mul(a, 3), b), a), [2, 3], [2, 3]],
  "a + 1": [(a) => ops.add(a, 1), [2]],
  "a - 1": [(a) => ops.sub(a, 1), [2]],
  "1 - a": [(a) => ops.sub(1, a), [2]],
  "2 a": [(a) => ops.mul(a, 2), []],
  "a / 2": [(a) => ops.div(a, 2), [2]],
  "3 / a": [(a) => ops.div(3, a), [2]],
  neg: [(a) => ops.neg(a), [2]],
  square: [(a) => ops.square(a), [2]],
  cast: [(a) => ops.cast(ops.cast(a, "float32"), "float64"), [2]],
  clone: [(a) => ops.clone(a), [2]],
  pow: [(a, b) => ops.pow(a, b), [2, 3], [3]],
  "a ** 3": [(a) => ops.pow(a, 3), [2]],
  "2 ** a": [(a) => ops.pow(2, a), [2]],
  exp: [(a) => ops.exp(a), [2]],
  expm1: [(a) => ops.expm1(a), [2]],
  log: [(a) => ops.log(a), [2]],
  log2: [(a) => ops.log2(a), [2]],
  log1p: [(a) => ops.log1p(a), [2]],
  sqrt: [(a) => ops.sqrt(a), [2]],
  rsqrt: [(a) => ops.rsqrt(a), [2]],
  reciprocal: [(a) => ops.reciprocal(a), [2]],
  sin: [(a) => ops.sin(a), [2]],
  cos: [(a) => ops.cos(a), [2]],
  tanh: [(a) => ops.tanh(a), [2]],
  sigmoid: [(a) => ops.sigmoid(a), [2]],
  softplus: [(a) => ops.softplus(a), [2]],
  abs: [(a) => ops.abs(ops.sub(a, 1.01)), [5]],
  relu: [(a) => ops.relu(ops.sub(a, 1.01)), [5]],
  floor: [(a) => ops.mul(ops.floor(a), a), [5]],
  round: [(a) => ops.mul(ops.round(a), a), [5]],
  sign: [(a) => ops.mul(ops.sign(ops.sub(a, 1.01)), a), [5]],
  clamp: [(a) => ops.clamp(a, 0.5, 1.5), [5]],
  maximum: [(a, b) => ops.maximum(a, b), [2, 3], [3]],
  minimum: [(a, b) => ops.minimum(a, b), [2, 3], [3]],
  where: [(a, b) => ops.where(ops.gt(a, 1), a, b), [2, 3], [3]],
  "where of two": [(a, b) => ops.where(ops.lt(a, b), ops.mul(a, b), b), [2, 3], [1, 3]],
  isnan: [(a) => ops.where(ops.isnan(a), 0, a), [3]],
  "sum of all": [(a) => ops.sum(a), [2, 3]],
  "sum of one number": [(a) => ops.sum(a), []],
  sum: [(a) => ops.sum(a, 0, true), [2, 3]],
  mean: [(a) => ops.mean(a, [0, 2]), [2, 3, 2]],
  prod: [(a) => ops.prod(a, 1), [2, 3]],
  max: [(a) => ops.max(a, 1, true), [2, 3]],
  min: [(a) => ops.min(a), [2, 3]],
  variance: [(a) => ops.variance(a, 1), [2, 3]],
  std: [(a) => ops.std(a), [2, 3]],
  norm: [(a) => ops.norm(a, 0), [2, 3]],
  "norm of all": [(a) => ops.norm(a), [2, 3]],
  cumsum: [(a) => ops.cumsum(a, 1), [2, 3]],
  argmax: [(a) => ops.gather(a, 1, ops.argmax(a, 1, true)), [2, 3]],
  "argmax of all": [(a) => ops.index(ops.reshape(a, [-1]), [ops.argmax(a)]), [2, 3]],
  all: [(a) => ops.where(ops.all(ops.gt(a, 0.5), 1, true), a, 0), [2, 3]],
  any: [(a) => ops.where(ops.any(ops.gt(a, 1.6)), a, 0), [2, 3]],
  softmax: [(a) => ops.softmax(a, -1), [2, 3]],
  "softmax down": [(a) => ops.softmax(a, 0), [2, 3]],
  logSoftmax: [(a) => ops.logSoftmax(a, 1), [2, 3]],
  logSumExp: [(a) => ops.logSumExp(a, 0, true), [2, 3]],
  reshape: [(a) => ops.reshape(a, [3, -1]), [2, 3]],
  permute: [(a) => ops.permute(a, [-1, 0, 1]), [2, 3, 1]],
  transpose: [(a) => ops.transpose(a), [2, 3]],
  reverseAxes: [(a) => ops.reverseAxes(a), [2, 3]],
  moveAxis: [(a) => ops.moveAxis(a, 0, -1), [2, 3, 1]],
  squeeze: [(a) => ops.squeeze(a, 1), [2, 1]],
  unsqueeze: [(a) => ops.unsqueeze(a, -1), [2]],
  expandTo: [(a) => ops.expandTo(a, [2, 3, 2]), [3, 1]],
  sumTo: [(a) => ops.sumTo(a, [3, 1]), [2, 3, 2]],
  slice: [(a) => ops.index(a, ["::-1", "1:"]), [2, 3]],
  "a part": [(a) => ops.index(a, [1]), [2, 3]],
  "new axis": [(a) => ops.index(a, [null, "...", 0]), [2, 3]],
  "a list": [(a) => ops.index(a, [":", [0, 2, 2]]), [2, 3]],
  "two lists": [(a) => ops.index(a, [[0, 1, 1], ":", [0, 2, 2]]), [2, 2, 3]],
  take: [(a) => ops.take(a, ints([2, 0, -1, 2])), [3, 2]],
  "take, all": [(a) => ops.take(a, jnp.array([[0, 1]], { dtype: "int32" })), [3]],
  "take at": [(a, b) => ops.take(a, ops.argmax(b, 1)), [3, 2], [4, 3]],
  "take at one": [(a, b) => ops.index(a, [ops.argmax(b)]), [3, 2], [3]],
  gather: [(a) => ops.gather(a, 1, ints([0, 2, 2, 1]).reshape(2, 2)), [2, 3]],
  set: [(a) => ops.assigned(a, [1], 5), [2, 3]],
  "set to": [(a, b) => ops.assigned(a, [":", 1], b), [2, 3], [2]],
  "set to, repeated": [(a, b) => ops.assigned(a, ["1:"], b), [3, 2], [2]],
  "set at a list": [(a, b) => ops.assigned(a, [[0, 2]], b), [3, 2], [2, 2]],
  addedAt: [(a, b) => ops.addedAt(a, [[0, 2, 0]], b), [3, 2], [2]],
  "1 added": [(a) => ops.square(ops.addedAt(a, [":", 0], 1)), [3, 2]],
  tensordot: [(a, b) => ops.tensordot(a, b, [0, 2], [2, 0]), [2, 3, 4], [4, 1, 2]],
  tan: [(a) => ops.tan(a), [3]],
  sinh: [(a) => ops.sinh(a), [3]],
  cosh: [(a) => ops.cosh(a), [3]],
  atan: [(a) => ops.atan(ops.sub(ops.mul(a, 3), 3)), [5]],
  asin: [(a) => ops.asin(ops.mul(a, 0.5)), [5]],
  acos: [(a) => ops.acos(ops.mul(a, -0.5)), [5]],
  flip: [(a) => ops.flip(a, [1]), [2, 3]],
  tile: [(a) => ops.tile(a, [2, 2]), [3]],
  tril: [(a) => ops.tril(a), [3, 3]],
  diag: [(a) => ops.diag(a), [3, 3]],
  "diag of a vector": [(a) => ops.diag(a), [3]],
  oneHot: [(a) => ops.mul(ops.oneHot(ops.argmax(a, 1), 3, "float64"), a), [2, 3]],
  cat: [(a, b) => ops.cat([a, b], 1), [2, 3], [2, 1]],
  stack: [(a, b) => ops.stack([a, b], -1), [2], [2]],
  split: [(a) => ops.mul(...(ops.split(a, 2, 1) as [Tensor, Tensor])), [2, 4]],
  matmul: [(a, b) => ops.matmul(a, b), [2, 3], [3, 2]],
  "matrix and vector": [(a, b) => ops.matmul(a, b), [2, 3], [3]],
  "vector and matrix": [(a, b) => ops.matmul(a, b), [2], [2, 3]],
  dot: [(a, b) => ops.matmul(a, b), [3], [3]],
  "batches of matrices": [(a, b) => ops.matmul(a, b), [2, 2, 3], [2, 3, 2]],
  "batch and matrix": [(a, b) => ops.matmul(a, b), [2, 2, 3], [3, 2]],
  "matrix and batch": [(a, b) => ops.matmul(a, b), [2, 3], [2, 3, 2]],
  "transposed matmul": [(a, b) => ops.matmul(ops.transpose(a), b), [3, 2], [3, 2]],
  matmulTransposed: [(a, b) => ops.matmulTransposed(a, b), [2, 2, 3], [4, 3]],
  convolve: [(a, b) => ops.convolve(a, b, window, 1), [1, 2, 3, 4], [2, 2, 2, 2]],
  "convolve in groups": [(a, b) => ops.convolve(a, b, padded, 2), [1, 4, 3, 4], [2, 2, 3, 2]],
  averagePool: [(a) => ops.averagePool(a, window), [2, 1, 3, 3]],
  maxPool: [(a) => ops.maxPool(a, padded), [2, 1, 4, 5]],
  sort: [(a) => ops.sort(a, 0), [4, 3]],
  "sort, descending": [(a) => ops.sort(a, -1, true), [5]],
  topK: [(a) => ops.topK(a, 2, 0).values, [4, 3]],
  median: [(a) => ops.median(a, 1), [3, 4]],
  quantile: [(a) => ops.quantile(a, 0.3, 0, true), [5, 2]],
  "quantile of all": [(a) => ops.quantile(a, 0.8), [5, 2]],
  solve: [(a, b) => ops.solve(ops.add(a, identity), b), [3, 3], [3, 2]],
  "solve for a vector": [(a, b) => ops.solve(ops.add(a, identity), b), [3, 3], [3]],
  "solve batches": [(a, b) => ops.solve(ops.add(a, identity), b), [3, 3], [2, 3, 1]],
  inverse: [(a) => ops.inverse(ops.add(a, identity)), [2, 3, 3]],
  determinant: [(a) => ops.determinant(ops.add(a, identity)), [2, 3, 3]],
  cholesky: [(a) => ops.cholesky(ops.add(ops.matmul(a, ops.transpose(a)), identity)), [3, 3]],
  "einsum ij,jk->ki": [(a, b) => ops.einsum("ij,jk->ki", a, b), [2, 3], [3, 2]],
  "einsum ...ij,...kj->...ik": [(a, b) => ops.einsum("...ij,...kj->...ik", a, b), [2, 2, 3], [4, 3]],
  "einsum ii->": [(a) => ops.einsum("ii->", a), [3, 3]],
  "einsum iij->ji": [(a) => ops.einsum("iij->ji", a), [3, 3, 2]],
  "einsum i,j,ij": [(a, b, c) => ops.einsum("i,j,ij", a, b, c), [2], [3], [2, 3]],
  pad: [
    (a) =>
      ops.pad(
        a,
        [
          [1, 0],
          [2, 1],
        ],
        "constant",
        3,
      ),
    [2, 3],
  ],
  "pad, reflected": [
    (a) =>
      ops.pad(
        a,
        [
          [1, 1],
          [2, 0],
        ],
        "reflect",
      ),
    [2, 3],
  ],
  repeat: [(a) => ops.repeat(a, 2, 1), [2, 3]],
  roll: [(a) => ops.roll(a, -1, 1), [2, 3]],
  cumprod: [(a) => ops.cumprod(a, 1), [2, 3]],
  detach: [(a) => ops.mul(a, ops.detach(a)), [3]],
  crossEntropy: [(a) => nn.crossEntropy(a, ints([1, 0])), [2, 3]],
  huber: [(a, b) => nn.huber(ops.mul(a, 2), b, 0.7), [5], [5]],
  binaryCrossEntropy: [(a, b) => nn.binaryCrossEntropy(a, ops.sigmoid(b)), [3], [3]],
};

const close = (got: JaxArray, want: JaxArray, what: string) => {
  expect({ what, shape: [...got.shape], dtype: got.dtype }).toEqual({
    what,
    shape: [...want.shape],
    dtype: want.dtype,
  });
  const [x, y] = [got.toArray(), want.toArray()];
  for (const [i, value] of y.entries())
    if (!(Math.abs(x[i] - value) <= 1e-9 + 1e-6 * Math.abs(value))) expect.fail(`${what}: ${x} instead of ${y}`);
};
const inner = (a: JaxArray, b: JaxArray) => ops.sum(ops.mul(a, b)) as JaxArray;

/** The gradients of a weighted sum of what the operation gives, by all its inputs. */
function gradientsOf([call, ...shapes]: Case, inputs: readonly JaxArray[]): JaxArray[] {
  const places = shapes.map((_, i) => i);
  const weighted = (...own: JaxArray[]) => {
    const y = ops.square(call(...own)) as JaxArray;
    return inner(y, numbers(y.shape, 9));
  };
  return jax.grad(weighted, { argnums: places })(...inputs) as unknown as JaxArray[];
}

describe.each(Object.entries(cases))("%s", (_name, one) => {
  const [call, ...shapes] = one;
  const primals = shapes.map((shape, i) => numbers(shape, i));
  const tangents = shapes.map((shape, i) => numbers(shape, i + 5));
  const fn = call as (...inputs: JaxArray[]) => JaxArray;

  test("forwards is backwards turned round", () => {
    const [y, pushed] = jax.jvp(fn, primals, tangents);
    close(y, fn(...primals), "value");
    const [, pull] = jax.vjp(fn, ...primals);
    const dy = numbers(y.shape, 11);
    const backwards = pull(dy).map((gradient, i) => inner(gradient, tangents[i]).item());
    const sum = backwards.reduce((total, part) => total + part, 0);
    expect(inner(pushed, dy).item()).toBeCloseTo(sum, 6);
  });

  test("forwards over backwards is backwards over backwards", () => {
    const gradients = (...inputs: JaxArray[]) => gradientsOf(one, inputs);
    const [, pushed] = jax.jvp(gradients, primals, tangents);
    const [, pull] = jax.vjp(gradients, ...primals);
    const ct = primals.map(({ shape }, i) => numbers(shape, i + 13));
    const forwards = pushed.reduce((total, part, i) => total + inner(part, ct[i]).item(), 0);
    const backwards = pull(ct).reduce((total, part, i) => total + inner(part, tangents[i]).item(), 0);
    expect(Math.abs(forwards - backwards)).toBeLessThan(1e-6 * Math.max(1, Math.abs(backwards)));
  });

  // Every way in which inputs can have a batch or not.
  const ways = globalThis.Array.from({ length: 2 ** shapes.length - 1 }, (_, i) =>
    shapes.map((_s, j) => ((i + 1) >> j) & 1),
  );
  test.each(ways)("a batch is a loop %s %s", (...way) => {
    const inputs = shapes.map((shape, i) => numbers(way[i] ? [3, ...shape] : shape, i));
    const axes = shapes.map((_, i) => (way[i] ? 0 : null));
    const example = (i: number) => inputs.map((a, j) => (way[j] ? a.at(i) : a));
    const rows = [0, 1, 2].map(example);
    let calls = 0;
    const counted = (...own: JaxArray[]) => {
      calls += 1;
      return fn(...own);
    };
    close(jax.vmap(counted, axes)(...inputs), jnp.stack(rows.map((row) => fn(...row))), "value");
    expect(calls).toBe(1);
    const mapped = jax.vmap((...own: JaxArray[]) => gradientsOf(one, own), axes)(...inputs);
    const looped = rows.map((row) => gradientsOf(one, row));
    for (const [j, gradient] of mapped.entries())
      close(gradient, jnp.stack(looped.map((list) => list[j])), `gradient of input ${j}`);
    const pushed = jax.vmap((...own: JaxArray[]) => jax.jvp(fn, own, tangents)[1], axes)(...inputs);
    close(pushed, jnp.stack(rows.map((row) => jax.jvp(fn, row, tangents)[1])), "forwards");
  });
});

test("what broadcasts one by one does so in a batch", () => {
  const size = fc.constantFrom(1, 3);
  const shape = fc.array(size, { maxLength: 3 });
  fc.assert(
    fc.property(shape, shape, fc.boolean(), fc.boolean(), (a, b, isA, isB) => {
      fc.pre(isA || isB);
      const x = numbers(isA ? [2, ...a] : a, 1);
      const y = numbers(isB ? [2, ...b] : b, 2);
      const f = (p: JaxArray, q: JaxArray) => p.mul(q).add(p.max()) as JaxArray;
      const rows = [0, 1].map((i) => f(isA ? x.at(i) : x, isB ? y.at(i) : y));
      close(jax.vmap(f, [isA ? 0 : null, isB ? 0 : null])(x, y), jnp.stack(rows), "value");
    }),
  );
});
