// W7 in our jax dialect.

import { type Array as JaxArray, jax, jnp, nn } from "../../../src/library/jax/index.ts";

type Params = Readonly<Record<string, JaxArray>>;

let key = jax.random.key(0);
function draw(shape: readonly number[], deviation = 1): JaxArray {
  const [next, own] = jax.random.split(key);
  key = next;
  return jax.random.normal(own, shape).mul(deviation);
}

function training(params: Params, loss: (params: Params) => JaxArray): () => void {
  const gradient = jax.grad(loss);
  let current = params;
  return () => {
    current = jax.tree.map((p, g) => p.sub(g.mul(0.1)), current, gradient(current));
  };
}

const weights = (names: readonly string[], size: number, deviation: number): Params =>
  Object.fromEntries(names.map((name) => [name, draw([size, size], deviation)]));

function gru(hidden: number): () => void {
  const params = {
    ...weights(["Wxz", "Whz", "Wxr", "Whr", "Wxh", "Whh"], hidden, 0.05),
    ...Object.fromEntries(["bz", "br", "bh"].map((name) => [name, jnp.zeros(hidden)])),
  };
  const X = draw([32, 32, hidden]);
  return training(params, ({ Wxz, Whz, Wxr, Whr, Wxh, Whh, bz, br, bh }) => {
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
  });
}

function attention(size: number): () => void {
  const X = draw([32, 32, size]);
  return training(weights(["Wq", "Wk", "Wv"], size, 0.1), ({ Wq, Wk, Wv }) => {
    const scores = jnp.matmul(X.matmul(Wq), X.matmul(Wk).transpose(0, 2, 1)).div(Math.sqrt(size));
    return jnp.square(jnp.matmul(nn.softmax(scores), X.matmul(Wv))).mean();
  });
}

export const calls = { "gru 64": gru(64), "gru 256": gru(256), attention: attention(64) };
