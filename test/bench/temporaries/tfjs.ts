// Ten results of a million numbers in TensorFlow.js, none of them kept, and none freed: neither `dispose` nor `tidy`.

import { randn, tf } from "../tfjs.ts";

const a = randn([1_000_000]);

function call(): void {
  let x = a;
  for (let i = 0; i < 5; i++) x = tf.add(tf.mul(x, 0.5), 1);
}

export const calls = { "": call };
