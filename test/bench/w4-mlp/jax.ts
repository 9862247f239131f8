// W4 in our jax dialect.

import { type Array as JaxArray, jax, jnp, nn, optax } from "../../../src/library/jax/index.ts";

class Mlp extends nn.Module {
  readonly hidden = new nn.Dense(256);
  readonly output = new nn.Dense(10);
  override forward(X: JaxArray): JaxArray {
    return this.output.call(nn.relu(this.hidden.call(X)));
  }
}

const [forNet, forData] = jax.random.split(jax.random.key(0));
const X = jax.random.normal(forData, [256, 784]);
const y = jnp.array(Array.from({ length: 256 }, (_, i) => Array.from({ length: 10 }, (_, k) => Number(k === i % 10))));
const net = new Mlp();
let { params } = net.init(forNet, X);
const optimizer = optax.sgd<nn.Params>(0.1);
const state = optimizer.init(params);

/** The mean cross-entropy, stable for large scores. */
function crossEntropy(scores: JaxArray): JaxArray {
  const shifted = scores.sub(jax.lax.stopGradient(scores.max({ axis: 1, keepdims: true })));
  const logSum = jnp.log(jnp.sum(jnp.exp(shifted), { axis: 1 }));
  return jnp.mean(logSum.sub(jnp.sum(shifted.mul(y), { axis: 1 })));
}

const gradient = jax.grad((own: nn.Params) => crossEntropy(net.apply({ params: own }, X)));

export function update(own: nn.Params): nn.Params {
  const [updates] = optimizer.update(gradient(own), state, own);
  return optax.applyUpdates(own, updates);
}

/** Steps, each from the parameters that the last gave. */
export function stepping(take: typeof update): () => void {
  return () => {
    params = take(params);
  };
}

export const calls = { "": stepping(update) };
