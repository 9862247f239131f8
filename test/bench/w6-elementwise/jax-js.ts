// W6 in jax-js. What it computes is read, which copies it: it has no other way to wait for a result at once.

import { jit, numpy as np } from "@jax-js/jax";
import { randn } from "../jax-js.ts";
import { elementwise } from "../sizes.ts";

const add = jit((a: np.Array, b: np.Array) => np.add(a, b));
const sum = jit((a: np.Array) => np.sum(a));
const exp = jit((a: np.Array) => np.exp(a));
const tanh = jit((a: np.Array) => np.tanh(a));

export const calls = elementwise((size) => randn([size]), {
  add: (a, b) => void add(a.ref, b.ref).dataSync(),
  sum: (a) => void sum(a.ref).dataSync(),
  exp: (a) => void exp(a.ref).dataSync(),
  tanh: (a) => void tanh(a.ref).dataSync(),
});
