// Ten results of a million numbers in our jax dialect, none of them kept.

import { jax } from "../../../src/library/jax/index.ts";

const a = jax.random.normal(jax.random.key(0), [1_000_000]);

function call(): void {
  let x = a;
  for (let i = 0; i < 5; i++) x = x.mul(0.5).add(1);
}

export const calls = { "": call };
