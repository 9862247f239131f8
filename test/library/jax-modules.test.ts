// Modules after Flax, states and optimizers: how variables are made, found, changed, and what is said when they are not there.

import { describe, expect, test } from "vitest";
import { type Array as JaxArray, jax, jnp, nn, optax, TrainState } from "../../src/library/jax/index.ts";

const key = jax.random.key(0);
/** A tree with shapes in the place of its arrays. */
const shapes = (tree: unknown): unknown => {
  if (tree instanceof jax.Array) return [...tree.shape];
  if (typeof tree !== "object" || tree === null) return tree;
  return Object.fromEntries(Object.entries(tree).map(([name, one]) => [name, shapes(one)]));
};

describe("modules", () => {
  class Compact extends nn.Module {
    override forward(x: JaxArray, { train = false }: { readonly train?: boolean } = {}): JaxArray {
      const h = nn.relu(new nn.Conv(4, [3, 3]).call(x));
      const n = new nn.BatchNorm({ momentum: 0.9 }).call(h, { useRunningAverage: !train });
      const p = nn.maxPool(n, [2, 2], { strides: [2, 2] }).reshape(x.shape[0], -1);
      return new nn.Dense(2).call(new nn.Dropout(0.5).call(p, { deterministic: !train }));
    }
  }
  const net = new Compact();
  const x = jax.random.normal(key, [5, 8, 8, 3]);
  const variables = net.init(key, x);

  test("made inside forward are named by their classes", () => {
    expect(shapes(variables)).toEqual({
      params: {
        Conv_0: { kernel: [3, 3, 3, 4], bias: [4] },
        BatchNorm_0: { scale: [4], bias: [4] },
        Dense_0: { kernel: [64, 2], bias: [2] },
      },
      batch_stats: { BatchNorm_0: { mean: [4], var: [4] } },
    });
    class Two extends nn.Module {
      readonly head = new nn.Dense(1);
      override forward(a: JaxArray): JaxArray {
        return this.head.call(new nn.Dense(2).call(new nn.Dense(3).call(a)));
      }
    }
    expect(Object.keys(new Two().init(key, jnp.ones([1, 2])).params)).toEqual(["Dense_0", "Dense_1", "head"]);
  });

  test("in evaluation are functions of their variables", () => {
    expect(net.apply(variables, x).tolist()).toEqual(net.apply(variables, x).tolist());
    expect(net.apply(variables, x).shape).toEqual([5, 2]);
  });

  test("change the collections that may change, and no others' trees", () => {
    const rngs = { dropout: key };
    const before = (variables.batch_stats.BatchNorm_0 as nn.Params).mean;
    const [y, changed] = net.apply(variables, x, { train: true, mutable: ["batch_stats"], rngs });
    const after = (changed.batch_stats.BatchNorm_0 as nn.Params).mean as JaxArray;
    expect([y.shape, Object.keys(changed)]).toEqual([[5, 2], ["batch_stats"]]);
    expect((variables.batch_stats.BatchNorm_0 as nn.Params).mean).toBe(before);
    const conv = new nn.Conv(4, [3, 3]).apply({ params: variables.params.Conv_0 as nn.Params }, x);
    const mean = nn.relu(conv).mean({ axis: [0, 1, 2] });
    expect(jnp.allclose(after, mean.mul(0.1), { atol: 1e-6 }).item()).toBe(1);
    expect(() => net.apply(variables, x, { train: true, rngs })).toThrow(
      'Cannot update variable "mean" in "/BatchNorm_0" because collection "batch_stats" is immutable.',
    );
  });

  test("draw by keys of their uses", () => {
    const train = (dropout: typeof key) =>
      net.apply(variables, x, { train: true, mutable: ["batch_stats"], rngs: { dropout } })[0];
    expect(train(key).tolist()).toEqual(train(key).tolist());
    expect(train(key).tolist()).not.toEqual(train(jax.random.key(1)).tolist());
    expect(() => net.apply(variables, x, { train: true, mutable: ["batch_stats"] })).toThrow(
      'Dropout needs PRNG for "dropout"; pass { rngs: { dropout: key } } to apply',
    );
    const kept = new nn.Dropout(0.25, { deterministic: false }).apply({ params: {} }, jnp.ones(10000), {
      rngs: { dropout: key },
    });
    expect(jnp.unique(kept).tolist()).toEqual([0, Math.fround(1 / 0.75)]);
    expect(kept.mean().item()).toBeCloseTo(1, 1);
    expect(() => new nn.Dropout(0.5).apply({ params: {} }, x)).toThrow("Dropout: say { deterministic }");
    expect(() => new nn.BatchNorm().init(key, x)).toThrow("BatchNorm: say { useRunningAverage }");
  });

  test("are trained with their statistics", () => {
    const labels = jnp.array([0, 1, 0, 1, 1], { dtype: "int32" });
    const { params, batch_stats } = variables;
    let state = TrainState.create({ applyFn: net.apply.bind(net), params, tx: optax.adam(0.01), batch_stats });
    const lossOf = (p: nn.Params) => {
      const options = { train: true, mutable: ["batch_stats"], rngs: { dropout: jax.random.foldIn(key, state.step) } };
      const [logits, changed] = net.apply({ params: p, batch_stats: state.batch_stats }, x, options);
      return [optax.softmaxCrossEntropyWithIntegerLabels(logits, labels).mean(), changed.batch_stats] as const;
    };
    const losses: number[] = [];
    for (let i = 0; i < 30; i++) {
      const [[loss, stats], grads] = jax.valueAndGrad(lossOf, { hasAux: true })(state.params);
      state = state.applyGradients({ grads, batch_stats: stats });
      losses.push(loss.item());
    }
    expect([state.step, losses[29] < losses[0] / 4]).toEqual([30, true]);
    const moved = (stats: nn.Params) => (stats.BatchNorm_0 as nn.Params).mean as JaxArray;
    expect(moved(state.batch_stats).tolist()).not.toEqual(moved(batch_stats).tolist());
  });

  test("have variables of their own, and keep what they count", () => {
    class Counter extends nn.Module {
      override forward(a: JaxArray): JaxArray {
        const count = this.variable("counts", "calls", () => jnp.array(0));
        if (this.isMutable("counts")) count.value = count.value.add(1);
        return a.add(count.value);
      }
    }
    const counter = new Counter();
    let own = counter.init(key, jnp.ones(1));
    for (let i = 1; i <= 3; i++) {
      const [y, changed] = counter.apply(own, jnp.zeros(1), { mutable: ["counts"] });
      own = { ...own, ...changed };
      expect(y.tolist()).toEqual([i]);
    }
    expect(counter.apply(own, jnp.zeros(1)).tolist()).toEqual([3]);
    expect(() => counter.apply({ params: {} }, jnp.zeros(1))).toThrow(
      'there is no variable "calls" in "/" of the collection "counts"',
    );
  });

  test("take functions among modules, single examples, and say what does not fit", () => {
    const net2 = new nn.Sequential([new nn.Dense(3), nn.tanh, new nn.Dense(1)]);
    const { params } = net2.init(key, jnp.ones([1, 2]));
    expect(shapes(params)).toEqual({
      layers_0: { kernel: [2, 3], bias: [3] },
      layers_2: { kernel: [3, 1], bias: [1] },
    });
    const conv = new nn.Conv(2, [3]);
    expect(conv.init(key, jnp.ones([7, 4])).params.kernel).toMatchObject({ shape: [3, 4, 2] });
    expect(conv.apply(conv.init(key, jnp.ones([7, 4])), jnp.ones([7, 4])).shape).toEqual([7, 2]);
    expect(() => conv.init(key, jnp.ones([2, 3, 4, 5]))).toThrow(
      "Conv: windows of [3] do not fit an input of shape [2, 3, 4, 5]",
    );
    expect(() => new nn.Dense(1).init(key, jnp.ones([1, 2], { dtype: "int32" }))).toThrow(
      "Dense: inputs must be floats, not int32",
    );
    expect(() => new nn.Dense(1).init(5 as never, jnp.ones([1, 2]))).toThrow("init: a key is needed");
  });
});

