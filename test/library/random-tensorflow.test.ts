// TensorFlow's random tensors: the shares and moments of each distribution, the same numbers for the same seed, mistakes.

import { beforeEach, describe, expect, test } from "vitest";
import * as tf from "../../src/library/tensorflow/index.ts";
import { countsOf, expectMoments, expectShares, histogram } from "./statistics.ts";

const { random } = tf;
const n = 20_000;
const tenth = new Array<number>(10).fill(0.1);
/** The variance of a standard normal distribution cut at ±2: 1 - 4 φ(2) / (2 Φ(2) - 1). */
const cut = 1 - (4 * 0.05399096651) / 0.95449973611;

beforeEach(() => random.setSeed(1));

/** Each distribution with its mean and its variance. */
const distributions: Record<string, readonly [() => tf.Tensor, number, number]> = {
  normal: [() => random.normal([n], { mean: 2, stddev: 3 }), 2, 9],
  "normal, float64": [() => random.normal([100, 200], { dtype: "float64" }), 0, 1],
  truncatedNormal: [() => random.truncatedNormal([n], { mean: 1, stddev: 2 }), 1, 4 * cut],
  uniform: [() => random.uniform([n], { minval: -1, maxval: 3 }), 1, 16 / 12],
  "uniform, int32": [() => random.uniform([n], { minval: -3, maxval: 7, dtype: "int32" }), 1.5, 99 / 12],
  gamma: [() => random.gamma([n], 3, { beta: 0.5 }), 6, 12],
};

describe("distributions have their moments", () => {
  for (const [name, [draw, mean, variance]] of Object.entries(distributions))
    test(name, () => {
      const numbers = draw();
      expectMoments(numbers.toArray(), mean, variance);
      random.setSeed(1);
      expect(draw().toArray(), "the same for the same seed").toEqual(numbers.toArray());
      expect(draw().toArray(), "and others afterwards").not.toEqual(numbers.toArray());
    });
});

test("uniform numbers fill their range evenly", () => {
  expectShares(histogram(random.uniform([n]).toArray(), 0, 1, 10), tenth);
  expectShares(countsOf(random.uniform([n], { maxval: 10, dtype: "int32" }).toArray(), 10), tenth);
});

test("truncated normal numbers stay within two deviations", () => {
  const numbers = random.truncatedNormal([n], { mean: 1, stddev: 2 }).toArray();
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(-3);
  expect(Math.max(...numbers)).toBeLessThanOrEqual(5);
});

test("categories come with the probabilities of their logits, in each row", () => {
  const shares = [
    [0.1, 0.2, 0.7],
    [0.5, 0.5, 0],
  ];
  const draws = random.categorical(tf.constant(shares.map((row) => row.map((p) => Math.log(p) + 5))), n);
  expect(draws.shape).toEqual([2, n]);
  expect(draws.dtype).toBe("int32");
  for (const [row, expected] of shares.entries()) expectShares(countsOf(draws.at(row).toArray(), 3), expected);
});

test("shuffle keeps the rows", () => {
  const x = tf.reshape(tf.range(20), [10, 2]);
  const shuffled = random.shuffle(x).tolist() as number[][];
  expect(shuffled).not.toEqual(x.tolist());
  expect(shuffled.sort((a, b) => a[0] - b[0])).toEqual(x.tolist());
});

test("a dataset is shuffled anew in each epoch, and alike for the same seed", () => {
  const dataset = tf.data.Dataset.fromTensorSlices(tf.range(12)).shuffle({ bufferSize: 12 }).batch(5);
  const epoch = () => [...dataset].map((batch) => JSON.stringify(batch));
  const [first, second] = [epoch(), epoch()];
  expect(first).not.toEqual(second);
  random.setSeed(1);
  expect([epoch(), epoch()]).toEqual([first, second]);
});

test("generators leave the others alone, and split into ones apart", () => {
  const expected = random.normal([3]).tolist();
  random.setSeed(1);
  const own = random.Generator.fromSeed(1);
  const drawn = [own.normal([3]), own.uniform([3]), own.truncatedNormal([3])].map((one) => one.tolist());
  expect(random.normal([3]).tolist()).toEqual(expected);
  own.resetFromSeed(1);
  expect([own.normal([3]), own.uniform([3]), own.truncatedNormal([3])].map((one) => one.tolist())).toEqual(drawn);
  const parts = [own, ...own.split(3)].map((one) => JSON.stringify(one.normal([2]).tolist()));
  expect(new Set(parts).size).toBe(4);
});

test("stateless numbers depend on the seed alone", () => {
  const seed = [1, 2] as const;
  const logits = tf.zeros([2, 4]);
  const drawn = () =>
    [
      random.statelessNormal([3], { seed }),
      random.statelessUniform([3], { seed, minval: 5, maxval: 9, dtype: "int32" }),
      random.statelessTruncatedNormal([3], { seed }),
      random.statelessCategorical(logits, 5, { seed }),
    ].map((one) => one.tolist());
  const first = drawn();
  random.normal([7]);
  expect(drawn()).toEqual(first);
  expect(random.statelessNormal([3], { seed: [2, 1] }).tolist()).not.toEqual(first[0]);
});

test("a planned function draws anew in each run, as it would without a plan", () => {
  const noisy = (x: tf.Tensor) => tf.add(tf.multiply(x, random.normal([3])), random.uniform([3]));
  const planned = tf.function(noisy);
  const x = tf.ones([3]);
  const expected = [1, 2, 3, 4].map(() => noisy(x).tolist());
  random.setSeed(1);
  expect([1, 2, 3, 4].map(() => planned(x).tolist())).toEqual(expected);
});

test.each([
  [() => random.uniform([2], { dtype: "int32" }), "uniform: must specify maxval for integer dtype int32"],
  [() => random.uniform([2], { minval: 3, maxval: 3, dtype: "int32" }), "uniform: need minval < maxval, got 3 >= 3"],
  [() => random.normal([2], { dtype: "int32" }), "normal: dtype must be float32 or float64, but got int32"],
  [() => random.categorical(tf.zeros([3]), 1), "categorical: logits should be a matrix, got shape [3]"],
  [() => random.gamma([2], -1), "gamma: alpha and beta must be positive, but got -1 and 1"],
  [() => random.statelessNormal([2], { seed: [1] as never }), "seed must have shape [2], but got [1]"],
])("mistake %#", (mistake, message) => expect(mistake).toThrow(message));
