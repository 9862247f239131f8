// Ten results of a million numbers in our tensorflow dialect, none of them kept.

import * as tf from "../../../src/library/tensorflow/index.ts";

const a = tf.random.normal([1_000_000]);

function call(): void {
  let x = a;
  for (let i = 0; i < 5; i++) x = x.mul(0.5).add(1);
}

export const calls = { "": call };
