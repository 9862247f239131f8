// Functions of functions, and loops as functions: what they take and give, how they nest, what they say.

import { describe, expect, test } from "vitest";
import { type Array as JaxArray, jax, jnp, nn } from "../../src/library/jax/index.ts";

const { lax } = jax;
const x = jnp.array([0.3, 0.7]);
const v = jnp.array([1, -2]);
const close = (got: JaxArray, want: JaxArray, atol = 1e-6) => {
  expect([...got.shape]).toEqual([...want.shape]);
  expect(jnp.allclose(got, want, { atol }).item()).toBe(1);
};
const f = (a: JaxArray) => a.sin().mul(a).sum();

describe("grad", () => {
  test("goes by one argument or several, and carries what is auxiliary", () => {
    const g = (a: JaxArray, b: JaxArray) => a.mul(b.square()).sum();
    expect(jax.grad(g, { argnums: 1 })(x, v).tolist()).toEqual(x.mul(v).mul(2).tolist());
    const [da, db] = jax.grad(g, { argnums: [0, -1] })(x, v);
    expect([da.tolist(), db.tolist()]).toEqual([v.square().tolist(), x.mul(v).mul(2).tolist()]);
    const [gradient, more] = jax.grad((a: JaxArray) => [a.sum(), { rows: a.length }] as const, { hasAux: true })(x);
    expect([gradient.tolist(), more.rows]).toEqual([[1, 1], 2]);
    expect(() => jax.grad(g, { argnums: 2 })(x, v)).toThrow("argnums 2, but the function was called with 2 arguments");
  });

  test("gives values that remember nothing", () => {
    const [[loss, aux], gradient] = jax.valueAndGrad((a: JaxArray) => [a.sum(), a.mul(2)] as const, { hasAux: true })(
      x,
    );
    expect([loss.origin, aux.origin, gradient.origin]).toEqual([undefined, undefined, undefined]);
  });

  test("of grad, three deep and more", () => {
    const sin = (a: JaxArray) => a.sin();
    const fifth = jax.grad(jax.grad(jax.grad(jax.grad(jax.grad(sin)))));
    expect(fifth(jnp.array(0.4)).item()).toBeCloseTo(Math.cos(0.4), 6);
  });

  test("does not mix derivatives of different depths up", () => {
    // d/dx of x · d/dy (x + y) is 1, not 2.
    const inner = (a: JaxArray) => a.mul(jax.grad((b: JaxArray) => a.add(b))(jnp.array(1)));
    expect(jax.grad(inner)(jnp.array(3)).item()).toBe(1);
    const forward = (a: JaxArray) => a.mul(jax.jvp((b: JaxArray) => a.add(b), [jnp.array(1)], [jnp.array(1)])[1]);
    expect(jax.jvp(forward, [jnp.array(3)], [jnp.array(1)])[1].item()).toBe(1);
    expect(jax.grad(forward)(jnp.array(3)).item()).toBe(1);
  });
});

