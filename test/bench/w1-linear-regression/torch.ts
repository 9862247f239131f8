// W1 in our torch dialect.

import * as torch from "../../../src/library/torch/index.ts";

torch.manualSeed(0);
const X = torch.randn(1000, 2);
const y = X.matmul(torch.tensor([[2], [-3.4]]))
  .add(4.2)
  .add(torch.randn(1000, 1).mul(0.01));
const w = torch.randn(2, 1).mul(0.01).requiresGrad_();
const b = torch.zeros(1, { requiresGrad: true });

export function step(inputs: torch.Tensor, targets: torch.Tensor): void {
  const loss = inputs.matmul(w).add(b).sub(targets).pow(2).div(2).mean();
  loss.backward();
  torch.noGrad(() => {
    w.sub_(w.grad!.mul(0.03));
    b.sub_(b.grad!.mul(0.03));
  });
  w.grad!.zero_();
  b.grad!.zero_();
}

export function epoch(take: typeof step): void {
  const order = torch.randperm(1000);
  for (let i = 0; i < 992; i += 32) {
    const batch = order.at(`${i}:${i + 32}`);
    take(X.at(batch), y.at(batch));
  }
}

export const calls = { "": () => epoch(step) };