describe("attention", () => {
  const q = jax.random.normal(key, [2, 4, 6]);
  const layer = new nn.MultiHeadDotProductAttention(3, { qkvFeatures: 12, outFeatures: 5 });
  const variables = layer.init(key, q);

  test("has a product for each of queries, keys, values, and what comes out", () => {
    const product = { kernel: [6, 3, 4], bias: [3, 4] };
    expect(shapes(variables.params)).toEqual({
      query: product,
      key: product,
      value: product,
      out: { kernel: [3, 4, 5], bias: [5] },
    });
    expect(layer.apply(variables, q).shape).toEqual([2, 4, 5]);
    expect(() => new nn.MultiHeadAttention(4).init(key, q)).toThrow("6 features cannot be parted among 4 heads");
  });

  test("sees what the mask lets it see", () => {
    const mask = nn.makeCausalMask(jnp.ones([2, 4]));
    const whole = layer.apply(variables, q, { mask });
    const first = layer.apply(variables, q.at(":", ":2"), { mask: nn.makeCausalMask(jnp.ones([2, 2])) });
    expect(jnp.allclose(whole.at(":", ":2"), first, { atol: 1e-6 }).item()).toBe(1);
    const padded = nn.makeAttentionMask(
      jnp.ones([2, 4]),
      jnp.array([
        [1, 1, 0, 0],
        [1, 1, 1, 1],
      ]),
    );
    expect([padded.shape, nn.combineMasks(mask, undefined, padded)?.sum().item()]).toEqual([[2, 1, 4, 4], 7 + 10]);
  });
});

