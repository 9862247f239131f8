// W5 in our torch dialect.

import * as torch from "../../../src/library/torch/index.ts";

const { nn } = torch;

torch.manualSeed(0);
const net = new nn.Sequential(
  new nn.Conv2d(1, 6, 5, { padding: 2 }),
  new nn.Sigmoid(),
  new nn.AvgPool2d(2),
  new nn.Conv2d(6, 16, 5),
  new nn.Sigmoid(),
  new nn.AvgPool2d(2),
  new nn.Flatten(),
  new nn.Linear(400, 120),
  new nn.Sigmoid(),
  new nn.Linear(120, 84),
  new nn.Sigmoid(),
  new nn.Linear(84, 10),
);
const loss = new nn.CrossEntropyLoss();
const optimizer = new torch.optim.SGD(net.parameters(), { lr: 0.1 });
const X = torch.randn(64, 1, 28, 28);
const y = torch.randint(0, 10, [64]);

function step(): void {
  optimizer.zeroGrad();
  loss.call(net.call(X), y).backward();
  optimizer.step();
}

export const calls = { "": step };
