// Planned functions: the same numbers as without a plan, call after call, and what cannot be planned runs as it is.

import { describe, expect, test } from "vitest";
import { jax, jnp, type Array as NumpyArray } from "../../src/library/jax/index.ts";
import { type Compiled, compile } from "../../src/library/plan/index.ts";
import * as torch from "../../src/library/torch/index.ts";

const { nn } = torch;

/** What became of a compiled function's forms of arguments. */
const reportOf = (fn: unknown): readonly string[] => (fn as Compiled<unknown[], unknown>).report();

/** Three batches of examples, and a fourth. */
function batches(count: number): { readonly X: torch.Tensor; readonly y: torch.Tensor }[] {
  torch.manualSeed(1);
  return Array.from({ length: count }, () => ({ X: torch.randn(8, 5), y: torch.randint(0, 3, [8]) }));
}

function mlp(...extra: torch.nn.Module[]): torch.nn.Module {
  torch.manualSeed(2);
  return new nn.Sequential(new nn.Linear(5, 16), new nn.Tanh(), ...extra, new nn.Linear(16, 3));
}

/** All that a model holds after five steps, and the losses: eager or with the step compiled. */
function trained(net: torch.nn.Module, optimizer: torch.optim.Optimizer, isCompiled: boolean) {
  torch.manualSeed(3);
  const loss = new nn.CrossEntropyLoss();
  const plain = (X: torch.Tensor, y: torch.Tensor): torch.Tensor => {
    optimizer.zeroGrad();
    const value = loss.call(net.call(X), y);
    value.backward();
    optimizer.step();
    return value;
  };
  const step = isCompiled ? torch.compile(plain) : plain;
  const losses = batches(6).map(({ X, y }) => step(X, y).item());
  if (isCompiled) expect(reportOf(step)).toEqual(["planned"]);
  const state = Object.entries(net.stateDict()).map(([name, one]) => [name, one.tolist()]);
  const gradients = net.parameters().map(({ grad }) => grad?.tolist());
  return { losses, state, gradients };
}

const cases: Record<string, () => [torch.nn.Module, torch.optim.Optimizer]> = {
  "a perceptron by SGD": () => {
    const net = mlp();
    return [net, new torch.optim.SGD(net.parameters(), { lr: 0.1, momentum: 0.9 })];
  },
  "a perceptron by Adam": () => {
    const net = mlp(new nn.Linear(16, 16), new nn.ReLU());
    return [net, new torch.optim.Adam(net.parameters())];
  },
  "batch normalization, whose statistics move": () => {
    const net = mlp(new nn.BatchNorm1d(16));
    return [net, new torch.optim.SGD(net.parameters(), { lr: 0.1 })];
  },
  "dropout, which draws": () => {
    const net = mlp(new nn.Dropout(0.5));
    return [net, new torch.optim.SGD(net.parameters(), { lr: 0.1 })];
  },
  "layers that are lazy": () => {
    const net = mlp(new nn.LazyLinear(16));
    net.call(torch.zeros(1, 5));
    return [net, new torch.optim.SGD(net.parameters(), { lr: 0.1 })];
  },
};

