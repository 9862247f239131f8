// W1: the training step of linear regression from scratch (32 examples of two features), a minibatch drawn by index, its loss,
// the backward pass and the update. PyTorch runs the same step on one thread in the same rounds, where /usr/bin/python3 has it.

import * as torch from "../../src/library/torch/index.ts";
import { inPyTorch } from "./pytorch.ts";
import { median, type Row, timeOf } from "./rows.ts";

export const name = "w1";

const rounds = 5;
const steps = 31;

export async function run(): Promise<readonly Row[]> {
  const ours: number[] = [];
  const peers: number[] = [];
  const epoch = inTorch();
  for (let round = 0; round < rounds; round++) {
    ours.push((timeOf(epoch) / steps) * 1000);
    const peer = inPyTorch<number>("train-step.py");
    if (peer !== undefined) peers.push(peer);
  }
  const row = { workload: "w1", unit: "µs/step", better: "lower" } as const;
  if (peers.length === 0) return [{ ...row, peer: "octavo-torch", value: median(ours) }];
  const ratio = median(peers.map((peer, round) => peer / ours[round]!));
  return [
    { ...row, peer: "octavo-torch", value: median(ours), timesAsFast: ratio },
    { ...row, peer: "pytorch", value: median(peers), timesAsFast: 1 },
  ];
}

/** An epoch of 31 steps in our torch dialect. */
function inTorch(): () => void {
  torch.manualSeed(0);
  const X = torch.randn(1000, 2);
  const y = X.matmul(torch.tensor([[2], [-3.4]]))
    .add(4.2)
    .add(torch.randn(1000, 1).mul(0.01));
  const w = torch.randn(2, 1).mul(0.01).requiresGrad_();
  const b = torch.zeros(1, { requiresGrad: true });
  return () => {
    const order = torch.randperm(1000);
    for (let i = 0; i < steps * 32; i += 32) {
      const batch = order.at(`${i}:${i + 32}`);
      const [inputs, targets] = [X.at(batch), y.at(batch)];
      const loss = inputs.matmul(w).add(b).sub(targets).pow(2).div(2).mean();
      loss.backward();
      torch.noGrad(() => {
        w.sub_(w.grad!.mul(0.03));
        b.sub_(b.grad!.mul(0.03));
      });
      w.grad!.zero_();
      b.grad!.zero_();
    }
  };
}
