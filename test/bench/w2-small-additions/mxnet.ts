// W2 in our mxnet dialect.

import { autograd, np } from "../../../src/library/mxnet/index.ts";

const a = np.random.normal(0, 1, 10);
const b = np.random.normal(0, 1, 10);
a.attachGrad();
b.attachGrad();

function chain(): void {
  const y = autograd.record(() => {
    let x = a;
    for (let i = 0; i < 100; i++) x = x.add(b);
    return x.sum();
  });
  y.backward();
}

export const calls = { "": chain };
