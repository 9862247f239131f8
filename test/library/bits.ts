// What is compared between engines: all kinds of operations, small and large, and training steps, as hashes of their bits.

import { jax, jnp } from "../../src/library/jax/index.ts";
import { np } from "../../src/library/mxnet/index.ts";
import * as numeric from "../../src/library/numeric/index.ts";
import * as ops from "../../src/library/ops/index.ts";
import { elements, type Tensor } from "../../src/library/tensor/index.ts";
import * as tf from "../../src/library/tensorflow/index.ts";
import * as torch from "../../src/library/torch/index.ts";
import { cases } from "./operations/transforms.cases.ts";
import { operationOf, recorded } from "./operations/values.cases.ts";
import { cotangent, inputsOf } from "./reference.ts";

/** FNV-1a of the elements' bytes; a NaN is one, whatever its bits: the language leaves them to the engine, and no program sees them. */
function hash(...tensors: readonly Tensor[]): string {
  let sum = 0x811c9dc5;
  for (const tensor of tensors) {
    const array = elements(tensor);
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    const width = array.BYTES_PER_ELEMENT;
    for (let i = 0; i < bytes.length; i++) {
      const byte = Number.isNaN(array[Math.floor(i / width)]) ? 0xff : bytes[i]!;
      sum = Math.imul(sum ^ byte, 0x01000193) >>> 0;
    }
  }
  return sum.toString(16).padStart(8, "0");
}

const unary = {
  ...{ exp: ops.exp, expm1: ops.expm1, tanh: ops.tanh, sigmoid: ops.sigmoid, softplus: ops.softplus, erf: ops.erf },
  ...{ sin: ops.sin, cos: ops.cos, atan: numeric.atan, relu: ops.relu, square: ops.square, round: ops.round },
};
const positive = { log: ops.log, log1p: ops.log1p, log2: ops.log2, sqrt: ops.sqrt, rsqrt: ops.rsqrt };

/** Names and hashes; the same on every machine and in every engine. */
export function bitsOfEverything(): Record<string, string> {
  const bits: Record<string, string> = {};
  torch.manualSeed(0);
  for (const size of [10, 100, 5000]) {
    const x = torch.randn(size).mul(3);
    const y = torch.rand(size).add(0.01);
    for (const dtype of ["float32", "float64"] as const) {
      for (const [name, fn] of Object.entries(unary)) bits[`${name} ${dtype} ${size}`] = hash(fn(x.to(dtype)));
      for (const [name, fn] of Object.entries(positive)) bits[`${name} ${dtype} ${size}`] = hash(fn(y.to(dtype)));
      bits[`pow ${dtype} ${size}`] = hash(ops.pow(y.to(dtype), x.to(dtype)));
    }
    bits[`sum ${size}`] = hash(x.sum(), x.mean(), x.std(), x.norm(), x.cumsum(0));
    bits[`softmax ${size}`] = hash(x.softmax(0), x.logSoftmax(0));
    bits[`sort ${size}`] = hash(x.sort().values, x.argsort());
  }
  for (const [m, k, n] of [
    [2, 3, 4],
    [32, 64, 48],
    [130, 300, 70],
  ] as const)
    bits[`matmul ${m} ${k} ${n}`] = hash(torch.randn(m, k).matmul(torch.randn(k, n)));
  const images = torch.randn(2, 3, 16, 16);
  const filters = torch.randn(4, 3, 3, 3);
  bits.images = hash(torch.nn.functional.conv2d(images, filters), torch.nn.functional.maxPool2d(images, 2));
  bits["random torch"] = hash(torch.rand(100), torch.randn(100), torch.randperm(100), torch.bernoulli(torch.rand(50)));
  const key = jax.random.key(3);
  bits["random jax"] = hash(
    jax.random.uniform(key, [100]),
    jax.random.normal(key, [100]),
    jax.random.permutation(key, 50),
  );
  np.random.seed(1);
  bits["random mxnet"] = hash(np.random.normal(0, 1, [100]), np.random.uniform(0, 1, [100]));
  tf.random.setSeed(1);
  bits["random tensorflow"] = hash(tf.random.normal([100]), tf.random.uniform([100]));
  bits["W1, 50 steps"] = hash(...linearRegression());
  bits["W4, 5 steps"] = hash(...perceptron());
  bits.GRU = hash(...recurrent());
  bits["jax, a jitted step"] = hash(...jitted());
  return bits;
}