describe("recurrent layers", () => {
  const series = jax.random.normal(key, [2, 5, 3]);
  test.each([new nn.SimpleCell(4), new nn.GRUCell(4), new nn.LSTMCell(4)])("are their cell's steps (%#)", (cell) => {
    const rnn = new nn.RNN(cell, { returnCarry: true });
    const variables = rnn.init(key, series);
    const [last, outputs] = rnn.apply(variables, series) as [nn.Carry, JaxArray];
    const bound = cell.bind({ params: variables.params.cell as nn.Params });
    let carry = cell.initializeCarry(key, [2, 3]);
    for (let t = 0; t < 5; t++) {
      const [next, y] = bound.call(carry, series.at(":", t));
      carry = next;
      expect(jnp.allclose(y, outputs.at(":", t), { atol: 1e-6 }).item()).toBe(1);
    }
    expect(jax.tree.leaves(last).map(({ shape }) => shape)).toEqual(jax.tree.leaves(carry).map(({ shape }) => shape));
    const one = rnn.apply(variables, series.at(0), { returnCarry: false }) as JaxArray;
    expect(jnp.allclose(one, outputs.at(0), { atol: 1e-6 }).item()).toBe(1);
    const back = rnn.apply(variables, jnp.flip(series, { axis: 1 }), { returnCarry: false, reverse: true }) as JaxArray;
    expect(jnp.allclose(back, outputs, { atol: 1e-6 }).item()).toBe(1);
  });
});

test("RNN goes through sequences with cells of one's own", () => {
  class Sum extends nn.RNNCellBase {
    override forward(carry: nn.Carry, x: JaxArray): [nn.Carry, JaxArray] {
      const next = (carry as JaxArray).add(x.mul(this.param("w", nn.initializers.ones, [1])));
      return [next, next];
    }
    override initializeCarry(_key: unknown, shape: readonly number[]): nn.Carry {
      return jnp.zeros(shape);
    }
  }
  const rnn = new nn.RNN(new Sum());
  const series = jnp.array([[[1], [2], [4]]]);
  const variables = rnn.init(key, series);
  expect((rnn.apply(variables, series) as JaxArray).tolist()).toEqual([[[1], [3], [7]]]);
  const loss = (p: nn.Params) => (rnn.apply({ params: p }, series) as JaxArray).sum();
  expect(((jax.grad(loss)(variables.params).cell as nn.Params).w as JaxArray).item()).toBe(11);
});

