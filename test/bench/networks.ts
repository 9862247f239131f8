// W4 and W5: a training step of an MLP (784-256-10, batch 256) and of LeNet (batch 64), beside PyTorch's on one thread.

import * as torch from "../../src/library/torch/index.ts";
import { inPyTorch } from "./pytorch.ts";
import { median, type Row, timeOf } from "./rows.ts";

const { nn } = torch;

export const name = "w4-w5";

const rounds = 3;
type Times = Readonly<Record<"w4" | "w5", number>>;

export async function run(): Promise<readonly Row[]> {
  const ours: Times[] = [];
  const theirs: Times[] = [];
  for (let round = 0; round < rounds; round++) {
    ours.push({
      w4: milliseconds(mlp(), torch.randn(256, 784)),
      w5: milliseconds(lenet(), torch.randn(64, 1, 28, 28)),
    });
    const peer = inPyTorch<Times>("networks.py");
    if (peer !== undefined) theirs.push(peer);
  }
  return (["w4", "w5"] as const).flatMap((workload) => {
    const row = { workload, unit: "steps/s", better: "higher" } as const;
    const speed = (all: readonly Times[]) => 1000 / median(all.map((times) => times[workload]));
    const own = { ...row, peer: "octavo-torch", value: speed(ours) };
    if (theirs.length === 0) return [own];
    const timesAsFast = median(theirs.map((times, round) => times[workload] / ours[round][workload]));
    return [
      { ...own, timesAsFast },
      { ...row, peer: "pytorch", value: speed(theirs), timesAsFast: 1 },
    ];
  });
}

const mlp = (): torch.nn.Module => new nn.Sequential(new nn.Linear(784, 256), new nn.ReLU(), new nn.Linear(256, 10));

const lenet = (): torch.nn.Module =>
  new nn.Sequential(
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

/** A training step of the network on these examples. */
function milliseconds(net: torch.nn.Module, X: torch.Tensor): number {
  const y = torch.randint(0, 10, [X.size(0)]);
  const optimizer = new torch.optim.SGD(net.parameters(), { lr: 0.1 });
  const loss = new nn.CrossEntropyLoss();
  return timeOf(
    () => {
      optimizer.zeroGrad();
      loss.call(net.call(X), y).backward();
      optimizer.step();
    },
    { warm: 600, slice: 150 },
  );
}
