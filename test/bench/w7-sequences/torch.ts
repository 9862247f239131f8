// W7 in our torch dialect.

import * as torch from "../../../src/library/torch/index.ts";

torch.manualSeed(0);

function training(parameters: readonly torch.Tensor[], loss: () => torch.Tensor): () => void {
  return () => {
    loss().backward();
    torch.noGrad(() => {
      for (const p of parameters) {
        p.sub_(p.grad!.mul(0.1));
        p.grad = null;
      }
    });
  };
}

const weights = (count: number, size: number, deviation: number): torch.Tensor[] =>
  Array.from({ length: count }, () => torch.randn(size, size).mul(deviation).requiresGrad_());

function gru(hidden: number): () => void {
  const [Wxz, Whz, Wxr, Whr, Wxh, Whh] = weights(6, hidden, 0.05);
  const [bz, br, bh] = Array.from({ length: 3 }, () => torch.zeros(hidden, { requiresGrad: true }));
  const X = torch.randn(32, 32, hidden);
  return training([Wxz, Whz, Wxr, Whr, Wxh, Whh, bz, br, bh], () => {
    let H = torch.zeros(32, hidden);
    for (const x of X) {
      const Z = x.matmul(Wxz).add(H.matmul(Whz)).add(bz).sigmoid();
      const R = x.matmul(Wxr).add(H.matmul(Whr)).add(br).sigmoid();
      const candidate = x.matmul(Wxh).add(R.mul(H).matmul(Whh)).add(bh).tanh();
      H = Z.mul(H).add(torch.sub(1, Z).mul(candidate));
    }
    return H.pow(2).mean();
  });
}

function attention(size: number): () => void {
  const [Wq, Wk, Wv] = weights(3, size, 0.1);
  const X = torch.randn(32, 32, size);
  return training([Wq, Wk, Wv], () => {
    const scores = torch.bmm(X.matmul(Wq), X.matmul(Wk).transpose(1, 2)).div(Math.sqrt(size));
    return torch.bmm(scores.softmax(-1), X.matmul(Wv)).pow(2).mean();
  });
}

export const calls = { "gru 64": gru(64), "gru 256": gru(256), attention: attention(64) };
