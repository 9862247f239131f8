// jax.random: JAX's own numbers where they are published, and the distributions that they should have.

import { describe, expect, test } from "vitest";
import { type Array as JaxArray, jax, jnp } from "../../src/library/jax/index.ts";

const { random } = jax;
const close = (got: JaxArray, want: readonly number[], digits = 6) => {
  for (const [i, one] of want.entries()) expect(got.reshape(-1).at(i).item()).toBeCloseTo(one, digits);
};
/** Mean and standard deviation. */
const moments = (a: JaxArray) => [a.mean().item(), a.std().item()] as const;

describe("published numbers", () => {
  // docs.jax.dev, jax.random and "Pseudorandom numbers", of versions since 0.5.
  test("uniform", () => {
    const key = random.key(0);
    close(random.uniform(key), [0.947667]);
    close(random.uniform(random.split(key)[1]), [0.00729382]);
  });
  test("normal", () => close(random.normal(random.key(42), [3]), [-0.02830462, 0.46713185, 0.29570296]));
  test("keys", () => {
    expect(random.split(random.key(42)).map(String)).toEqual([
      "Key(1832780943, 270669613)",
      "Key(64467757, 2916123636)",
    ]);
  });
  // As @jax-js/jax 0.1.25 draws them, which follows JAX here.
  test("exponential and bernoulli", () => {
    close(random.exponential(random.key(0), [3]), [2.9501280784606934, 3.8434245586395264, 0.4039035439491272]);
    expect(random.bernoulli(random.key(0), 0.3, [8]).tolist()).toEqual([0, 0, 0, 0, 0, 1, 0, 0].map(Boolean));
  });
});

describe("distributions", () => {
  const key = random.key(7);
  const many = [20000];
  const cases: Record<string, readonly [JaxArray, number, number]> = {
    uniform: [random.uniform(key, many, { minval: -1, maxval: 3 }), 1, 4 / Math.sqrt(12)],
    normal: [random.normal(key, many), 0, 1],
    "truncated at 2": [random.truncatedNormal(key, -2, 2, many), 0, 0.8796],
    exponential: [random.exponential(key, many), 1, 1],
    gumbel: [random.gumbel(key, many), 0.5772, Math.PI / Math.sqrt(6)],
    logistic: [random.logistic(key, many), 0, Math.PI / Math.sqrt(3)],
    laplace: [random.laplace(key, many), 0, Math.SQRT2],
    rademacher: [random.rademacher(key, many, "float32"), 0, 1],
    randint: [random.randint(key, many, -3, 4), 0, 2],
    bernoulli: [random.bernoulli(key, 0.2, many).astype("float32"), 0.2, 0.4],
    choice: [random.choice(key, jnp.array([1, 5]), many), 3, 2],
    "choice by chances": [random.choice(key, 2, many, { p: jnp.array([0.1, 0.9]) }).astype("float32"), 0.9, 0.3],
    categorical: [random.categorical(key, jnp.log(jnp.array([0.5, 0.5])), { shape: many }).astype("float32"), 0.5, 0.5],
  };
  test.each(Object.entries(cases))("%s", (_name, [numbers, mean, deviation]) => {
    const [m, d] = moments(numbers);
    expect(Math.abs(m - mean)).toBeLessThan((4 * deviation) / Math.sqrt(20000));
    expect(Math.abs(d / deviation - 1)).toBeLessThan(0.04);
  });

  test("bounds hold", () => {
    const cut = random.truncatedNormal(key, -0.5, 1, many);
    expect([cut.min().item() >= -0.5, cut.max().item() <= 1]).toEqual([true, true]);
    const whole = random.randint(key, many, -3, 4);
    expect(jnp.unique(whole).tolist()).toEqual([-3, -2, -1, 0, 1, 2, 3]);
    expect(() => random.randint(key, [2], 3, 3)).toThrow("no whole number from 3 to below 3");
  });

  test("orders and choices are of what there is, each once", () => {
    const rows = jnp.arange(12).reshape(4, 3);
    const shuffled = random.permutation(key, rows);
    expect(jnp.sort(shuffled, { axis: 0 }).tolist()).toEqual(rows.tolist());
    expect(shuffled.at(0).tolist()).not.toEqual([0, 1, 2]);
    const taken = random.choice(key, 10, [10], { replace: false });
    expect(jnp.sort(taken).tolist()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const weighted = random.choice(key, 3, [2], { replace: false, p: jnp.array([0.5, 0, 0.5]) });
    expect(jnp.sort(weighted).tolist()).toEqual([0, 2]);
    expect(() => random.choice(key, 3, [4], { replace: false })).toThrow("cannot take 4 samples from 3");
  });

  test("normal vectors have their covariances", () => {
    const cov = jnp.array([
      [2, 0.6],
      [0.6, 1],
    ]);
    const drawn = random.multivariateNormal(key, jnp.array([1, -1]), cov, [20000]);
    expect(jnp.allclose(jnp.cov(drawn.T), cov, { atol: 0.06 }).item()).toBe(1);
    const q = random.orthogonal(key, 4);
    expect(jnp.allclose(q.matmul(q.T), jnp.eye(4), { atol: 1e-6 }).item()).toBe(1);
  });

  test("categorical draws along an axis, and for each row", () => {
    const logits = jnp.array([
      [0, 100, 0],
      [100, 0, 0],
    ]);
    expect(random.categorical(key, logits).tolist()).toEqual([1, 0]);
    expect(random.categorical(key, logits, { axis: 0 }).at([0, 1]).tolist()).toEqual([1, 0]);
    expect(random.categorical(key, logits, { shape: [4, 2] }).shape).toEqual([4, 2]);
  });

  test("vmap goes over lists of keys", () => {
    const keys = random.split(key, 3);
    const rows = jax.vmap((k: (typeof keys)[number]) => random.normal(k, [2]))(keys as never);
    expect(rows.tolist()).toEqual(keys.map((k) => random.normal(k, [2]).tolist()));
  });
});
