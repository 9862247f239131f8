// W4 in our mxnet dialect.

import { autograd, gluon, init, np } from "../../../src/library/mxnet/index.ts";

np.random.seed(0);
const net = new gluon.nn.Sequential();
net.add(new gluon.nn.Dense(256, { activation: "relu" }), new gluon.nn.Dense(10));
net.initialize(new init.Normal(0.01));
const loss = new gluon.loss.SoftmaxCrossEntropyLoss();
const trainer = new gluon.Trainer(net.collectParams(), "sgd", { learningRate: 0.1 });
const X = np.random.normal(0, 1, [256, 784]);
const y = np.random.randint(0, 10, [256]);

function step(): void {
  const l = autograd.record(() => loss.call(net.call(X), y));
  l.backward();
  trainer.step(256);
}

export const calls = { "": step };
