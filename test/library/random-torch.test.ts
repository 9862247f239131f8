// PyTorch's distributions, initial weights, samplers and masks, number for number after `torch.manualSeed`.

import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import * as torch from "../../src/library/torch/index.ts";
import { expectClose, type Recorded, reference } from "./reference.ts";

const { init } = torch.nn;
const { dropout } = torch.nn.functional;
const { DataLoader, RandomSampler, randomSplit, TensorDataset, WeightedRandomSampler } = torch.utils.data;
type LoaderOptions = torch.LoaderOptions;

const last = (...tensors: torch.Tensor[]): torch.Tensor => tensors[tensors.length - 1];
const own = (): torch.Generator => new torch.Generator().manualSeed(7);
const ten = new TensorDataset(torch.arange(10));
const loader = (options: LoaderOptions = {}) => new DataLoader(ten, { batchSize: 3, ...options });
const epochs = (batches: Iterable<torch.Tensor[]>): torch.Tensor => torch.cat([...batches, ...batches].map(([x]) => x));

const weights = torch.tensor([0.1, 0, 3, 0.4, 1.5]);
const rows = torch.tensor([
  [1, 2, 3, 4],
  [4, 0.5, 0.25, 0.25],
  [1, 1, 1, 1],
]);
const someWeights = [0.1, 0.2, 0.7, 2, 0, 1];

