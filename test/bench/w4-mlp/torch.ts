// W4 in our torch dialect.

import * as torch from "../../../src/library/torch/index.ts";

const { nn } = torch;

torch.manualSeed(0);
const net = new nn.Sequential(new nn.Linear(784, 256), new nn.ReLU(), new nn.Linear(256, 10));
const loss = new nn.CrossEntropyLoss();
const optimizer = new torch.optim.SGD(net.parameters(), { lr: 0.1 });
const X = torch.randn(256, 784);
const y = torch.randint(0, 10, [256]);

function step(): void {
  optimizer.zeroGrad();
  loss.call(net.call(X), y).backward();
  optimizer.step();
}

export const calls = { "": step };
