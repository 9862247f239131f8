// W3 in jax-js. What it computes is read, which copies it: it has no other way to wait for a result at once.

import { jit, numpy as np } from "@jax-js/jax";
import { randn } from "../jax-js.ts";
import { forEachSize, matmulSizes } from "../sizes.ts";

export const calls = forEachSize(matmulSizes, (size) => {
  const [a, b] = [randn([size, size]), randn([size, size])];
  const product = jit((one: np.Array, other: np.Array) => np.matmul(one, other));
  return () => void product(a.ref, b.ref).dataSync();
});