describe("vjp, jvp and linearize", () => {
  const many = (p: { w: JaxArray; b: JaxArray }, a: JaxArray) => ({ y: p.w.mul(a).add(p.b), z: p.b.square() });
  const params = { w: jnp.array([2, 3]), b: jnp.array(1) };

  test("take and give trees", () => {
    const [value, pull] = jax.vjp(many, params, x);
    const [dp, dx] = pull({ y: v, z: jnp.array(10) });
    expect([value.z.item(), dp.b.item()]).toEqual([1, -1 + 20]);
    close(dp.w, v.mul(x));
    close(dx, v.mul(params.w));
    const [, push] = jax.jvp(many, [params, x], [{ w: v, b: jnp.array(1) }, jnp.zeros(2)]);
    close(push.y, v.mul(x).add(1));
    expect(push.z.item()).toBe(2);
    const [, line] = jax.linearize(many, params, x);
    close(line({ w: v, b: jnp.array(1) }, jnp.zeros(2)).y, push.y);
    close(line({ w: v.mul(2), b: jnp.array(2) }, jnp.zeros(2)).y, push.y.mul(2));
  });

  test("can be pulled at several times, and again inside other derivatives", () => {
    const [, pull] = jax.vjp(f, x);
    close(pull(jnp.array(1))[0], jax.grad(f)(x));
    close(pull(jnp.array(3))[0], jax.grad(f)(x).mul(3));
    close(jax.vmap((d: JaxArray) => pull(d)[0])(jnp.array([1, 3])), jnp.stack([jax.grad(f)(x), jax.grad(f)(x).mul(3)]));
  });

  test("say what does not fit", () => {
    expect(() => jax.vjp(f, x)[1](jnp.ones(2))).toThrow("vjp: expected the shape [], but got [2]");
    expect(() => jax.jvp(f, [x], [jnp.ones(3)])).toThrow("jvp: expected the shape [2], but got [3]");
    expect(() => jax.vjp(many, params, x)[1]({ y: v } as never)).toThrow("expected a tree {y: *, z: *}");
  });

  test("can read numbers on the way", () => {
    const kinked = (a: JaxArray) => (a.at(0).item() > 0 ? a.mul(2) : a);
    expect(jax.jvp(kinked, [x], [v])[1].tolist()).toEqual([2, -4]);
  });
});

describe("second derivatives", () => {
  test("are the same on all ways", () => {
    const want = jax.hessian(f)(x).matmul(v);
    close(jax.jvp(jax.grad(f), [x], [v])[1], want);
    close(jax.grad((a: JaxArray) => jax.jvp(f, [a], [v])[1])(x), want);
    close(jax.grad((a: JaxArray) => jax.grad(f)(a).mul(v).sum())(x), want);
    close(jax.linearize(jax.grad(f), x)[1](v), want);
    close(jax.jacrev(jax.jacfwd(f))(x), jax.jacfwd(jax.jacrev(f))(x));
    close(jax.jacrev(jax.jacrev(f))(x), jax.jacfwd(jax.jacfwd(f))(x));
  });

  test("of trees are trees of trees", () => {
    const g = (p: { w: JaxArray; b: JaxArray }) => p.w.square().sum().mul(p.b);
    const h = jax.hessian(g)({ w: x, b: jnp.array(2) });
    close(h.w.w, jnp.eye(2).mul(4));
    close(h.w.b, x.mul(2));
    close(h.b.w, x.mul(2));
    expect(h.b.b.item()).toBe(0);
    const rows = jax.jacfwd((a: JaxArray, b: JaxArray) => ({ sum: a.add(b), product: a.mul(b) }), { argnums: 1 })(x, v);
    close(rows.product, jnp.diag(x));
    close(
      jax
        .jacobian((a: JaxArray) => jnp.outer(a, a))(x)
        .at(0),
      jnp.array([
        [0.6, 0],
        [0.7, 0.3],
      ]),
    );
  });

  test("go through layers", () => {
    const images = jax.random.normal(jax.random.key(0), [2, 6, 6, 1]);
    const net = new nn.Sequential([new nn.Conv(2, [3, 3]), nn.tanh, (a) => nn.avgPool(a, [2, 2], { strides: [2, 2] })]);
    const { params } = net.init(jax.random.key(1), images);
    const direction = jax.tree.map((p) => jnp.onesLike(p), params);
    const loss = (p: nn.Params) => net.apply({ params: p }, images).square().mean();
    const [, forward] = jax.jvp(jax.grad(loss), [params], [direction]);
    const dot = (a: nn.Params, b: nn.Params) =>
      jax.tree.leaves(jax.tree.map((p, q) => p.mul(q).sum(), a, b)).reduce((sum, one) => sum.add(one));
    const backward = jax.grad((p: nn.Params) => dot(jax.grad(loss)(p), direction))(params);
    for (const [i, one] of jax.tree.leaves(forward).entries()) close(one, jax.tree.leaves(backward)[i], 1e-5);
  });

  test("go through recurrent layers", () => {
    const rnn = new nn.RNN(new nn.GRUCell(3));
    const series = jax.random.normal(jax.random.key(2), [2, 4, 2]);
    const variables = rnn.init(jax.random.key(3), series);
    const loss = (a: JaxArray) => (rnn.apply(variables, a) as JaxArray).square().sum();
    const along = jnp.onesLike(series);
    const want = jax.grad((a: JaxArray) => jax.grad(loss)(a).sum())(series);
    close(jax.jvp(jax.grad(loss), [series], [along])[1], want, 1e-5);
    close(jax.vmap(jax.grad((a: JaxArray) => loss(a.reshape(1, 4, 2))))(series), jax.grad(loss)(series), 1e-5);
  });
});