/** Each program, and what its last line gives; reference/distributions.py has the same names. */
const programs: Record<string, () => torch.Tensor> = {
  "exponential_()": () => torch.empty(6).exponential_(),
  "exponential_(2.5)": () => torch.empty(20).exponential_(2.5),
  "exponential_, float64": () => torch.empty([4], { dtype: "float64" }).exponential_(0.5),
  "geometric_(0.3)": () => torch.empty(12).geometric_(0.3),
  "geometric_, int32": () => torch.empty([6], { dtype: "int32" }).geometric_(0.1),
  "cauchy_(1, 2)": () => torch.empty(6).cauchy_(1, 2),
  "logNormal_(0.5, 0.25)": () => torch.empty(20).logNormal_(0.5, 0.25),
  "logNormal_, then randn": () => last(torch.empty(3).logNormal_(), torch.randn(3)),
  "random_()": () => torch.empty(6).random_(),
  "random_(), float64": () => torch.empty([4], { dtype: "float64" }).random_(),
  "random_(), int32": () => torch.empty([6], { dtype: "int32" }).random_(),
  "random_(), uint8": () => torch.empty([6], { dtype: "uint8" }).random_(),
  "random_(), bool": () => torch.empty([9], { dtype: "bool" }).random_(),
  "random_(10)": () => torch.empty(6).random_(10),
  "random_(-5, 5)": () => torch.empty([2, 3], { dtype: "int32" }).random_(-5, 5),
  "bernoulli_(0.2)": () => torch.empty(20).bernoulli_(0.2),
  "bernoulli, float64": () => torch.bernoulli(torch.linspace(0, 1, 9, { dtype: "float64" })),
  "bernoulli, rows": () => torch.bernoulli(torch.linspace(0, 1, 24).reshape(4, 6).t()),
  "normal(mean, 2)": () => torch.normal(torch.arange(4), 2),
  "normal(1, std)": () => torch.normal(1, torch.arange(20)),
  "normal(mean, std)": () => torch.normal(torch.arange(3).reshape(3, 1), torch.arange(1, 8)),
  "randint(2**31 - 1)": () => torch.randint(2 ** 31 - 1, [5]),
  "randint, float": () => torch.randint(3, 9, [5], { dtype: "float32" }),
  randintLike: () => torch.randintLike(torch.zeros(2, 3), 4, 8),
  randLike: () => torch.randLike(torch.zeros([2, 3], { dtype: "float64" })),
  "randperm(0), rand": () => last(torch.randperm(0), torch.rand(1)),
  "randperm(1000)": () => torch.randperm(1000).at("::25"),
  "randn(1000)": () => torch.randn(1000).at("::25"),
  "randn(1003), rand": () => last(torch.randn(1003), torch.rand(2)),
  "randn, transposed": () => torch.empty(4, 5).t().normal_(),
  "uniform_, transposed": () => torch.empty(2, 3, 4).permute(2, 0, 1).uniform_(),
  "randn, every second": () => torch.zeros(40).at("::2").normal_(1, 2),
  "multinomial(1)": () => torch.multinomial(weights, 1),
  "multinomial(4)": () => torch.multinomial(weights, 4),
  "multinomial(20, replacement)": () => torch.multinomial(weights, 20, { replacement: true }),
  "multinomial, rows": () => torch.multinomial(rows, 3),
  "multinomial, rows, replacement": () => torch.multinomial(rows, 5, { replacement: true }),
  "multinomial, rows, one": () => torch.multinomial(rows, 1, { replacement: true }),
  "multinomial, float64": () => torch.multinomial(rows.double(), 6, { replacement: true }),
  "multinomial, then rand": () => last(torch.multinomial(rows, 2), torch.rand(2)),
  "xavierUniform_, gain": () => init.xavierUniform_(torch.empty(5, 4), init.calculateGain("tanh")),
  "xavierNormal_, kernel": () => init.xavierNormal_(torch.empty(3, 2, 3, 3)),
  "kaimingUniform_, a": () => init.kaimingUniform_(torch.empty(4, 3), { a: Math.sqrt(5) }),
  "kaimingUniform_, fanOut": () => init.kaimingUniform_(torch.empty(4, 3), { mode: "fanOut", nonlinearity: "relu" }),
  kaimingNormal_: () => init.kaimingNormal_(torch.empty(3, 4)),
  "kaimingNormal_, kernel": () =>
    init.kaimingNormal_(torch.empty(4, 2, 3, 3), { mode: "fanOut", nonlinearity: "selu" }),
  truncNormal_: () => init.truncNormal_(torch.empty(20)),
  "truncNormal_(1, 2, -1, 4)": () => init.truncNormal_(torch.empty(4, 5), 1, 2, -1, 4),
  "orthogonal_, wide": () => init.orthogonal_(torch.empty(3, 5)),
  "orthogonal_, tall": () => init.orthogonal_(torch.empty(6, 4), 2),
  "orthogonal_, kernel": () => init.orthogonal_(torch.empty(4, 2, 3, 3)),
  sparse_: () => init.sparse_(torch.empty(6, 4), 0.4),
  eye_: () => init.eye_(torch.empty(3, 4)),
  dirac_: () => init.dirac_(torch.empty(4, 2, 3, 3), 2),
  Conv2d: () => last(...new torch.nn.Conv2d(2, 3, 3).parameters()),
  Embedding: () => new torch.nn.Embedding(4, 5).weight,
  LSTM: () => last(...new torch.nn.LSTM(2, 3).parameters()),
  "dropout(0.2)": () => dropout(torch.ones(4, 9), { p: 0.2 }),
  "dropout, float64": () => dropout(torch.ones([12], { dtype: "float64" }), { p: 0.5 }),
  "dropout, transposed": () => dropout(torch.arange(1, 21).reshape(4, 5).t(), { p: 0.3 }),
  "dropout of dropout": () => dropout(dropout(torch.ones(20), { p: 0.25 }), { p: 0.25 }),
  "loader, two epochs": () => epochs(loader({ shuffle: true })),
  "loader, own generator": () => epochs(loader({ shuffle: true, generator: own() })),
  "loader, in order, then rand": () => last(epochs(loader()), torch.rand(2)),
  "loader, replacement": () =>
    epochs(loader({ sampler: new RandomSampler(ten, { replacement: true, numSamples: 40 }) })),
  "loader, more samples": () => epochs(loader({ sampler: new RandomSampler(ten, { numSamples: 23 }) })),
  "loader, own generator of the sampler": () =>
    epochs(loader({ sampler: new RandomSampler(ten, { generator: own() }) })),
  "loader, weights": () => epochs(loader({ sampler: new WeightedRandomSampler(someWeights, 12) })),
  "loader, weights, once": () =>
    epochs(loader({ sampler: new WeightedRandomSampler(someWeights, 4, { replacement: false }) })),
  randomSplit: () => torch.tensor(randomSplit(ten, [7, 3]).flatMap((part) => part.indices)).int(),
  "randomSplit, shares": () => {
    const parts = randomSplit(new TensorDataset(torch.arange(11)), [0.5, 0.3, 0.2], { generator: own() });
    return torch.tensor(parts.map((part) => part.length)).int();
  },
};

/** What takes no logarithm or sine has PyTorch's bits. Others' last bits are those of the functions; float64 is recorded with nine digits. */
const exact = /^(?!.*float64)(.*[uU]niform|randint|randperm|random|bernoulli|dropout|loader|Conv2d|LSTM)/;

