// W7 in our mxnet dialect.

import { autograd, np, npx } from "../../../src/library/mxnet/index.ts";

np.random.seed(0);

function training(parameters: readonly np.NDArray[], loss: () => np.NDArray): () => void {
  for (const p of parameters) p.attachGrad();
  return () => {
    autograd.record(loss).backward();
    for (const p of parameters) p.sub_(p.grad!.mul(0.1));
  };
}

const weights = (count: number, size: number, deviation: number): np.NDArray[] =>
  Array.from({ length: count }, () => np.random.normal(0, deviation, [size, size]));

function gru(hidden: number): () => void {
  const [Wxz, Whz, Wxr, Whr, Wxh, Whh] = weights(6, hidden, 0.05);
  const [bz, br, bh] = Array.from({ length: 3 }, () => np.zeros(hidden));
  const X = np.random.normal(0, 1, [32, 32, hidden]);
  return training([Wxz, Whz, Wxr, Whr, Wxh, Whh, bz, br, bh], () => {
    let H = np.zeros([32, hidden]);
    for (const x of X) {
      const Z = npx.sigmoid(np.dot(x, Wxz).add(np.dot(H, Whz)).add(bz));
      const R = npx.sigmoid(np.dot(x, Wxr).add(np.dot(H, Whr)).add(br));
      const candidate = np.tanh(
        np
          .dot(x, Wxh)
          .add(np.dot(R.mul(H), Whh))
          .add(bh),
      );
      H = Z.mul(H).add(Z.neg().add(1).mul(candidate));
    }
    return np.square(H).mean();
  });
}

function attention(size: number): () => void {
  const [Wq, Wk, Wv] = weights(3, size, 0.1);
  const X = np.random.normal(0, 1, [32, 32, size]);
  return training([Wq, Wk, Wv], () => {
    const scores = np.matmul(np.dot(X, Wq), np.dot(X, Wk).transpose(0, 2, 1)).div(Math.sqrt(size));
    return np.square(np.matmul(npx.softmax(scores), np.dot(X, Wv))).mean();
  });
}

export const calls = { "gru 64": gru(64), "gru 256": gru(256), attention: attention(64) };
