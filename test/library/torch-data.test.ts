// The PyTorch dialect's datasets and loaders, batches of anything, and the check of gradients.

import { expect, expectTypeOf, test } from "vitest";
import * as torch from "../../src/library/torch/index.ts";

const { DataLoader, TensorDataset, ConcatDataset, BatchSampler, SequentialSampler, SubsetRandomSampler } =
  torch.utils.data;

class Squares implements torch.Dataset<{ x: torch.Tensor; label: number; name: string }> {
  readonly length = 5;
  at(i: number) {
    return { x: torch.tensor([i, i * i]), label: i, name: `number ${i}` };
  }
}

test("records become a record of batches", () => {
  const batches = [...new DataLoader(new Squares(), { batchSize: 2 })];
  expectTypeOf(batches[0]!.label).toEqualTypeOf<torch.Tensor>();
  expectTypeOf(batches[0]!.name).toEqualTypeOf<string[]>();
  expect(batches.map(({ x }) => x.shape)).toEqual([
    [2, 2],
    [2, 2],
    [1, 2],
  ]);
  expect(batches[1]!.label.tolist()).toEqual([2, 3]);
  expect(batches[2]!.name).toEqual(["number 4"]);
});

test("a function makes batches", () => {
  const loader = new DataLoader(new Squares(), {
    batchSize: 3,
    dropLast: true,
    collateFn: (examples) => examples.map(({ label }) => label),
  });
  const batches = [...loader];
  expectTypeOf(batches).toEqualTypeOf<number[][]>();
  expect(batches).toEqual([[0, 1, 2]]);
  expect(loader.length).toBe(1);
});

test("tensors stay lists of tensors", () => {
  const two = new TensorDataset(torch.arange(4).reshape(4, 1), torch.arange(4));
  for (const [X, y] of new DataLoader(new ConcatDataset([two, two]), { batchSize: 8 })) {
    expect(X!.shape).toEqual([8, 1]);
    expect(y!.tolist()).toEqual([0, 1, 2, 3, 0, 1, 2, 3]);
  }
  const halves = new DataLoader(two, { batchSampler: new BatchSampler(new SequentialSampler(two), 3, false) });
  expect([...halves].map(([X]) => X!.shape[0])).toEqual([3, 1]);
  expect([...new SubsetRandomSampler([5, 7, 9])].sort()).toEqual([5, 7, 9]);
  expect(() => new DataLoader(two, { batchSampler: [[1]], shuffle: true })).toThrow("mutually exclusive");
  expect(() => torch.utils.data.defaultCollate([null])).toThrow("pass a collateFn");
});

test("gradients are checked by differences", () => {
  const { gradcheck } = torch.autograd;
  const [x, w] = [torch.randn(3, { dtype: "float64", requiresGrad: true }), torch.randn(3, { dtype: "float64" })];
  expect(gradcheck((a, b) => a.mul(b).sin(), [x, w])).toBe(true);
  expect(() => gradcheck((a) => a.mul(a.detach()), x)).toThrow("Jacobian mismatch for output element 0");
  expect(() => gradcheck((a) => a, torch.ones(1, { requiresGrad: true }))).toThrow("single is too coarse");
  expect(() => gradcheck((a) => a, w)).toThrow("at least one input tensor to require gradient");
});
