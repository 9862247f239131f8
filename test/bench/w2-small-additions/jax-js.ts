// W2 in jax-js, which makes the whole chain one kernel.

import { grad, jit } from "@jax-js/jax";
import { kept, randn } from "../jax-js.ts";

const operands = { a: randn([10]), b: randn([10]) };

const gradients = jit(
  grad(({ a, b }: typeof operands) => {
    let x = a;
    for (let i = 0; i < 100; i++) x = x.add(b.ref);
    b.dispose();
    return x.sum();
  }),
);

function chain(): void {
  const { a, b } = gradients(kept(operands));
  a.dataSync();
  b.dataSync();
}

export const calls = { "": chain };
