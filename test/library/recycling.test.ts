// The memory of large gradients is used again within a backward pass: never that of what somebody can still look at.

import { expect, test } from "vitest";
import { jax, jnp } from "../../src/library/jax/index.ts";
import * as tf from "../../src/library/tensorflow/index.ts";
import * as torch from "../../src/library/torch/index.ts";

const n = 2048;

/** Many large passes, so that whatever was given back is written over. */
function churn(): void {
  const w = torch.randn(n).requiresGrad_();
  for (let i = 0; i < 8; i++) w.exp().mul(w).tanh().add(w).mul(3).sum().backward();
}

const kept = (values: { readonly array: () => readonly number[] }): (() => void) => {
  const before = values.array();
  return () => expect(values.array()).toEqual(before);
};
const numbers = (a: { toArray(): unknown } | null) => ({ array: () => a?.toArray() as readonly number[] });

test("gradients of leaves, which two may have got alike", () => {
  const [a, b] = [torch.randn(n).requiresGrad_(), torch.randn(n).requiresGrad_()];
  a.add(b).tanh().mul(2).sum().backward();
  expect(a.grad!.toArray()).toEqual(b.grad!.toArray());
  const checks = [kept(numbers(a.grad)), kept(numbers(b.grad))];
  churn();
  for (const check of checks) check();
});

test("what hooks have seen, and gradients that are retained", () => {
  const a = torch.randn(n).requiresGrad_();
  const middle = a.exp();
  const last = middle.mul(3);
  let seen: torch.Tensor | undefined;
  middle.registerHook((gradient) => {
    seen = gradient;
  });
  last.retainGrad();
  last.mul(last).sum().backward();
  const checks = [kept(numbers(seen!)), kept(numbers(last.grad))];
  churn();
  for (const check of checks) check();
});

test("gradients that are asked for, by what lies in the middle too", () => {
  const [a, b] = [torch.randn(n).requiresGrad_(), torch.randn(n).requiresGrad_()];
  const middle = a.exp();
  const gradients = torch.autograd.grad(middle.mul(b).reshape(2, -1).mul(2).sum(), [middle, b]);
  const checks = gradients.map((one) => kept(numbers(one)));
  churn();
  for (const check of checks) check();
});

test("what a gradient of one's own making keeps, and what it gives", () => {
  let upstreams: tf.Tensor[] = [];
  const constant = tf.ones([n]);
  const own = tf.customGradient((x: tf.Tensor) => [
    tf.exp(x),
    (upstream: tf.Tensor) => {
      upstreams.push(upstream);
      return constant;
    },
  ]);
  const x = new tf.Variable(tf.ones([n]));
  for (let i = 0; i < 3; i++) {
    const tape = new tf.GradientTape();
    const y = tape.record(() => tf.reduceSum(tf.multiply(own(tf.multiply(x, 2)), x)));
    tape.gradient(y, x);
  }
  churn();
  for (const one of upstreams) expect(one.toArray()).toEqual(x.toArray());
  expect(constant.toArray()).toEqual(tf.ones([n]).toArray());
  upstreams = [];
});

test("the same graph gone through twice, with the same seed", () => {
  const gru = new torch.nn.GRU(8, 32);
  const x = torch.randn(16, 8, 8).requiresGrad_();
  const [output] = gru.call(x);
  const seed = torch.randn(...output.shape);
  output.backward(seed, { retainGraph: true });
  const once = gru.parameters().map((one) => one.grad!.toArray());
  churn();
  for (const one of gru.parameters()) one.grad = null;
  output.backward(seed);
  expect(gru.parameters().map((one) => one.grad!.toArray())).toEqual(once);
});

test("planned steps beside it, and JAX's gradients", () => {
  const loss = (w: jax.Array) => jnp.sum(jnp.tanh(w.mul(w)).add(w));
  const gradient = jax.grad(loss);
  const planned = jax.jit(gradient);
  const w = jax.random.normal(jax.random.key(0), [n]);
  const expected = gradient(w).toArray();
  for (let i = 0; i < 5; i++) {
    const check = kept(numbers(planned(w)));
    churn();
    check();
    expect(planned(w).toArray()).toEqual(expected);
    expect(gradient(w).toArray()).toEqual(expected);
  }
});
