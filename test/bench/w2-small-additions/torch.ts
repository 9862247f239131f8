// W2 in our torch dialect.

import * as torch from "../../../src/library/torch/index.ts";

const a = torch.randn(10, { requiresGrad: true });
const b = torch.randn(10, { requiresGrad: true });

function chain(): void {
  let x = a;
  for (let i = 0; i < 100; i++) x = x.add(b);
  x.sum().backward();
  a.grad = null;
  b.grad = null;
}

export const calls = { "": chain };