describe("vmap", () => {
  test("nests, with axes in and out", () => {
    const table = jax.vmap(
      jax.vmap((a: JaxArray, b: JaxArray) => a.mul(b), [0, null]),
      [null, 0],
      1,
    );
    expect(table(jnp.array([1, 2, 3]), jnp.array([1, 10])).tolist()).toEqual([
      [1, 10],
      [2, 20],
      [3, 30],
    ]);
    const rows = jnp.arange(6).reshape(2, 3);
    expect(
      jax
        .vmap(
          (p: { a: JaxArray; b: JaxArray }) => p.a.add(p.b),
          [{ a: 1, b: null }],
        )({ a: rows, b: v })
        .tolist(),
    ).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
  });

  test("gives what does not depend on the example to all", () => {
    expect(
      jax
        .vmap((_a: JaxArray) => jnp.ones(2))(rowsOf(3))
        .tolist(),
    ).toEqual([
      [1, 1],
      [1, 1],
      [1, 1],
    ]);
  });

  test("loops where numbers are read, and calls once where not", () => {
    let calls = 0;
    const branch = (a: JaxArray) => {
      calls += 1;
      return a.sum().item() > 3 ? a : a.neg();
    };
    expect(
      jax
        .vmap(branch)(
          jnp.array([
            [1, 1],
            [2, 2],
          ]),
        )
        .tolist(),
    ).toEqual([
      [-1, -1],
      [2, 2],
    ]);
    expect(calls).toBe(3);
    const pick = (logits: JaxArray, label: JaxArray) => nn.logSoftmax(logits).at(label);
    const logits = jax.random.normal(jax.random.key(0), [3, 4]);
    const labels = jnp.array([1, 0, 3], { dtype: "int32" });
    close(jax.vmap(pick)(logits, labels), jnp.takeAlongAxis(nn.logSoftmax(logits), labels.reshape(3, 1), 1).reshape(3));
  });

  test("gives gradients of each example", () => {
    const model = new nn.Dense(1);
    const data = jax.random.normal(jax.random.key(0), [5, 3]);
    const { params } = model.init(jax.random.key(1), data);
    const loss = (p: nn.Params, a: JaxArray) => model.apply({ params: p }, a).square().sum();
    const each = jax.vmap(jax.grad(loss), [null, 0])(params, data);
    expect((each.kernel as JaxArray).shape).toEqual([5, 3, 1]);
    close((each.kernel as JaxArray).sum({ axis: 0 }), jax.grad(loss)(params, data).kernel as JaxArray, 1e-5);
  });

  test("goes inside jit, and around it", () => {
    const fast = jax.jit(jax.vmap(jax.grad(f)));
    const slow = jax.vmap(jax.grad(jax.jit(f)));
    const data = jax.random.normal(jax.random.key(0), [4, 2]);
    for (let i = 0; i < 4; i++) {
      close(fast(data), jax.vmap(jax.grad(f))(data));
      close(slow(data.mul(i)), jax.vmap(jax.grad(f))(data.mul(i)));
      close(jax.jit((a: JaxArray) => jax.jvp(f, [a], [v])[1])(x.mul(i)), jax.jvp(f, [x.mul(i)], [v])[1]);
    }
    const hvp = jax.jit((a: JaxArray) => jax.jvp(jax.grad(f), [a], [v])[1]);
    for (let i = 0; i < 4; i++) close(hvp(x.mul(i)), jax.hessian(f)(x.mul(i)).matmul(v));
  });

  test("says what does not fit", () => {
    expect(() => jax.vmap(f, 2)(jnp.ones([2, 2]))).toThrow("inAxes names axis 2 of an array of shape [2, 2]");
    expect(() => jax.vmap(f, [0, 0])(x)).toThrow("inAxes has 2 entries for 1 arguments");
  });
});
const rowsOf = (n: number) => jnp.zeros([n, 1]);

