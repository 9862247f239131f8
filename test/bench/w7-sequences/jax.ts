// W7 in our jax dialect.

import { type Array as JaxArray, jax, jnp, nn } from "../../../src/library/jax/index.ts";
import type { Calls } from "../measure/measured.ts";

type Params = Readonly<Record<string, JaxArray>>;

let key = jax.random.key(0);
function draw(shape: readonly number[], deviation = 1): JaxArray {
  const [next, own] = jax.random.split(key);
  key = next;
  return jax.random.normal(own, shape).mul(deviation);
}

/** As jax.jit takes functions. */
export type Transform = (step: (params: Params) => Params) => (params: Params) => Params;

function training(params: Params, loss: (params: Params) => JaxArray, transform: Transform): () => void {
  const gradient = jax.grad(loss);
  const step = transform((own) => jax.tree.map((p, g) => p.sub(g.mul(0.1)), own, gradient(own)));
  let current = params;
  return () => {
    current = step(current);
  };
}

const weights = (names: readonly string[], size: number, deviation: number): Params =>
  Object.fromEntries(names.map((name) => [name, draw([size, size], deviation)]));

function gru(hidden: number, transform: Transform): () => void {
  const params = {
    ...weights(["Wxz", "Whz", "Wxr", "Whr", "Wxh", "Whh"], hidden, 0.05),
    ...Object.fromEntries(["bz", "br", "bh"].map((name) => [name, jnp.zeros(hidden)])),
  };
  const X = draw([32, 32, hidden]);
  const loss = ({ Wxz, Whz, Wxr, Whr, Wxh, Whh, bz, br, bh }: Params) => {
    let H = jnp.zeros([32, hidden]);
    for (const x of X) {
      const Z = nn.sigmoid(jnp.dot(x, Wxz).add(jnp.dot(H, Whz)).add(bz));
      const R = nn.sigmoid(jnp.dot(x, Wxr).add(jnp.dot(H, Whr)).add(br));
      const candidate = jnp.tanh(
        jnp
          .dot(x, Wxh)
          .add(jnp.dot(R.mul(H), Whh))
          .add(bh),
      );
      H = Z.mul(H).add(jnp.subtract(1, Z).mul(candidate));
    }
    return jnp.square(H).mean();
  };
  return training(params, loss, transform);
}

function attention(size: number, transform: Transform): () => void {
  const X = draw([32, 32, size]);
  const loss = ({ Wq, Wk, Wv }: Params) => {
    const scores = jnp.matmul(X.matmul(Wq), X.matmul(Wk).transpose(0, 2, 1)).div(Math.sqrt(size));
    return jnp.square(jnp.matmul(nn.softmax(scores), X.matmul(Wv))).mean();
  };
  return training(weights(["Wq", "Wk", "Wv"], size, 0.1), loss, transform);
}

export const callsBy = (transform: Transform): Calls => ({
  "gru 64": gru(64, transform),
  "gru 256": gru(256, transform),
  attention: attention(64, transform),
});

export const calls = callsBy((step) => step);
