// Ten results of a million numbers in jax-js, each computed, none of them kept, and none freed: no `dispose`.

import { randn } from "../jax-js.ts";

const a = randn([1_000_000]);

function call(): void {
  let x = a;
  for (let i = 0; i < 10; i++) {
    x = i % 2 === 0 ? x.ref.mul(0.5) : x.ref.add(1);
    x.ref.dataSync();
  }
}

export const calls = { "": call };