describe("a training step in the PyTorch dialect", () => {
  for (const [name, make] of Object.entries(cases))
    test(name, () => expect(trained(...make(), true)).toEqual(trained(...make(), false)));

  test("a convolutional network", () => {
    const make = () => {
      torch.manualSeed(4);
      const net = new nn.Sequential(
        new nn.Conv2d(1, 4, 3, { padding: 1 }),
        new nn.Sigmoid(),
        new nn.AvgPool2d(2),
        new nn.Conv2d(4, 6, 3),
        new nn.ReLU(),
        new nn.MaxPool2d(2),
        new nn.Flatten(),
        new nn.Linear(6, 3),
      );
      const optimizer = new torch.optim.SGD(net.parameters(), { lr: 0.1 });
      const step = (X: torch.Tensor, y: torch.Tensor) => {
        optimizer.zeroGrad();
        const value = nn.functional.crossEntropy(net.call(X), y);
        value.backward();
        optimizer.step();
        return value;
      };
      return { net, step };
    };
    const run = (isCompiled: boolean) => {
      const { net, step } = make();
      const used = isCompiled ? torch.compile(step) : step;
      torch.manualSeed(5);
      const losses = [1, 2, 3, 4, 5].map(() => used(torch.randn(4, 1, 10, 10), torch.randint(0, 3, [4])).item());
      if (isCompiled) expect(reportOf(used)).toEqual(["planned"]);
      return [losses, net.parameters().map((one) => one.tolist())];
    };
    expect(run(true)).toEqual(run(false));
  });

  test("updates by hand", () => {
    const run = (isCompiled: boolean) => {
      torch.manualSeed(6);
      const w = torch.randn(5, 1).requiresGrad_();
      const b = torch.zeros(1, { requiresGrad: true });
      const plain = (X: torch.Tensor, y: torch.Tensor) => {
        const loss = X.matmul(w).add(b).sub(y.reshape(-1, 1)).pow(2).mean();
        loss.backward();
        torch.noGrad(() => {
          for (const one of [w, b]) {
            one.sub_(one.grad!.mul(0.05));
            one.grad!.zero_();
          }
        });
        return loss;
      };
      const step = isCompiled ? torch.compile(plain) : plain;
      const losses = batches(6).map(({ X, y }) => step(X, y).item());
      return [losses, w.tolist(), b.tolist()];
    };
    expect(run(true)).toEqual(run(false));
  });
});

describe("a compiled module", () => {
  const run = (isCompiled: boolean, calls: (net: { call(X: torch.Tensor): torch.Tensor }, X: torch.Tensor) => void) => {
    const net = mlp(new nn.BatchNorm1d(16));
    const used = isCompiled ? torch.compile(net) : net;
    const optimizer = new torch.optim.SGD(net.parameters(), { lr: 0.1 });
    const outputs: unknown[] = [];
    for (const { X, y } of batches(6)) {
      calls(used, X);
      optimizer.zeroGrad();
      const out = used.call(X);
      nn.functional.crossEntropy(out, y).backward();
      optimizer.step();
      outputs.push(out.tolist());
    }
    return [outputs, Object.entries(net.stateDict()).map(([, one]) => one.tolist())];
  };
  test("trains as without a plan", () => expect(run(true, () => {})).toEqual(run(false, () => {})));
  test("may be called again before the backward pass", () => {
    const more = (net: { call(X: torch.Tensor): torch.Tensor }, X: torch.Tensor) => void net.call(X.mul(2));
    expect(run(true, more)).toEqual(run(false, more));
  });
  test("two outputs wait for one backward pass", () => {
    const both = (isCompiled: boolean) => {
      const net = mlp();
      const used = isCompiled ? torch.compile(net) : net;
      const gradients: unknown[] = [];
      for (const { X } of batches(5)) {
        net.zeroGrad();
        const first = used.call(X);
        const second = used.call(X.mul(3));
        first.mul(second).sum().backward();
        gradients.push(net.parameters().map(({ grad }) => grad?.tolist()));
      }
      return gradients;
    };
    expect(both(true)).toEqual(both(false));
  });
  test("knows training from evaluation, and a new parameter", () => {
    const net = mlp(new nn.Dropout(0.5));
    const compiled = torch.compile(net);
    const X = torch.ones(2, 5);
    for (let i = 0; i < 4; i++) compiled.call(X);
    net.eval();
    for (let i = 0; i < 4; i++) expect(compiled.call(X).tolist()).toEqual(net.call(X).tolist());
  });
  test("gives gradients to its inputs, and gradients of gradients", () => {
    const net = mlp();
    const compiled = torch.compile(net);
    const at = (used: { call(X: torch.Tensor): torch.Tensor }) => {
      const X = torch.linspace(-1, 1, 10).reshape(2, 5).requiresGrad_();
      const [first] = torch.autograd.grad(used.call(X).pow(2).sum(), X, { createGraph: true });
      const [second] = torch.autograd.grad(first!.pow(2).sum(), X);
      return torch.stack([first!, second!]);
    };
    const wanted = at(net);
    for (let i = 0; i < 4; i++) expect(at(compiled).sub(wanted).abs().max().item()).toBeLessThan(1e-7);
  });
  test("goes backward twice when the graph is kept", () => {
    const net = mlp();
    const compiled = torch.compile(net);
    const gradients = (used: { call(X: torch.Tensor): torch.Tensor }) => {
      net.zeroGrad();
      const out = used.call(torch.ones(2, 5)).sum();
      out.backward(null, { retainGraph: true });
      out.backward();
      return net.parameters().map(({ grad }) => grad?.tolist());
    };
    const wanted = gradients(net);
    for (let i = 0; i < 4; i++) expect(gradients(compiled)).toEqual(wanted);
  });
});

