// What JAX's programs import by a name of its own: decompositions, and gamma, beta, Dirichlet and Poisson numbers; by their definitions and moments.

import { describe, expect, test } from "vitest";
import { jax, jnp, linalg, random } from "../../src/library/jax/index.ts";
import { expectMoments, expectShares } from "./statistics.ts";

const near = (a: jax.Array, b: jax.Array, tolerance = 1e-5): void => {
  expect(a.shape).toEqual(b.shape);
  expect(jnp.max(jnp.abs(a.sub(b))).item()).toBeLessThan(tolerance);
};

describe("decompositions", () => {
  const a = jax.random.normal(jax.random.key(1), [3, 4, 2]);
  test("multiply to what they came from, in batches", () => {
    const { Q, R } = linalg.qr(a);
    near(Q.matmul(R), a);
    const { U, S, Vh } = linalg.svd(a);
    near(U.mul(jnp.expandDims(S, 1)).matmul(Vh), a);
    const gram = jnp.matrixTranspose(a).matmul(a);
    const { eigenvalues, eigenvectors } = linalg.eigh(gram);
    near(gram.matmul(eigenvectors), eigenvectors.mul(jnp.expandDims(eigenvalues, 1)), 1e-4);
    near(linalg.eigvalsh(gram), jnp.flip(jnp.square(S), { axis: 1 }), 1e-4);
    near(a.matmul(linalg.pinv(a)).matmul(a), a);
  });
  test("have gradients, and go over batches by vmap", () => {
    const sum = (x: jax.Array) => jnp.sum(linalg.svd(x).S);
    near(jax.vmap(sum)(a), jnp.sum(linalg.svd(a).S, { axis: 1 }));
    // The sum of singular values changes along U Vᵀ.
    const { U, Vh } = linalg.svd(a.at(0));
    near(jax.grad(sum)(a.at(0)), U.matmul(Vh));
  });
  test("are as well known as jnp.linalg's others", () => {
    expect(linalg.det(jnp.eye(3)).item()).toBe(1);
    expect(() => linalg.svd(jnp.ones([3]))).toThrow("svd: a matrix, or a batch of them, is needed, not the shape [3]");
  });
});

describe("distributions", () => {
  const key = jax.random.key(7);
  const many = [20_000];
  test.each([0.3, 1, 4.5])("gamma of %d", (a) => {
    expectMoments(random.gamma(key, a, many).toArray(), a, a);
    near(jnp.exp(random.loggamma(key, a, [50])), random.gamma(key, a, [50]), 1e-3);
  });
  test("beta", () => {
    const [a, b] = [2, 5];
    const variance = (a * b) / ((a + b) ** 2 * (a + b + 1));
    expectMoments(random.beta(key, a, b, many).toArray(), a / (a + b), variance);
  });
  test("dirichlet", () => {
    const x = random.dirichlet(key, jnp.array([1, 2, 3]), [5000]);
    near(jnp.sum(x, { axis: 1 }), jnp.ones([5000]));
    expectMoments(x.at(":", 1).toArray(), 1 / 3, ((1 / 3) * (2 / 3)) / 7);
  });
  test.each([0, 3.5, 40])("poisson of %d", (rate) => {
    const drawn = random.poisson(key, rate, many).toArray();
    if (rate === 0) return expect(new Set(drawn)).toEqual(new Set([0]));
    expectMoments(drawn, rate, rate);
  });
  test("poisson's shares", () => {
    const shares = [0, 1, 2, 3, 4, 5].map((k) => (Math.exp(-1.5) * 1.5 ** k) / [1, 1, 2, 6, 24, 120][k]!);
    const rest = 1 - shares.reduce((sum, share) => sum + share, 0);
    const counts = new Array<number>(7).fill(0);
    for (const k of random.poisson(key, 1.5, many).toArray()) counts[Math.min(k, 6)]! += 1;
    expectShares(counts, [...shares, rest]);
  });
  test("of rates for each element, and the same again", () => {
    const rates = jnp.array([1, 100]);
    const [few, often] = random.poisson(key, rates, [500, 2]).toArray();
    expect(few).toBeLessThan(often!);
    expect(random.poisson(key, rates).tolist()).toEqual(random.poisson(key, rates).tolist());
    expect(random.gamma(key, jnp.array([0.5, 2])).shape).toEqual([2]);
  });
});
