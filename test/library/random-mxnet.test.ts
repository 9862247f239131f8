// MXNet's random arrays: the shares and moments of each distribution, the same numbers for the same seed, mistakes.

import { beforeEach, describe, expect, test } from "vitest";
import { gluon, np, npx } from "../../src/library/mxnet/index.ts";
import { countsOf, expectMoments, expectShares, histogram } from "./statistics.ts";

const { random } = np;
const n = 20_000;
const tenth = new Array<number>(10).fill(0.1);

beforeEach(() => random.seed(1));

/** Each distribution with its mean and its variance. */
const distributions: Record<string, readonly [() => np.NDArray, number, number]> = {
  uniform: [() => random.uniform(-1, 3, n), 1, 16 / 12],
  rand: [() => random.rand(100, 200), 0.5, 1 / 12],
  normal: [() => random.normal(2, 3, n), 2, 9],
  "normal, float64": [() => random.normal(2, 3, n, { dtype: "float64" }), 2, 9],
  randn: [() => random.randn(100, 201), 0, 1],
  randint: [() => random.randint(-3, 7, n), 1.5, 99 / 12],
  exponential: [() => random.exponential(2, n), 2, 4],
  gumbel: [() => random.gumbel(1, 2, n), 1 + 2 * 0.5772156649, (4 * Math.PI ** 2) / 6],
  logistic: [() => random.logistic(1, 2, n), 1, (4 * Math.PI ** 2) / 3],
  laplace: [() => random.laplace(1, 2, n), 1, 8],
  lognormal: [() => random.lognormal(0, 0.5, n), Math.exp(0.125), (Math.exp(0.25) - 1) * Math.exp(0.25)],
  rayleigh: [() => random.rayleigh(2, n), 2 * Math.sqrt(Math.PI / 2), 4 * (2 - Math.PI / 2)],
  weibull: [() => random.weibull(2, n), Math.sqrt(Math.PI) / 2, 1 - Math.PI / 4],
  pareto: [() => random.pareto(6, n), 1 / 5, 6 / (25 * 4)],
  gamma: [() => random.gamma(3, 2, n), 6, 12],
  "gamma, shape below 1": [() => random.gamma(0.5, 1, n), 0.5, 0.5],
  chisquare: [() => random.chisquare(5, n), 5, 10],
  beta: [() => random.beta(2, 3, n), 0.4, 6 / (25 * 6)],
  bernoulli: [() => npx.random.bernoulli(0.3, n), 0.3, 0.21],
};

describe("distributions have their moments", () => {
  for (const [name, [draw, mean, variance]] of Object.entries(distributions))
    test(name, () => {
      const numbers = draw();
      expectMoments(numbers.toArray(), mean, variance);
      random.seed(1);
      expect(draw().toArray(), "the same for the same seed").toEqual(numbers.toArray());
      expect(draw().toArray(), "and others afterwards").not.toEqual(numbers.toArray());
    });
});

describe("shares", () => {
  test("uniform numbers fill their range evenly", () =>
    expectShares(histogram(random.uniform(2, 4, n).toArray(), 2, 4, 10), tenth));

  test("whole numbers come equally often", () =>
    expectShares(countsOf(random.randint(10, null, n).toArray(), 10), tenth));

  test("normal numbers lie as often in each interval as the error function says", () => {
    // Between the deciles of the standard normal distribution.
    const deciles = [-1.2815516, -0.8416212, -0.5244005, -0.2533471, 0, 0.2533471, 0.5244005, 0.8416212, 1.2815516];
    const places = Array.from(random.normal(0, 1, n).toArray(), (x) => deciles.filter((one) => one <= x).length);
    expectShares(countsOf(places, 10), tenth);
  });

  test("choices come with their probabilities, or equally often", () => {
    const p = [0.1, 0, 0.6, 0.3];
    expectShares(countsOf(random.choice(4, n, { p }).toArray(), 4), p);
    expectShares(countsOf(random.choice(4, n).toArray(), 4), [0.25, 0.25, 0.25, 0.25]);
    const firsts = Array.from({ length: 4000 }, () => random.choice(4, 2, { p, replace: false }).toArray()[0]);
    expectShares(countsOf(firsts, 4), p);
  });

  test("multinomial counts sum to the number of draws, and come with their probabilities", () => {
    const counts = random.multinomial(50, [0.2, 0.3, 0.5], 400);
    expect(counts.shape).toEqual([400, 3]);
    expect(counts.sum({ axis: 1 }).tolist()).toEqual(new Array(400).fill(50));
    expectShares(counts.sum({ axis: 0 }).tolist() as number[], [0.2, 0.3, 0.5]);
  });

  test("each order of three comes equally often", () => {
    const orders = Array.from({ length: 6000 }, () => {
      const [a, b, c] = random.permutation(3).toArray();
      return 2 * a + (b > c ? 1 : 0);
    });
    expectShares(countsOf(orders, 6), new Array(6).fill(1 / 6));
  });
});