describe("what is not planned", () => {
  const count = (fn: (x: torch.Tensor) => unknown) => {
    let calls = 0;
    const compiled = compile((x: torch.Tensor) => {
      calls += 1;
      return fn(x);
    });
    const results = [1, -1, 2, -2].map((value) => compiled(torch.tensor([value, 3])));
    return { calls, results, report: compiled.report() };
  };
  test("a branch by a value", () => {
    const { calls, results, report } = count((x) => (x.at(0).item() > 0 ? x.mul(2) : x.neg()));
    expect(results.map((one) => (one as torch.Tensor).tolist())).toEqual([
      [2, 6],
      [1, -3],
      [4, 6],
      [2, -3],
    ]);
    expect([calls, report]).toEqual([4, ["it reads the elements of a tensor"]]);
  });
  test("a draw outside of an operation", () => {
    const generator = new torch.Generator();
    const { report } = count((x) => x.mul(generator.double()));
    expect(report).toEqual(["it draws random numbers outside of an operation"]);
  });
  test("but one inside is done anew in each run", () => {
    const drawn = (isCompiled: boolean) => {
      torch.manualSeed(9);
      const plain = (x: torch.Tensor) => x.add(torch.nn.functional.dropout(x, { p: 0.5 }));
      const fn = isCompiled ? compile(plain) : plain;
      return [1, 2, 3, 4, 5].map(() => fn(torch.ones(20)).tolist());
    };
    expect(drawn(true)).toEqual(drawn(false));
    expect(new Set(drawn(true).map(String)).size).toBe(5);
  });
  test("a tensor that is made and changed in place", () => {
    const { results, report } = count((x) => torch.zeros(2).add_(x));
    expect(results.map((one) => (one as torch.Tensor).tolist())).toEqual([
      [1, 3],
      [-1, 3],
      [2, 3],
      [-2, 3],
    ]);
    expect(report).toEqual(["it changes a tensor in place that it has made itself"]);
  });
  test("but a function of tensors is, once for each shape, and called no more", () => {
    let calls = 0;
    const compiled = compile((x: torch.Tensor, options: { readonly scale: number }) => {
      calls += 1;
      return { double: x.mul(options.scale), parts: [x.sum(), x.at("1:")] };
    });
    for (let i = 0; i < 5; i++) {
      const { double, parts } = compiled(torch.tensor([i, 2, 3]), { scale: 2 });
      expect([double, ...parts].map((one) => one.tolist())).toEqual([[2 * i, 4, 6], 5 + i, [2, 3]]);
    }
    expect(calls).toBe(2);
    compiled(torch.ones(4), { scale: 2 });
    compiled(torch.tensor([1, 2, 3]), { scale: 3 });
    expect(calls).toBe(4);
  });
  test("results stay what they were", () => {
    const compiled = compile((x: torch.Tensor) => x.mul(2).add(1));
    const results = [1, 2, 3, 4, 5].map((value) => compiled(torch.tensor([value])));
    expect(results.map((one) => one.tolist())).toEqual([[3], [5], [7], [9], [11]]);
  });
});

