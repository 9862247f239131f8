// Attention, losses and activations as PyTorch has them; hooks, anomaly mode and derivatives of functions.

import { describe, expect, test } from "vitest";
import * as torch from "../../src/library/torch/index.ts";
import { cotangent, expectClose, load, type Recorded, reference } from "./reference.ts";

const { nn } = torch;
const F = nn.functional;

type Option = boolean | number | string | Recorded;
const { attention, losses, activations, group } = reference<{
  attention: {
    options: Record<string, boolean | number>;
    inputs: Recorded[];
    call: Record<string, Option>;
    parameters: Record<string, Recorded>;
    output: Recorded;
    weights: Recorded;
    gradients: Recorded[];
    parameterGradients: Record<string, Recorded>;
  }[];
  losses: {
    name: string;
    x: Recorded;
    y: Recorded;
    options: Record<string, Option>;
    value: Recorded;
    gradient: Recorded;
  }[];
  activations: { name: string; x: Recorded; y: Recorded; options: Record<string, Option>; gradient: Recorded }[];
  group: { weight: Recorded; bias: Recorded; x: Recorded; y: Recorded; gradient: Recorded; text: string };
}>("nn.json");

const camel = (name: string): string => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
/** Python's keyword arguments as ours. */
const ours = (options: Record<string, Option>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(options).map(([key, one]) => [camel(key), typeof one === "object" ? load(one) : one]),
  );

describe("MultiheadAttention", () => {
  for (const one of attention)
    test(JSON.stringify([one.options, Object.keys(one.call)]), () => {
      const layer = new nn.MultiheadAttention(4, 2, ours(one.options));
      const names = Object.keys(one.parameters);
      expect(layer.namedParameters().map(([name]) => name)).toEqual(names.map(camel));
      layer.loadStateDict(Object.fromEntries(names.map((name) => [name, load(one.parameters[name]!)])));
      const [q, k, v] = one.inputs.map((input) => load(input).requiresGrad_());
      const [output, weights] = layer.call(q!, k!, v!, ours(one.call));
      expectClose(output, one.output, 1e-5, "output");
      expectClose(weights!, one.weights, 1e-5, "weights");
      output.backward(cotangent(output));
      for (const [i, input] of [q, k, v].entries()) expectClose(input!.grad!, one.gradients[i]!, 1e-4, `input ${i}`);
      for (const [i, [name, parameter]] of layer.namedParameters().entries())
        expectClose(parameter.grad!, one.parameterGradients[names[i]!]!, 1e-4, name);
    });
  test("as a function, without later places", () => {
    torch.manualSeed(0);
    const [q, k, v] = [0, 1, 2].map(() => torch.randn(2, 3, 4));
    const causal = F.scaledDotProductAttention(q!, k!, v!, { isCausal: true });
    const scores = q!
      .matmul(k!.transpose(1, 2))
      .div(2)
      .add(torch.triu(torch.full([3, 3], Number.NEGATIVE_INFINITY), 1));
    expect(causal.sub(scores.softmax(-1).matmul(v!)).abs().max().item()).toBeLessThan(1e-6);
    expect(F.scaledDotProductAttention(q!, k!, v!, { attnMask: torch.ones(3, 3).tril().bool() }).tolist()).toEqual(
      causal.tolist(),
    );
  });
  test("sizes that do not fit are refused", () => {
    expect(() => new nn.MultiheadAttention(4, 3)).toThrow("embed_dim must be divisible by num_heads");
    const x = torch.zeros(2, 2, 3);
    expect(() => new nn.MultiheadAttention(4, 2).call(x, x, x)).toThrow(
      "was expecting embedding dimension of 4, but got 3",
    );
  });
});

describe("losses", () => {
  const named = F as unknown as Record<string, (x: torch.Tensor, y: torch.Tensor, options: object) => torch.Tensor>;
  for (const { name, x, y, options, value, gradient } of losses)
    test(`${name} ${JSON.stringify(Object.keys(options))} of [${x.shape}] and [${y.shape}] ${y.dtype}`, () => {
      const input = load(x).requiresGrad_();
      const found = named[camel(name)]!(input, load(y), ours(options));
      expectClose(found, value, 1e-5, "value");
      found.backward(cotangent(found));
      expectClose(input.grad!, gradient, 1e-4, "gradient");
    });
});

describe("activations", () => {
  const named = F as unknown as Record<string, (x: torch.Tensor, options: object) => torch.Tensor>;
  for (const { name, x, y, options, gradient } of activations)
    test(`${name} ${JSON.stringify(options)}`, () => {
      const input = load(x).requiresGrad_();
      const found = named[camel(name)]!(input, ours(options));
      expectClose(found, y, 1e-5, "value");
      found.backward(cotangent(found));
      expectClose(input.grad!, gradient, 1e-5, "gradient");
    });
  test("as layers, PReLU with a slope that learns", () => {
    const x = torch.tensor([-2, 3]);
    for (const layer of [
      new nn.GELU(),
      new nn.SELU(),
      new nn.Mish(),
      new nn.Softsign(),
      new nn.ReLU6(),
      new nn.Hardtanh(),
      new nn.LogSigmoid(),
    ])
      expect(layer.call(x).shape).toEqual([2]);
    const prelu = new nn.PReLU();
    prelu.call(x).sum().backward();
    expect([prelu.call(x).tolist(), prelu.weight.grad!.tolist()]).toEqual([[-0.5, 3], [-2]]);
  });
});