describe("initializers", () => {
  const { initializers } = nn;
  const cases: Record<string, readonly [nn.Initializer, number]> = {
    normal: [initializers.normal(0.3), 0.3],
    truncatedNormal: [initializers.truncatedNormal(0.3), 0.3 * 0.8796],
    uniform: [initializers.uniform(0.3), 0.3 / Math.sqrt(12)],
    lecunNormal: [initializers.lecunNormal(), Math.sqrt(1 / 90)],
    lecunUniform: [initializers.lecunUniform(), Math.sqrt(1 / 90)],
    xavierNormal: [initializers.xavierNormal(), Math.sqrt(2 / (90 + 270))],
    xavierUniform: [initializers.xavierUniform(), Math.sqrt(2 / (90 + 270))],
    heNormal: [initializers.heNormal(), Math.sqrt(2 / 90)],
    heUniform: [initializers.heUniform(), Math.sqrt(2 / 90)],
  };
  test.each(Object.entries(cases))("%s has its width", (_name, [initializer, deviation]) => {
    // Windows of 3 × 3, 10 inputs, 30 outputs.
    const drawn = initializer(key, [3, 3, 10, 30]);
    expect(Math.abs(drawn.std().item() / deviation - 1)).toBeLessThan(0.05);
  });
  test("others are what they say", () => {
    expect(initializers.constant(3)(key, [2]).tolist()).toEqual([3, 3]);
    for (const shape of [
      [4, 6],
      [6, 4],
    ]) {
      const q = initializers.orthogonal()(key, shape);
      const product = shape[0] < shape[1] ? q.matmul(q.T) : q.T.matmul(q);
      expect(jnp.allclose(product, jnp.eye(4), { atol: 1e-6 }).item()).toBe(1);
    }
    expect(() => initializers.heNormal()(key, [3])).toThrow("two axes at least");
  });
});