/** Numbers in (0.3, 1.7), apart from each other, by arithmetic that is exact: the engine's own sine is another in each. */
function numbers(shape: readonly number[], salt: number): jax.Array {
  const size = shape.reduce((product, n) => product * n, 1);
  const values = Array.from({ length: size }, (_, i) => 0.3125 + ((37 * i + 13 * salt + 5) % 89) / 64);
  return jnp.array(values, { dtype: "float64" }).reshape(shape);
}

/** Of every operation: what it makes of the inputs that PyTorch was given, and, where there is a gradient, the gradients. */
export function bitsOfOperations(): Record<string, string> {
  const bits: Record<string, string> = {};
  torch.manualSeed(0);
  for (const [name, calls] of recorded) {
    const operation = operationOf(name);
    if (operation === undefined) throw new Error(`nobody says what "${name}" is`);
    const made = calls.flatMap((one) => {
      const { leaves, seen } = inputsOf(one);
      const y = operation(...seen);
      if (y.requiresGrad) y.backward(cotangent(y));
      return [y, ...leaves.map((leaf) => leaf.grad ?? leaf)];
    });
    bits[name] = hash(...made);
  }
  for (const [name, [call, ...shapes]] of Object.entries(cases)) {
    const inputs = shapes.map((shape, i) => numbers(shape, i));
    bits[`transformed ${name}`] = hash(
      ...(["float64", "float32"] as const).flatMap((dtype) => {
        const typed = inputs.map((one) => one.astype(dtype));
        const total = (...xs: jax.Array[]) => ops.sum(ops.cast(call(...xs), dtype)) as jax.Array;
        return [call(...typed), ...typed.map((_, i) => jax.grad(total, { argnums: i })(...typed))] as Tensor[];
      }),
    );
  }
  return bits;
}

function linearRegression(): readonly Tensor[] {
  torch.manualSeed(1);
  const X = torch.randn(1000, 2);
  const y = X.matmul(torch.tensor([[2], [-3.4]]))
    .add(4.2)
    .add(torch.randn(1000, 1).mul(0.01));
  const w = torch.randn(2, 1).mul(0.01).requiresGrad_();
  const b = torch.zeros(1, { requiresGrad: true });
  for (let i = 0; i < 50; i++) {
    const batch = torch.randperm(1000).at(":32");
    X.at(batch).matmul(w).add(b).sub(y.at(batch)).pow(2).div(2).mean().backward();
    torch.noGrad(() => {
      for (const one of [w, b]) {
        one.sub_(one.grad!.mul(0.03));
        one.grad!.zero_();
      }
    });
  }
  return [w, b];
}

function perceptron(): readonly Tensor[] {
  torch.manualSeed(2);
  const net = new torch.nn.Sequential(new torch.nn.Linear(784, 256), new torch.nn.ReLU(), new torch.nn.Linear(256, 10));
  const optimizer = new torch.optim.Adam(net.parameters());
  for (let i = 0; i < 5; i++) {
    optimizer.zeroGrad();
    torch.nn.functional.crossEntropy(net.call(torch.randn(64, 784)), torch.randint(0, 10, [64])).backward();
    optimizer.step();
  }
  return net.parameters();
}

function recurrent(): readonly Tensor[] {
  torch.manualSeed(3);
  const gru = new torch.nn.GRU(8, 16);
  gru
    .call(torch.randn(12, 4, 8))[0]
    .pow(2)
    .mean()
    .backward();
  return gru.parameters().map((one) => one.grad!);
}

function jitted(): readonly Tensor[] {
  const loss = (w: jax.Array, X: jax.Array) => jnp.mean(jnp.tanh(X.matmul(w)));
  const step = jax.jit((w: jax.Array, X: jax.Array) => w.sub(jax.grad((at: jax.Array) => loss(at, X))(w)));
  const keys = jax.random.split(jax.random.key(0), 2);
  let w = jax.random.normal(keys[0]!, [20, 5]);
  for (let i = 0; i < 4; i++) w = step(w, jax.random.normal(jax.random.foldIn(keys[1]!, i), [30, 20]));
  return [w];
}
