// PyTorch's layers: their first weights, their statistics, their text, and what a model saves.

import { describe, expect, test } from "vitest";
import * as torch from "../../src/library/torch/index.ts";
import { cotangent, expectClose, load, type Recorded, reference } from "./reference.ts";

const { nn } = torch;

const { norms, texts, drawn } = reference<{
  norms: Record<
    string,
    {
      steps: { x: Recorded; y: Recorded; dx: Recorded; dw: Recorded }[];
      mean: Recorded;
      var: Recorded;
      text: string;
    }
  >;
  texts: Record<string, string>;
  drawn: Record<string, Recorded>;
}>("layers.json");

describe("batch normalization goes PyTorch's way", () => {
  const makers: Record<string, () => torch.nn.BatchNorm1d | torch.nn.BatchNorm2d> = {
    BatchNorm1d: () => new nn.BatchNorm1d(3, { momentum: 0.2 }),
    "BatchNorm1d, L": () => new nn.BatchNorm1d(3),
    BatchNorm2d: () => new nn.BatchNorm2d(3),
  };
  for (const [name, { steps, mean, var: variance, text }] of Object.entries(norms)) {
    test(name, () => {
      const layer = makers[name]();
      for (const [i, { x, y, dx, dw }] of steps.entries()) {
        layer.train(i < 3);
        layer.zeroGrad();
        const input = load(x).requiresGrad_();
        const output = layer.call(input);
        expectClose(output, y, 1e-5, `output ${i}`);
        output.backward(cotangent(output));
        expectClose(input.grad!, dx, 1e-4, `gradient ${i}`);
        expectClose(layer.weight!.grad!, dw, 1e-4, `gradient of the weight ${i}`);
      }
      expectClose(layer.runningMean, mean, 1e-5, "running mean");
      expectClose(layer.runningVar, variance, 1e-5, "running variance");
      expect(`${layer}`).toBe(text);
    });
  }

  test("what makes no sense is refused", () => {
    expect(() => new nn.BatchNorm2d(3).call(torch.zeros(2, 3))).toThrow("expected 4D input (got 2D input)");
    expect(() => new nn.BatchNorm1d(3).call(torch.zeros(1, 3))).toThrow("Expected more than 1 value per channel");
  });
});

describe("layers print as PyTorch's do", () => {
  const makers: Record<string, () => torch.nn.Module> = {
    Conv2d: () => new nn.Conv2d(3, 8, 5, { padding: 2 }),
    "Conv2d, more": () => new nn.Conv2d(4, 8, [3, 1], { stride: 2, dilation: [2, 1], groups: 2, bias: false }),
    MaxPool2d: () => new nn.MaxPool2d(2),
    AvgPool2d: () => new nn.AvgPool2d([3, 2], { stride: 1, padding: 1 }),
    AdaptiveAvgPool2d: () => new nn.AdaptiveAvgPool2d([1, 1]),
    LayerNorm: () => new nn.LayerNorm(4),
    Embedding: () => new nn.Embedding(10, 3),
    LeakyReLU: () => new nn.LeakyReLU(0.2),
    ELU: () => new nn.ELU(),
    SiLU: () => new nn.SiLU(),
    LogSoftmax: () => new nn.LogSoftmax(1),
    Softplus: () => new nn.Softplus(),
    ModuleList: () => new nn.ModuleList([new nn.Linear(2, 1), new nn.ReLU()]),
  };
  for (const [name, text] of Object.entries(texts)) test(name, () => expect(`${makers[name]()}`).toBe(text));
});

test("layers draw PyTorch's first weights", () => {
  torch.manualSeed(3);
  const conv = new nn.Conv2d(2, 3, 2);
  expectClose(conv.weight.detach(), drawn["Conv2d.weight"], 1e-6, "weight");
  expectClose(conv.bias!.detach(), drawn["Conv2d.bias"], 1e-6, "bias");
  expectClose(new nn.Embedding(3, 2).weight.detach(), drawn["Embedding.weight"], 1e-6, "embedding");
});

describe("convolution", () => {
  test("a lazy layer takes its channels from its first images", () => {
    const layer = new nn.LazyConv2d(4, 3, { padding: 1 });
    const parameters = layer.parameters();
    expect(layer.call(torch.ones(2, 3, 5, 5)).shape).toEqual([2, 4, 5, 5]);
    expect(parameters[0]).toBe(layer.weight);
    expect(layer.weight.shape).toEqual([4, 3, 3, 3]);
  });

  test("what does not fit is said with the shapes", () => {
    const layer = new nn.Conv2d(3, 4, 3);
    expect(() => layer.call(torch.zeros(1, 2, 5, 5))).toThrow(
      "conv2d: a kernel of shape [4, 3, 3, 3] with groups=1 expects 3 channels, but the input has the shape [1, 2, 5, 5]",
    );
    expect(() => layer.call(torch.zeros(1, 3, 2, 5))).toThrow("a window of [3, 3] does not fit into images of [2, 5]");
    expect(() => layer.call(torch.zeros(3, 5))).toThrow("conv2d");
    expect(() => new nn.Conv2d(3, 4, 3, { groups: 2 })).toThrow("in_channels must be divisible by groups");
  });

  test("has second derivatives", () => {
    const x = torch.arange(9, { dtype: "float64" }).reshape(1, 1, 3, 3).div(4).requiresGrad_();
    const w = torch.ones(1, 1, 2, 2, { dtype: "float64", requiresGrad: true });
    const [first] = torch.autograd.grad(nn.functional.conv2d(x.square(), w).sum(), [x], { createGraph: true });
    const [second] = torch.autograd.grad(first!.sum(), [x]);
    // Twice the number of windows that see a pixel.
    expect(second!.reshape(3, 3).tolist()).toEqual([
      [2, 4, 2],
      [4, 8, 4],
      [2, 4, 2],
    ]);
  });
});

describe("what a model saves", () => {
  const model = () => new nn.Sequential(new nn.Linear(2, 3), new nn.BatchNorm1d(3));
  test("are parameters and buffers, by name", () => {
    const names = ["0.weight", "0.bias", "1.weight", "1.bias", "1.runningMean", "1.runningVar", "1.numBatchesTracked"];
    expect(Object.keys(model().stateDict())).toEqual(names);
  });
  test("is loaded again, by our names or by Python's", () => {
    const [from, to] = [model(), model()];
    from.call(torch.randn(4, 2));
    const state = from.stateDict();
    const python = Object.fromEntries(
      Object.entries(state).map(([name, one]) => [name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), one]),
    );
    to.loadStateDict(python);
    expect(to.stateDict()["1.numBatchesTracked"]?.item()).toBe(1);
    const { "1.numBatchesTracked": _, ...older } = state;
    to.loadStateDict(older);
    const x = torch.randn(3, 2);
    expect(to.eval().call(x).tolist()).toEqual(from.eval().call(x).tolist());
    expect(() => to.loadStateDict({ ...state, "2.weight": x })).toThrow("unexpected [2.weight]");
  });
});