describe("a plan's kernels", () => {
  test("follow arguments that begin elsewhere in their storages", () => {
    const all = torch.arange(40, { dtype: torch.float32 });
    const fn = (x: torch.Tensor, y: torch.Tensor) => x.mul(y).add(x.at(0)).sum();
    const compiled = compile(fn);
    for (const [from, to] of [
      [0, 8],
      [4, 16],
      [12, 0],
      [32, 4],
      [8, 8],
    ] as const) {
      const [x, y] = [all.at(`${from}:${from + 8}`), all.at(`${to}:${to + 8}`)];
      expect(compiled(x, y).item()).toBe(fn(x, y).item());
    }
    expect(compiled.report()).toEqual(["planned"]);
  });
  test("leave to themselves what comes in another form than before", () => {
    const w = torch.zeros(2, 3).requiresGrad_();
    const step = (x: torch.Tensor) => {
      const y = x.mul(w.grad!).add(1);
      w.grad!.add_(x.mul(0.5));
      return y.mul(2);
    };
    const run = (fn: typeof step) => {
      const results: unknown[] = [];
      for (let i = 0; i < 8; i++) {
        // Whole, then turned, then anew.
        w.grad = i === 4 ? torch.ones(3, 2).t() : i % 2 === 0 ? torch.full([2, 3], i) : w.grad;
        results.push(torch.noGrad(() => fn(torch.full([2, 3], i + 1))).tolist(), w.grad!.tolist());
      }
      return results;
    };
    expect(run(compile(step))).toEqual(run(step));
  });
  test("count their changes in place", () => {
    const scale = torch.ones(3);
    const grow = compile((x: torch.Tensor) => {
      scale.add_(x);
      return scale.mul(1);
    });
    for (let i = 0; i < 5; i++) {
      const x = torch.ones(3, { requiresGrad: true });
      const product = x.mul(scale).sum();
      torch.noGrad(() => grow(torch.ones(3)));
      expect(() => product.backward()).toThrow("has been modified by an inplace operation");
    }
    expect(scale.tolist()).toEqual([6, 6, 6]);
  });
});

describe("jax.jit", () => {
  const loss = (params: { w: NumpyArray; b: NumpyArray }, X: NumpyArray, y: NumpyArray) =>
    jnp.mean(jnp.square(jnp.tanh(X.matmul(params.w).add(params.b)).sub(y)));
  const data = () => {
    const keys = jax.random.split(jax.random.key(0), 3);
    return {
      params: { w: jax.random.normal(keys[0], [4, 2]), b: jnp.zeros([2]) },
      X: jax.random.normal(keys[1], [6, 4]),
      y: jax.random.normal(keys[2], [6, 2]),
    };
  };
  test("of gradients: a training step over trees", () => {
    const train = (step: typeof plain) => {
      let { params, X, y } = data();
      const losses: unknown[] = [];
      for (let i = 0; i < 6; i++) {
        const [value, next] = step(params, X, y);
        losses.push(value.tolist());
        params = next;
      }
      return [losses, params.w.tolist(), params.b.tolist()];
    };
    const plain = (params: { w: NumpyArray; b: NumpyArray }, X: NumpyArray, y: NumpyArray) => {
      const [value, gradients] = jax.valueAndGrad(loss)(params, X, y);
      return [value, jax.tree.map((p, g) => p.sub(g.mul(0.1)) as NumpyArray, params, gradients)] as const;
    };
    const planned = jax.jit(plain);
    expect(train(planned)).toEqual(train(plain));
    expect(reportOf(planned)).toEqual(["planned"]);
  });
  test("inside of gradients", () => {
    const { params, X, y } = data();
    const wanted = jax.grad(loss)(params, X, y);
    const gradient = jax.grad(jax.jit(loss));
    for (let i = 0; i < 4; i++) {
      const found = gradient(params, X, y);
      expect([found.w.tolist(), found.b.tolist()]).toEqual([wanted.w.tolist(), wanted.b.tolist()]);
    }
  });
  test("of second derivatives", () => {
    const f = (x: NumpyArray) => jnp.sum(jnp.exp(x.mul(x)));
    const H = jax.jit(jax.hessian(f));
    for (let i = 0; i < 4; i++) {
      const x = jnp.array([0.1 * i, 0.5, -0.3]);
      expect(H(x).tolist()).toEqual(jax.hessian(f)(x).tolist());
    }
  });
});