describe("derivatives of one's own making", () => {
  test("customVjp", () => {
    const clipped = jax.customVjp((a: JaxArray, b: JaxArray) => a.mul(b));
    expect(() => jax.grad((a: JaxArray) => clipped(a, v).sum())(x)).toThrow("call defvjp first");
    clipped.defvjp(
      (a, b) => [a.mul(b), b] as const,
      (b, dy) => [dy.mul(b).clip(-1, 1), null],
    );
    expect(clipped(x, v).tolist()).toEqual(x.mul(v).tolist());
    const [da, db] = jax.grad((a: JaxArray, b: JaxArray) => clipped(a, b).sum(), { argnums: [0, 1] })(x, v);
    expect([da.tolist(), db.tolist()]).toEqual([
      [1, -1],
      [0, 0],
    ]);
  });

  test("customJvp, both ways and twice", () => {
    const own = jax.customJvp((a: JaxArray) => a.sin().mul(a));
    own.defjvp(([a], [t]) => [a.sin().mul(a), a.cos().mul(a).add(a.sin()).mul(t)]);
    const scalar = (a: JaxArray) => own(a).sum();
    close(jax.jvp(own, [x], [v])[1], jax.jvp((a: JaxArray) => a.sin().mul(a), [x], [v])[1]);
    close(jax.grad(scalar)(x), jax.grad(f)(x));
    close(jax.hessian(scalar)(x), jax.hessian(f)(x));
  });

  test("checkpoint computes again, and gives the same", () => {
    let calls = 0;
    const again = jax.checkpoint((a: JaxArray, b: JaxArray) => {
      calls += 1;
      return { y: a.sin().mul(b), z: b.square() };
    });
    const loss = (a: JaxArray, b: JaxArray) => {
      const { y, z } = again(a, b);
      return y.mul(z).sum();
    };
    const plain = (a: JaxArray, b: JaxArray) => a.sin().mul(b).mul(b.square()).sum();
    const both = { argnums: [0, 1] } as const;
    const [got, want] = [jax.grad(loss, both)(x, v), jax.grad(plain, both)(x, v)];
    expect(calls).toBe(2);
    close(got[0], want[0]);
    close(got[1], want[1]);
    close(jax.hessian(loss)(x, v), jax.hessian(plain)(x, v));
  });
});