test("parameters may be arrays, broadcast to the size", () => {
  const means = np.array([0, 10, 100]);
  expect(random.normal(means, 0).tolist()).toEqual([0, 10, 100]);
  const numbers = random.normal(means, np.array([[1], [2]]), [5000, 2, 3]);
  expect(numbers.shape).toEqual([5000, 2, 3]);
  expectMoments(numbers.at(":", 1, 2).toArray(), 100, 4);
  expectMoments(random.uniform(np.array([5]), 7, 5000).toArray(), 6, 4 / 12);
  expectMoments(npx.random.bernoulli(np.full(5000, 0.8)).toArray(), 0.8, 0.16);
  expect(() => random.normal(means, 1, [2, 2])).toThrow("normal");
});

test("normal vectors have their covariances", () => {
  const cov = np.array([
    [2, 0.6],
    [0.6, 1],
  ]);
  const x = random.multivariateNormal(np.array([1, -1]), cov, n);
  expect(x.shape).toEqual([n, 2]);
  expectMoments(x.at(":", 0).toArray(), 1, 2);
  expectMoments(x.at(":", 1).toArray(), -1, 1);
  expectMoments(x.sum({ axis: 1 }).toArray(), 0, 2 + 1 + 1.2);
});

test("shuffle and permutation keep the rows", () => {
  const x = np.arange(20).reshape(10, 2);
  const before = x.tolist();
  random.shuffle(x);
  expect(x.tolist()).not.toEqual(before);
  expect((x.tolist() as number[][]).sort((a, b) => a[0] - b[0])).toEqual(before);
  expect((random.permutation(x).tolist() as number[][]).sort((a, b) => a[0] - b[0])).toEqual(before);
});

test("a loader shuffles anew in each epoch, and alike for the same seed", () => {
  const loader = new gluon.data.DataLoader(new gluon.data.ArrayDataset(np.arange(12)), 5, { shuffle: true });
  const epoch = () => [...loader].flatMap(([x]) => x.tolist() as number[]);
  const [first, second] = [epoch(), epoch()];
  expect(first).not.toEqual(second);
  random.seed(1);
  expect([epoch(), epoch()]).toEqual([first, second]);
});

test.each([
  [() => random.normal(0, -1), "normal: scale must not be negative, but got -1"],
  [() => random.normal(0, np.array([1, -2])), "normal: scale must not be negative, but got -2"],
  [() => random.normal(0, 1, [2, -1]), "[2, -1] is not a shape"],
  [() => random.randint(3, 3), "randint: low >= high"],
  [() => random.gamma(0), "gamma: shape must be positive, but got 0"],
  [
    () => random.choice(3, 4, { replace: false }),
    "choice: cannot take a larger sample than population when replace is false: 4 of 3",
  ],
  [
    () => random.choice(3, 3, { replace: false, p: [0.5, 0.5, 0] }),
    "choice: cannot take a larger sample than population when replace is false: 3 of 2",
  ],
  [() => random.choice(3, 1, { p: [0.5, 0.5] }), "choice: 'a' and 'p' must have same size, but there are 3 and 2"],
  [() => random.choice(2, 1, { p: [1.5, -0.5] }), "choice: probabilities are not non-negative"],
  [() => random.multinomial(3, [0.5, 0.4]), "multinomial: probabilities do not sum to 1, but to 0.9"],
  [() => npx.random.bernoulli(1.5), "bernoulli: prob must be between 0 and 1, but got 1.5"],
  [() => random.multivariateNormal(np.zeros(2), np.zeros([3, 3])), "multivariateNormal: a mean of shape"],
])("mistake %#", (mistake, message) => expect(mistake).toThrow(message));
