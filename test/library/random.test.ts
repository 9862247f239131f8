// PyTorch's generator, number for number; JAX's, against published blocks; and that nothing else is random.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  bits,
  foldIn,
  keyOf,
  permutation,
  split,
  Threefry,
  threefry,
  uniform,
} from "../../src/library/tensor/index.ts";
import * as torch from "../../src/library/torch/index.ts";
import { expectClose, type Recorded, reference } from "./reference.ts";

const { init } = torch.nn;

/** Each program, and what its last line gives. Its name is what PyTorch ran. */
const programs: Record<string, () => torch.Tensor> = {
  "rand(5)": () => torch.rand(5),
  "rand(2, 3)": () => torch.rand(2, 3),
  "randn(2, 3)": () => torch.randn([2, 3]),
  "randn(1)": () => torch.randn(1),
  "randn(15)": () => torch.randn(15),
  "randn(16)": () => torch.randn(16),
  "randn(17)": () => torch.randn(17),
  "randn(40)": () => torch.randn(40),
  "randn(3), randn(3)": () => last(torch.randn(3), torch.randn(3)),
  "randn(3), rand(2), randn(3)": () => last(torch.randn(3), torch.rand(2), torch.randn(3)),
  "randn(3), randn(16), randn(2)": () => last(torch.randn(3), torch.randn(16), torch.randn(2)),
  "normal(1, 2, [3])": () => torch.normal(1, 2, [3]),
  "normal(0, 0.01, [20])": () => torch.normal(0, 0.01, [20]),
  "randperm(10)": () => torch.randperm(10),
  "randperm(1)": () => torch.randperm(1),
  "randperm(100)": () => torch.randperm(100),
  "randint(0, 10, [8])": () => torch.randint(10, [8]),
  "randint(-5, 5, [2, 2])": () => torch.randint(-5, 5, [2, 2]),
  "rand(4, float64)": () => torch.rand(4, { dtype: "float64" }),
  "randn(4, float64)": () => torch.randn(4, { dtype: "float64" }),
  "randn(18, float64)": () => torch.randn(18, { dtype: "float64" }),
  "uniform_(-1, 1)": () => torch.empty(5).uniform_(-1, 1),
  "normal_(0, 0.5)": () => torch.empty(3, 6).normal_(0, 0.5),
  "bernoulli(0.3)": () => torch.bernoulli(torch.full([8], 0.3)),
  "rand(3), randperm(5)": () => last(torch.rand(3), torch.randperm(5)),
  "Linear(2, 3).weight": () => new torch.nn.Linear(2, 3).weight,
  "Linear(2, 3).bias": () => new torch.nn.Linear(2, 3).bias!,
  xavierUniform_: () => init.xavierUniform_(torch.empty(3, 4)),
  xavierNormal_: () => init.xavierNormal_(torch.empty(3, 4)),
  kaimingUniform_: () => init.kaimingUniform_(torch.empty(3, 4)),
  dropout: () => torch.nn.functional.dropout(torch.ones(10), { p: 0.4 }),
  DataLoader: () => {
    const dataset = new torch.utils.data.TensorDataset(torch.arange(10));
    return torch.cat([...new torch.utils.data.DataLoader(dataset, { batchSize: 3, shuffle: true })].map(([x]) => x));
  },
};

function last(...tensors: torch.Tensor[]): torch.Tensor {
  return tensors[tensors.length - 1];
}

describe("torch.manualSeed gives PyTorch's numbers", () => {
  const cases = reference<Record<string, readonly { seed: number; output: Recorded }[]>>("random.json");
  for (const [name, seeds] of Object.entries(cases)) {
    test(name, () => {
      for (const { seed, output } of seeds) {
        torch.manualSeed(seed);
        // Sums of float32 in another order than PyTorch's vector units may differ in the last bit.
        expectClose(programs[name](), output, 1e-6, `seed ${seed}`);
      }
    });
  }
});

test("a generator of one's own leaves the default one alone", () => {
  torch.manualSeed(3);
  const expected = torch.rand(2).tolist();
  torch.manualSeed(3);
  const own = new torch.Generator().manualSeed(3);
  expect(torch.rand(2, { generator: own }).tolist()).toEqual(expected);
  torch.randperm(5, { generator: own });
  expect(torch.rand(2).tolist()).toEqual(expected);
});

describe("threefry", () => {
  // The known answers of the Random123 library's Threefry-2x32, 20 rounds.
  test("gives the published blocks", () => {
    expect(threefry([0, 0], 0, 0)).toEqual([0x6b200159, 0x99ba4efe]);
    expect(threefry([0xffffffff, 0xffffffff], 0xffffffff, 0xffffffff)).toEqual([0x1cb996fc, 0xbb002be7]);
    expect(threefry([0x13198a2e, 0x03707344], 0x243f6a88, 0x85a308d3)).toEqual([0xc4923a9c, 0x483df7a0]);
  });

  test("splits a key into others, and folds numbers in", () => {
    const key = keyOf(0);
    expect(key).toEqual([0, 0]);
    const keys = [...split(key, 3), foldIn(key, 1), foldIn(key, 2)];
    expect(new Set(keys.map(String)).size).toBe(3);
    // Folding i in and splitting off key i are the same block in this layout.
    expect(foldIn(key, 1)).toEqual(split(key, 3)[1]);
  });

  test("gives the same words for the same key, and others for another", () => {
    expect(bits(keyOf(1), 4)).toEqual(bits(keyOf(1), 4));
    expect(bits(keyOf(1), 4)).not.toEqual(bits(keyOf(2), 4));
  });
});

test("permutations hold each number once", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 300 }), fc.integer(), (count, seed) => {
      const inOrder = Array.from({ length: count }, (_, i) => i);
      expect([...permutation(new Threefry(seed), count)].sort((a, b) => a - b)).toEqual(inOrder);
      torch.manualSeed(seed);
      expect([...torch.randperm(count).toArray()].sort((a, b) => a - b)).toEqual(inOrder);
    }),
  );
});

test("uniform numbers lie in their range", () => {
  const out = new Float32Array(10_000);
  uniform(new Threefry(0), out, -1, 3);
  expect(Math.min(...out)).toBeGreaterThanOrEqual(-1);
  expect(Math.max(...out)).toBeLessThan(3);
  expect(out.reduce((sum, x) => sum + x, 0) / out.length).toBeCloseTo(1, 1);
});

test("Math.random is never called", () => {
  const before = Math.random;
  Math.random = () => {
    throw new Error("Math.random was called");
  };
  try {
    torch.randn(20).add(torch.rand(20));
    torch.nn.functional.dropout(torch.ones(4));
  } finally {
    Math.random = before;
  }
});
