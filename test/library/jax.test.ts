// JAX's dialect: functions of functions, trees, keys, modules that hold nothing.

import { describe, expect, test } from "vitest";
import { type Array as JaxArray, jax, jnp, nn, optax, TrainState } from "../../src/library/jax/index.ts";

const display = (a: object) =>
  (a as Record<symbol, () => { "text/plain": string }>)[Symbol.for("Jupyter.display")]()["text/plain"];
/** A tree with lists in the place of its arrays. */
const plain = (tree: unknown): unknown => {
  if (tree instanceof jax.Array) return tree.tolist();
  if (typeof tree !== "object" || tree === null) return tree;
  return Object.fromEntries(Object.entries(tree).map(([name, one]) => [name, plain(one)]));
};
const cube = (x: JaxArray) => x.mul(x).mul(x).sum();

describe("derivatives", () => {
  test("of functions of trees come as trees", () => {
    const params = { w: jnp.array([1, 2]), b: jnp.array(3) };
    const [value, grads] = jax.valueAndGrad((p: typeof params) => p.w.mul(p.w).sum().add(p.b))(params);
    expect(value.item()).toBe(8);
    expect(plain(jax.tree.map((g) => g.mul(10), grads))).toEqual({ w: [20, 40], b: 10 });
  });

  test("are taken by the first argument; others are constants", () => {
    const f = (x: JaxArray, y: JaxArray) => x.mul(y).sum();
    expect(
      jax
        .grad(f)(jnp.array([1, 2]), jnp.array([5, 7]))
        .tolist(),
    ).toEqual([5, 7]);
  });

  test("carry what is auxiliary along", () => {
    const f = (x: JaxArray) => [x.mul(x).sum(), { seen: x.length }] as const;
    const [[loss, more], grads] = jax.valueAndGrad(f, { hasAux: true })(jnp.array([1, 3]));
    expect([loss.item(), more.seen, grads.tolist()]).toEqual([10, 2, [2, 6]]);
  });

  test("nest, and go both ways", () => {
    const x = jnp.array(2);
    expect(jax.grad(jax.grad(cube))(x).item()).toBe(12);
    expect(
      jax
        .grad(jax.grad(jax.grad(cube)))(x)
        .item(),
    ).toBe(6);
    const [y, pull] = jax.vjp((a: JaxArray) => a.mul(a), jnp.array([1, 2]));
    expect([y.tolist(), pull(jnp.array([10, 1]))[0].tolist()]).toEqual([
      [1, 4],
      [20, 4],
    ]);
    const [value, push] = jax.jvp((a: JaxArray) => a.mul(a), [jnp.array([1, 2])], [jnp.array([10, 1])]);
    expect([value.tolist(), push.tolist()]).toEqual([
      [1, 4],
      [20, 4],
    ]);
    expect(
      jax
        .jacobian((a: JaxArray) => a.mul(a))(jnp.array([1, 2]))
        .tolist(),
    ).toEqual([
      [2, 0],
      [0, 4],
    ]);
    expect(
      jax
        .hessian(cube)(jnp.array([1, 2]))
        .tolist(),
    ).toEqual([
      [6, 0],
      [0, 12],
    ]);
  });

  test("stop where they are told to, and want one number", () => {
    expect(
      jax
        .grad((x: JaxArray) => x.mul(jax.lax.stopGradient(x)).sum())(jnp.array([3]))
        .tolist(),
    ).toEqual([3]);
    expect(() => jax.grad((x: JaxArray) => x.mul(2))(jnp.ones(3))).toThrow(
      "grad: the function must give one number, not a tensor of shape [3]",
    );
  });
});

describe("vmap", () => {
  const A = jnp.array([
    [1, 2],
    [3, 4],
    [5, 6],
  ]);
  const v = jnp.array([10, 1]);

  test("makes a function of examples one of batches", () => {
    const f = jax.vmap((x: JaxArray, w: JaxArray) => x.dot(w), [0, null]);
    expect(f(A, v).tolist()).toEqual(A.dot(v).tolist());
    expect(
      jax
        .vmap((x: JaxArray) => x.sum())(A)
        .tolist(),
    ).toEqual([3, 7, 11]);
    expect(
      jax
        .vmap(
          (x: JaxArray) => x.sum(),
          1,
        )(A)
        .tolist(),
    ).toEqual([9, 12]);
    expect(
      jax
        .vmap(
          (x: JaxArray) => x.sum(),
          -1,
        )(A)
        .tolist(),
    ).toEqual([9, 12]);
  });

  test("goes through trees, and stacks them", () => {
    const f = jax.vmap((example: { x: JaxArray; y: JaxArray }) => ({
      sum: example.x.sum().add(example.y),
      twice: example.x.mul(2),
    }));
    const { sum, twice } = f({ x: A, y: jnp.array([100, 200, 300]) });
    expect([sum.tolist(), twice.tolist()]).toEqual([[103, 207, 311], A.mul(2).tolist()]);
  });

  test("goes with grad, on either side", () => {
    expect(jax.vmap(jax.grad(cube))(A).tolist()).toEqual(A.mul(A).mul(3).tolist());
    expect(
      jax
        .grad((x: JaxArray) => jax.vmap(cube)(x).sum())(A)
        .tolist(),
    ).toEqual(A.mul(A).mul(3).tolist());
  });

  test("says what does not fit", () => {
    const add = (a: JaxArray, b: JaxArray) => a.add(b);
    expect(() => jax.vmap(add)(jnp.ones(2), jnp.ones(3))).toThrow("vmap: the batches differ in size: 2, 3");
    expect(() => jax.vmap(add, null)(jnp.ones(2), jnp.ones(2))).toThrow("one argument at least must have an axis");
  });
});