describe("lax", () => {
  test("scan carries a state, forwards and backwards, with gradients", () => {
    const step = (carry: JaxArray, a: JaxArray) => [carry.mul(0.5).add(a), carry] as const;
    const [last, seen] = lax.scan(step, jnp.array(0), jnp.array([1, 2, 4]));
    expect([last.item(), seen.tolist()]).toEqual([5.25, [0, 1, 2.5]]);
    expect(lax.scan(step, jnp.array(0), jnp.array([1, 2, 4]), { reverse: true })[1].tolist()).toEqual([4, 4, 0]);
    expect(
      jax
        .grad((a: JaxArray) => lax.scan(step, jnp.array(0), a)[0])(jnp.ones(3))
        .tolist(),
    ).toEqual([0.25, 0.5, 1]);
    const [count] = lax.scan((c: JaxArray) => [c.add(1), null] as const, jnp.array(0), null, { length: 4 });
    expect(count.item()).toBe(4);
    expect(() => lax.scan(step, jnp.array(0), null as never)).toThrow("give a length");
  });

  test("branches and loops", () => {
    const [inc, dec] = [(a: JaxArray) => a.add(1), (a: JaxArray) => a.sub(1)];
    expect(lax.cond(jnp.array(3).gt(2), inc, dec, x).tolist()).toEqual(x.add(1).tolist());
    expect(lax.switch(5, [inc, dec], x).tolist()).toEqual(x.sub(1).tolist());
    expect(
      lax
        .whileLoop(
          (a: JaxArray) => a.lt(100),
          (a) => a.mul(2),
          jnp.array(3),
        )
        .item(),
    ).toBe(192);
    expect(lax.foriLoop(0, 4, (i, a: JaxArray) => a.add(i), jnp.array(0)).item()).toBe(6);
    expect(lax.map((a: JaxArray) => a.sum(), jnp.ones([3, 2])).tolist()).toEqual([2, 2, 2]);
    expect(lax.associativeScan((a, b) => a.mul(b), jnp.array([1, 2, 3, 4])).tolist()).toEqual([1, 2, 6, 24]);
    const absolute = jax.vmap((a: JaxArray) =>
      lax.cond(
        a.gt(0),
        (b: JaxArray) => b,
        (b: JaxArray) => b.neg(),
        a,
      ),
    );
    expect(absolute(jnp.array([-1, 2])).tolist()).toEqual([1, 2]);
  });

  test("slices move inside, windows reduce", () => {
    const a = jnp.arange(12).reshape(3, 4);
    expect(lax.dynamicSlice(a, [2, 1], [2, 2]).tolist()).toEqual([
      [5, 6],
      [9, 10],
    ]);
    expect(lax.dynamicIndexInDim(a, jnp.array(1), 0).tolist()).toEqual([4, 5, 6, 7]);
    expect(lax.dynamicUpdateSlice(jnp.zeros(4), jnp.ones(2), [1]).tolist()).toEqual([0, 1, 1, 0]);
    expect(lax.reduceWindow(a, "add", [2, 2], [1, 2], "VALID").tolist()).toEqual([
      [10, 18],
      [26, 34],
    ]);
    expect(lax.reduceWindow(a, "max", [3, 3], [2, 2], "SAME").tolist()).toEqual([
      [6, 7],
      [10, 11],
    ]);
    const [values, indices] = lax.topK(jnp.array([3, 1, 2]), 2);
    expect([values.tolist(), indices.tolist()]).toEqual([
      [3, 2],
      [0, 2],
    ]);
    expect(lax.broadcastInDim(v, [3, 2], [1]).tolist()).toEqual([
      [1, -2],
      [1, -2],
      [1, -2],
    ]);
  });
});

describe("tree", () => {
  const tree = { b: [v, x], a: jnp.array(1) };
  test("flattens in the alphabet's order, and back", () => {
    const [leaves, form] = jax.tree.flatten(tree);
    expect([leaves.map(({ shape }) => shape.length), `${form}`]).toEqual([[0, 1, 1], "PyTreeDef({a: *, b: [*, *]})"]);
    expect(jax.tree.unflatten(form, leaves).b[1]).toBe(x);
    expect(() => jax.tree.unflatten(form, [x])).toThrow("1 arrays for 3 places");
    expect(jax.tree.reduce((sum, leaf) => sum + leaf.size, tree, 0)).toBe(5);
    expect([jax.tree.all(tree), jax.tree.all({ a: jnp.zeros(1) })]).toEqual([true, false]);
  });
});

test("names of devices and trees are JAX's", () => {
  const tree = { w: jnp.ones(2), b: [jnp.zeros([])] };
  expect(jax.deviceGet(jax.devicePut(tree, jax.devices()[0]))).toBe(tree);
  expect([jax.deviceCount(), jax.localDeviceCount(), jax.defaultBackend()]).toEqual([1, 1, "cpu"]);
  expect(jax.treeUtil.treeMap((x) => x.add(1), tree).w.tolist()).toEqual([2, 2]);
  const [leaves, structure] = jax.treeUtil.treeFlatten(tree);
  expect(jax.treeUtil.treeUnflatten(structure, leaves).w).toBe(tree.w);
});