test("group normalization", () => {
  const layer = new nn.GroupNorm(2, 4);
  layer.loadStateDict({ weight: load(group.weight), bias: load(group.bias) });
  const x = load(group.x).requiresGrad_();
  const y = layer.call(x);
  expectClose(y, group.y, 1e-5, "output");
  y.backward(cotangent(y));
  expectClose(x.grad!, group.gradient, 1e-4, "gradient");
  expect(`${layer}`).toBe(group.text);
});

test("lazy batch normalization takes its channels from the first input", () => {
  const layer = new nn.LazyBatchNorm2d();
  const x = torch.randn(2, 3, 4, 4);
  expect(layer.call(x).tolist()).toEqual(new nn.BatchNorm2d(3).call(x).tolist());
  expect(layer.parameters().map(({ shape }) => shape)).toEqual([[3], [3]]);
});

describe("hooks", () => {
  test("see a gradient, and change it", () => {
    const x = torch.tensor([1, 2], { requiresGrad: true });
    const y = x.mul(3);
    const seen: unknown[] = [];
    y.registerHook((gradient) => {
      seen.push(gradient.tolist());
      return gradient.mul(10);
    });
    const last = x.registerHook((gradient) => gradient.clamp({ max: 50 }));
    y.retainGrad();
    y.mul(torch.tensor([1, 2]))
      .sum()
      .backward();
    expect(seen).toEqual([[1, 2]]);
    expect(y.grad!.tolist()).toEqual([10, 20]);
    expect(x.grad!.tolist()).toEqual([30, 50]);
    last.remove();
    x.mul(100).sum().backward();
    expect(x.grad!.tolist()).toEqual([130, 150]);
    expect(() => torch.ones(1).registerHook((g) => g)).toThrow(
      "cannot register a hook on a tensor that doesn't require gradient",
    );
  });
  test("of modules see inputs and outputs, inside of others too", () => {
    const inner = new nn.Linear(2, 1, { bias: false });
    const net = new nn.Sequential(inner, new nn.ReLU());
    const shapes: unknown[] = [];
    const before = inner.registerForwardPreHook((_module, [x]) => [x!.mul(0)]);
    inner.registerForwardHook((module, [x], output) => {
      shapes.push([module.constructor.name, x!.shape, output.shape]);
      return output.add(5);
    });
    expect(net.call(torch.ones(3, 2)).tolist()).toEqual([[5], [5], [5]]);
    expect(shapes).toEqual([["Linear", [3, 2], [3, 1]]]);
    before.remove();
    expect(net.call(torch.ones(1, 2)).item()).not.toBe(5);
  });
});

describe("anomaly mode", () => {
  const broken = () => {
    const x = torch.tensor([0, 1], { requiresGrad: true });
    x.sqrt().mul(0).sum().backward();
    return x.grad!.tolist();
  };
  test("names the operation that made the first NaN, and where it was called", () => {
    expect(broken()).toEqual([Number.NaN, 0]);
    let thrown: unknown;
    try {
      torch.autograd.detectAnomaly(broken);
    } catch (error) {
      thrown = error;
    }
    expect((thrown as Error).message).toBe("Function 'SqrtBackward0' returned nan values in its 0th output.");
    expect(((thrown as Error).cause as Error).stack).toContain("nn.test.ts");
    expect(broken()).toEqual([Number.NaN, 0]);
  });
});

describe("derivatives of functions", () => {
  const f = (x: torch.Tensor) => x.pow(3).mul(torch.tensor([1, 2]));
  const x = torch.tensor([2, 3]);
  const { functional } = torch.autograd;
  test("as matrices and products", () => {
    expect(functional.jacobian(f, x).tolist()).toEqual([
      [12, 0],
      [0, 54],
    ]);
    expect(functional.hessian((at) => f(at).sum(), x).tolist()).toEqual([
      [12, 0],
      [0, 36],
    ]);
    expect(functional.vjp(f, x, torch.tensor([1, 0.5]))[1].tolist()).toEqual([12, 27]);
    expect(functional.jvp(f, x, torch.tensor([1, 0.5]))[1].tolist()).toEqual([12, 27]);
    expect(functional.hvp((at) => f(at).sum(), x, torch.tensor([1, 1]))[1].tolist()).toEqual([12, 36]);
    expect(() => functional.hessian(f, x)).toThrow("single element");
  });
  test("of what is not used are refused, unless it is said", () => {
    const a = torch.tensor([2, 3]).requiresGrad_();
    const b = torch.tensor([1]).requiresGrad_();
    expect(() => torch.autograd.grad(f(a).sum(), [a, b])).toThrow("appears to not have been used in the graph");
    const [ofA, ofB] = torch.autograd.grad(f(a).sum(), [a, b], { allowUnused: true });
    expect(ofA!.tolist()).toEqual([12, 54]);
    expect(ofB).toBeNull();
    expect(functional.jacobian(() => a.mul(2), x).tolist()).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });
});