describe("keys", () => {
  // Published by JAX, version 0.5 and later, where the layout of random bits does not depend on how arrays are cut.
  test("are split and folded as JAX does", () => {
    const key = jax.random.key(42);
    expect(display(key)).toBe("Key(0, 42)");
    expect(jax.random.split(key).map(String)).toEqual(["Key(1832780943, 270669613)", "Key(64467757, 2916123636)"]);
    expect(String(jax.random.foldIn(key, 1))).not.toBe(String(jax.random.foldIn(key, 2)));
  });

  test("give the same numbers each time, and other keys others", () => {
    const [a, b] = jax.random.split(jax.random.key(0));
    expect(jax.random.normal(a, [3]).tolist()).toEqual(jax.random.normal(a, [3]).tolist());
    expect(jax.random.normal(a, [3]).tolist()).not.toEqual(jax.random.normal(b, [3]).tolist());
    expect([...jax.random.permutation(a, 9).toArray()].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });
});

describe("arrays", () => {
  test("are never changed: set gives another", () => {
    const x = jnp.arange(3);
    const y = x.set([0], 9);
    expect([x.tolist(), y.tolist()]).toEqual([
      [0, 1, 2],
      [9, 1, 2],
    ]);
    expect(
      jax
        .grad((a: JaxArray) => a.set([0], 1).square().sum())(x)
        .tolist(),
    ).toEqual([0, 2, 4]);
    expect(x.addAt([[0, 0, 2]], 10).tolist()).toEqual([20, 1, 12]);
    expect(x.multiplyAt(["1:"], 3).tolist()).toEqual([0, 3, 6]);
    expect(() => {
      (x as unknown as number[])[0] = 1;
    }).toThrow("JAX arrays are immutable and do not support in-place item assignment");
  });

  test("print as JAX's do", () => {
    expect(display(jnp.array([1, 2.5]))).toBe("Array([1. , 2.5], dtype=float32)");
    expect(display(jnp.array(1))).toBe("Array(1., dtype=float32)");
    expect(`${jnp.arange(3)}`).toBe("[0. 1. 2.]");
  });
});

describe("modules", () => {
  class Net extends nn.Module {
    declare hidden: nn.Dense;
    declare out: nn.Dense;
    override setup(): void {
      this.hidden = new nn.Dense(3);
      this.out = new nn.Dense(1);
    }
    override forward(x: JaxArray): JaxArray {
      return this.out.forward(nn.relu(this.hidden.forward(x)));
    }
  }

  test("describe; init makes parameters, apply computes with them", () => {
    const net = new Net();
    const { params } = net.init(jax.random.key(0), jnp.ones([1, 4]));
    expect(plain(jax.tree.map((p) => jnp.array(p.shape as number[]), params))).toEqual({
      hidden: { kernel: [4, 3], bias: [3] },
      out: { kernel: [3, 1], bias: [1] },
    });
    expect(net.apply({ params }, jnp.ones([5, 4])).shape).toEqual([5, 1]);
    expect(plain(net.init(jax.random.key(0), jnp.ones([1, 4])))).toEqual(plain({ params }));
  });

  test("are trained by states that replace each other", () => {
    const net = new nn.Dense(1, { kernelInit: nn.initializers.zeros });
    const X = jnp.array([[1], [2]]);
    const y = jnp.array([[2], [4]]);
    const { params } = net.init(jax.random.key(1), X);
    let state = TrainState.create({ applyFn: net.apply.bind(net), params, tx: optax.sgd(0.1) });
    const start = state;
    const loss = (p: typeof params) => state.applyFn({ params: p }, X).sub(y).square().mean();
    for (let i = 0; i < 200; i++) state = state.applyGradients({ grads: jax.grad(loss)(state.params) });
    expect(state.step).toBe(200);
    expect((state.params.kernel as JaxArray).item()).toBeCloseTo(2, 1);
    expect((start.params.kernel as JaxArray).item()).toBe(0);
  });
});

describe("optax", () => {
  test("chains transformations, whose states are apart", () => {
    const params = { w: jnp.array([1, 1]) };
    const tx = optax.chain<typeof params>(optax.trace(0.5) as never, optax.scale(-1) as never);
    let state = tx.init(params);
    let updates = params;
    const grads = { w: jnp.array([1, 2]) };
    [updates, state] = tx.update(grads, state, params);
    expect(updates.w.tolist()).toEqual([-1, -2]);
    [updates, state] = tx.update(grads, state, params);
    expect(updates.w.tolist()).toEqual([-1.5, -3]);
    expect(optax.applyUpdates(params, updates).w.tolist()).toEqual([-0.5, -2]);
  });

  test("adam's first step has the length of the rate", () => {
    const tx = optax.adam<JaxArray>(0.1);
    const [updates] = tx.update(jnp.array([3, -7]), tx.init(jnp.zeros(2)));
    for (const [i, sign] of [-1, 1].entries()) expect(updates.at(i).item()).toBeCloseTo(0.1 * sign, 5);
  });
});
