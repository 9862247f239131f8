// W1 in our mxnet dialect.

import { autograd, np } from "../../../src/library/mxnet/index.ts";

np.random.seed(0);
const X = np.random.normal(0, 1, [1000, 2]);
const y = X.dot(np.array([[2], [-3.4]]))
  .add(4.2)
  .add(np.random.normal(0, 0.01, [1000, 1]));
const w = np.random.normal(0, 0.01, [2, 1]);
const b = np.zeros(1);
w.attachGrad();
b.attachGrad();

function epoch(): void {
  const order = np.random.permutation(1000);
  for (let i = 0; i < 992; i += 32) {
    const batch = order.at(`${i}:${i + 32}`);
    const [inputs, targets] = [X.at(batch), y.at(batch)];
    const loss = autograd.record(() => inputs.dot(w).add(b).sub(targets).pow(2).div(2).mean());
    loss.backward();
    w.sub_(w.grad!.mul(0.03));
    b.sub_(b.grad!.mul(0.03));
  }
}

export const calls = { "": epoch };