describe("optax", () => {
  const at = (schedule: optax.Schedule, ...steps: number[]) => steps.map((step) => Number(schedule(step).toFixed(6)));
  test("schedules", () => {
    expect(at(optax.constantSchedule(0.1), 0, 9)).toEqual([0.1, 0.1]);
    expect(at(optax.linearSchedule(1, 0, 4, { transitionBegin: 2 }), 0, 2, 4, 9)).toEqual([1, 1, 0.5, 0]);
    expect(at(optax.polynomialSchedule(1, 0, 2, 4), 0, 2, 4)).toEqual([1, 0.25, 0]);
    expect(at(optax.exponentialDecay(1, 2, 0.25), 0, 1, 2, 3)).toEqual([1, 0.5, 0.25, 0.125]);
    expect(at(optax.exponentialDecay(1, 2, 0.25, { staircase: true, endValue: 0.1 }), 1, 2, 3, 9)).toEqual([
      1, 0.25, 0.25, 0.1,
    ]);
    expect(at(optax.cosineDecaySchedule(1, 4, { alpha: 0.2 }), 0, 2, 4, 9)).toEqual([1, 0.6, 0.2, 0.2]);
    expect(at(optax.piecewiseConstantSchedule(1, { 2: 0.5, 4: 0.1 }), 2, 3, 5)).toEqual([1, 0.5, 0.05]);
    expect(at(optax.warmupCosineDecaySchedule(0, 1, 2, 6, { endValue: 0.5 }), 0, 1, 2, 4, 6)).toEqual([
      0, 0.5, 1, 0.75, 0.5,
    ]);
    expect(at(optax.joinSchedules([optax.constantSchedule(1), (step) => step], [3]), 2, 3, 5)).toEqual([1, 0, 2]);
    expect(() => optax.joinSchedules([optax.constantSchedule(1)], [3])).toThrow("1 boundaries for 1 schedules");
  });

  test("transformations", () => {
    const grads = { a: jnp.array([3, -4]), b: jnp.array([12]) };
    const run = (tx: optax.GradientTransformation<typeof grads>, params = grads) =>
      tx.update(grads, tx.init(params), params)[0];
    expect(optax.globalNorm(grads).item()).toBe(13);
    expect(run(optax.clip(5)).b.tolist()).toEqual([5]);
    expect(run(optax.clipByGlobalNorm(20)).a.tolist()).toEqual([3, -4]);
    expect(optax.globalNorm(run(optax.clipByGlobalNorm(1))).item()).toBeCloseTo(1, 6);
    expect(run(optax.identity())).toEqual(grads);
    expect(run(optax.setToZero()).a.tolist()).toEqual([0, -0]);
    expect(run(optax.addDecayedWeights(0.5, { mask: (p) => p.size > 1 })).a.tolist()).toEqual([4.5, -6]);
    expect(run(optax.scaleBySchedule((count) => count + 2) as never).b.tolist()).toEqual([24]);
    const decay = optax.addDecayedWeights<typeof grads>(0.5);
    expect(() => decay.update(grads, decay.init(grads))).toThrow("update needs the parameters as its third argument");
    expect(optax.incrementalUpdate(grads, { a: jnp.zeros(2), b: jnp.zeros(1) }, 0.25).b.tolist()).toEqual([3]);
    expect(run(optax.lion(0.1)).b.item()).toBeCloseTo(-0.1 * (1 + 0.012), 6);
  });

  test("a planned step with an optimizer's state gives the same numbers, and is not called again", () => {
    const net = new nn.Dense(1);
    const x = jax.random.normal(key, [8, 3]);
    const { params } = net.init(key, x);
    const tx = optax.chain<nn.Params>(optax.clipByGlobalNorm(1), optax.adamw(0.1));
    let calls = 0;
    const step = (p: nn.Params, state: unknown[]): [nn.Params, unknown[]] => {
      calls += 1;
      const grads = jax.grad((q: nn.Params) => net.apply({ params: q }, x).square().mean())(p);
      const [updates, next] = tx.update(grads, state, p);
      return [optax.applyUpdates(p, updates), next];
    };
    const planned = jax.jit(step);
    let [a, b] = [params, params];
    let [stateA, stateB] = [tx.init(params), tx.init(params)];
    for (let i = 0; i < 6; i++) {
      [a, stateA] = step(a, stateA);
      [b, stateB] = planned(b, stateB);
      expect((b.kernel as JaxArray).tolist()).toEqual((a.kernel as JaxArray).tolist());
    }
    expect(calls).toBe(6 + 2);
  });

  test("losses say what does not fit", () => {
    expect(() => optax.l2Loss(jnp.ones([2, 1]), jnp.ones(2))).toThrow("predictions of shape [2, 1] for targets of [2]");
    expect(() => optax.softmaxCrossEntropyWithIntegerLabels(jnp.ones([2, 3]), jnp.ones(2))).toThrow(
      "labels must be whole numbers",
    );
    expect(optax.smoothLabels(jnp.array([[0, 1]]), 0.5).tolist()).toEqual([[0.25, 0.75]]);
  });
});

test("init gives its output, too, and a tree's arrays become anything", () => {
  const net = new nn.Dense(3);
  const [y, variables] = net.initWithOutput(key, jnp.ones([2, 4]));
  expect(y.tolist()).toEqual(net.apply(variables, jnp.ones([2, 4])).tolist());
  expect(jax.tree.map((leaf) => leaf.shape, variables)).toEqual({ params: { kernel: [4, 3], bias: [3] } });
});