describe("torch.manualSeed gives PyTorch's numbers", () => {
  const cases = reference<Record<string, readonly { seed: number; output: Recorded }[]>>("distributions.json");
  test("of every program", () => expect(Object.keys(programs)).toEqual(Object.keys(cases)));
  for (const [name, seeds] of Object.entries(cases))
    test(name, () => {
      for (const { seed, output } of seeds) {
        torch.manualSeed(seed);
        expectClose(programs[name](), output, exact.test(name) ? 0 : 1e-5, `seed ${seed}`);
      }
    });
});

test("a saved state brings the same numbers again, the spare normal among them", () => {
  torch.manualSeed(5);
  torch.randn(3);
  const state = torch.getRngState();
  const expected = [torch.randn(3), torch.rand(700), torch.randn(3)].map((one) => one.tolist());
  torch.setRngState(state);
  expect([torch.randn(3), torch.rand(700), torch.randn(3)].map((one) => one.tolist())).toEqual(expected);
  expect(torch.initialSeed()).toBe(5);
  expect(() => torch.setRngState(new Int32Array(3))).toThrow("RNG state is wrong");
});

test("random numbers of a planned function are drawn anew in each run, as they would be without a plan", () => {
  const noisy = (x: torch.Tensor) =>
    x
      .add(torch.randn(4))
      .mul(torch.rand(4))
      .add(torch.bernoulli(x.mul(0).add(0.5)));
  const planned = torch.compile(noisy);
  const x = torch.ones(4);
  torch.manualSeed(1);
  const expected = [1, 2, 3, 4].map(() => noisy(x).tolist());
  torch.manualSeed(1);
  expect([1, 2, 3, 4].map(() => planned(x).tolist())).toEqual(expected);
});

test.each([
  [() => torch.randn([2], { dtype: "int32" }), "\"randn\" not implemented for 'int32'"],
  [() => torch.zeros([2], { dtype: "int32" }).normal_(), "\"normal_\" not implemented for 'int32'"],
  [() => torch.zeros(2).normal_(0, -1), "normal_ expects std >= 0.0, but found std=-1"],
  [() => torch.zeros(2).uniform_(2, 1), "uniform_ expects to return a [from, to) range, but found from=2 > to=1"],
  [() => torch.zeros(2).exponential_(0), "exponential_ expects lambda > 0.0, but found lambda=0"],
  [() => torch.zeros(2).geometric_(1), "geometric_ expects p to be in (0, 1), but got p=1"],
  [() => torch.zeros(2).bernoulli_(2), "bernoulli_ expects p to be in [0, 1], but got p=2"],
  [() => torch.bernoulli(torch.tensor([0.5, 1.5])), "Expected p_in >= 0 && p_in <= 1, but got 1.5"],
  [() => torch.randint(3, 3, [2]), "random_ expects 'from' to be less than 'to', but got from=3 >= to=3"],
  [() => torch.multinomial(weights, 6), "cannot sample n_sample > prob_dist.size(-1) samples without replacement"],
  [() => torch.multinomial(weights, 0), "cannot sample n_sample <= 0 samples"],
  [() => torch.multinomial(torch.zeros(3), 1), "invalid multinomial distribution (sum of probabilities <= 0)"],
  [() => torch.multinomial(torch.tensor([1, -1]), 1), "probability tensor contains either `inf`, `nan` or element < 0"],
  [() => torch.multinomial(weights.int(), 1), "only supports floating-point dtypes for input, got: int32"],
  [() => torch.multinomial(torch.ones(2, 2, 2), 1), "prob_dist must be 1 or 2 dim"],
  [() => torch.normal(torch.zeros(2), torch.tensor([1, -1])), "normal expects all elements of std >= 0.0"],
  [() => init.eye_(torch.zeros(2)), "Only tensors with 2 dimensions are supported"],
  [() => init.dirac_(torch.zeros(3, 2, 3), 2), "dim 0 must be divisible by groups"],
  [() => randomSplit(ten, [3, 3]), "Sum of input lengths does not equal the length of the input dataset!"],
  [
    () => loader({ shuffle: true, sampler: new RandomSampler(ten) }),
    "sampler option is mutually exclusive with shuffle",
  ],
  [() => new RandomSampler([]), "num_samples should be a positive integer value"],
])("mistake %#", (mistake, message) => expect(mistake).toThrow(message));

test.each(Object.entries(reference<Record<string, string>>("normal.json")))(
  "normals in single precision are PyTorch's to the last bit: %s",
  (name, wanted) => {
    const [seed, count, mean, std] = name.split(" ").map(Number) as [number, number, number, number];
    torch.manualSeed(seed);
    const numbers = torch.empty(count).normal_(mean, std).numpy();
    expect(
      createHash("sha256")
        .update(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength))
        .digest("hex"),
    ).toBe(wanted);
  },
);
