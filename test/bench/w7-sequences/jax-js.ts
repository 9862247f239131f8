// W7 in jax-js.

import { nn, numpy as np } from "@jax-js/jax";
import { randn, training } from "../jax-js.ts";

function gru(hidden: number): () => void {
  const weight = () => randn([hidden, hidden], 0.05);
  const bias = () => np.zeros([hidden]);
  const params = {
    ...{ Wxz: weight(), Whz: weight(), Wxr: weight(), Whr: weight(), Wxh: weight(), Whh: weight() },
    ...{ bz: bias(), br: bias(), bh: bias() },
  };
  return training(
    params,
    (p, X) => {
      let H = np.zeros([32, hidden]);
      for (let t = 0; t < 32; t++) {
        const x = X.ref.slice(t);
        const gate = (Wx: np.Array, Wh: np.Array, b: np.Array) =>
          nn.sigmoid(np.matmul(x.ref, Wx.ref).add(np.matmul(H.ref, Wh.ref)).add(b.ref));
        const [Z, R] = [gate(p.Wxz, p.Whz, p.bz), gate(p.Wxr, p.Whr, p.br)];
        const candidate = np.tanh(
          np
            .matmul(x, p.Wxh.ref)
            .add(np.matmul(R.mul(H.ref), p.Whh.ref))
            .add(p.bh.ref),
        );
        H = Z.ref.mul(H).add(np.subtract(1, Z).mul(candidate));
      }
      return np.square(H).mean();
    },
    randn([32, 32, hidden]),
  );
}

function attention(size: number): () => void {
  const weight = () => randn([size, size], 0.1);
  return training(
    { Wq: weight(), Wk: weight(), Wv: weight() },
    ({ Wq, Wk, Wv }, X) => {
      const [q, k, v] = [np.matmul(X.ref, Wq), np.matmul(X.ref, Wk), np.matmul(X, Wv)];
      const scores = np.matmul(q, k.transpose([0, 2, 1])).div(Math.sqrt(size));
      return np.square(np.matmul(nn.softmax(scores), v)).mean();
    },
    randn([32, 32, size]),
  );
}

export const calls = { "gru 64": gru(64), "gru 256": gru(256), attention: attention(64) };
