// More of PyTorch's layers, drawn after the same seed: outputs, gradients, names of parameters and text; containers; clipping.

import { describe, expect, test } from "vitest";
import * as torch from "../../src/library/torch/index.ts";
import {
  type Case,
  check,
  cotangent,
  expectClose,
  load,
  type Operation,
  type Recorded,
  reference,
} from "./reference.ts";

const { nn } = torch;
const F = nn.functional;

interface Recording {
  readonly text: string;
  readonly parameters: string[];
  readonly inputs?: Recorded[];
  readonly output: Recorded;
  readonly gradients: (Recorded | null)[];
  readonly ofParameters: (Recorded | null)[];
}
const { layers, functions, clipped } = reference<{
  layers: Record<string, Recording>;
  functions: Record<string, Case>;
  clipped: { lengths: number[]; gradient: Recorded };
}>("modules.json");

const mask = torch.ones(3, 3).triu(1).bool();
type Any = torch.nn.Module<never[], unknown>;
const makers: Record<string, () => Any> = {
  Conv1d: () => new nn.Conv1d(4, 6, 3),
  "Conv1d with options": () => new nn.Conv1d(4, 6, 3, { stride: 2, padding: 1, dilation: 2, groups: 2, bias: false }),
  MaxPool1d: () => new nn.MaxPool1d(3),
  "MaxPool1d(3, stride=2, padding=1)": () => new nn.MaxPool1d(3, { stride: 2, padding: 1 }),
  AvgPool1d: () => new nn.AvgPool1d(2),
  AdaptiveAvgPool1d: () => new nn.AdaptiveAvgPool1d(4),
  AdaptiveMaxPool1d: () => new nn.AdaptiveMaxPool1d(4),
  ConvTranspose2d: () => new nn.ConvTranspose2d(4, 3, 3),
  "ConvTranspose2d with options": () =>
    new nn.ConvTranspose2d(4, 6, [3, 2], { stride: 2, padding: 1, outputPadding: 1, groups: 2, bias: false }),
  "ConvTranspose2d(dilation=2)": () => new nn.ConvTranspose2d(4, 2, 2, { dilation: 2 }),
  Unflatten: () => new nn.Unflatten(1, [2, 2]),
  Dropout1d: () => new nn.Dropout1d(0.4),
  Dropout2d: () => new nn.Dropout2d(0.4),
  ZeroPad2d: () => new nn.ZeroPad2d([1, 0, 2, 1]),
  ConstantPad2d: () => new nn.ConstantPad2d(1, 3.5),
  ReflectionPad2d: () => new nn.ReflectionPad2d(2),
  ReplicationPad2d: () => new nn.ReplicationPad2d([2, 1, 1, 1]),
  PixelShuffle: () => new nn.PixelShuffle(2),
  Threshold: () => new nn.Threshold(0.1, 20),
  CELU: () => new nn.CELU(2),
  Hardswish: () => new nn.Hardswish(),
  Hardsigmoid: () => new nn.Hardsigmoid(),
  Tanhshrink: () => new nn.Tanhshrink(),
  GLU: () => new nn.GLU(1),
  Softmin: () => new nn.Softmin(1),
  CosineSimilarity: () => new nn.CosineSimilarity(),
  PairwiseDistance: () => new nn.PairwiseDistance(),
  "Sequential by names": () => new nn.Sequential({ hidden: new nn.Linear(9, 3), active: new nn.ReLU() }),
  ModuleDict: () => new nn.ModuleDict<torch.nn.Module>({ a: new nn.Linear(1, 2), b: new nn.Tanh() }),
  TransformerEncoderLayer: () => new nn.TransformerEncoderLayer(4, 2, { dimFeedforward: 5, dropout: 0 }),
  "TransformerEncoderLayer, batch first": () =>
    new nn.TransformerEncoderLayer(4, 2, {
      dimFeedforward: 5,
      dropout: 0,
      activation: "gelu",
      batchFirst: true,
      normFirst: true,
    }),
  TransformerDecoderLayer: () => new nn.TransformerDecoderLayer(4, 2, { dimFeedforward: 5, dropout: 0 }),
  TransformerEncoder: () =>
    new nn.TransformerEncoder(new nn.TransformerEncoderLayer(4, 2, { dimFeedforward: 3, dropout: 0 }), 2),
  TransformerDecoder: () =>
    new nn.TransformerDecoder(new nn.TransformerDecoderLayer(4, 2, { dimFeedforward: 3, dropout: 0 }), 2),
  Upsample: () => new nn.Upsample({ scaleFactor: 2 }),
  InstanceNorm1d: () => new nn.InstanceNorm1d(4),
  "InstanceNorm2d(affine=True)": () => new nn.InstanceNorm2d(4, { affine: true }),
  LocalResponseNorm: () => new nn.LocalResponseNorm(3),
  "LocalResponseNorm(2)": () => new nn.LocalResponseNorm(2, { alpha: 0.5, beta: 0.5, k: 2 }),
  Transformer: () =>
    new nn.Transformer(4, 2, { numEncoderLayers: 2, numDecoderLayers: 1, dimFeedforward: 5, dropout: 0 }),
  "Conv2d(padding=same)": () => new nn.Conv2d(4, 2, [4, 3], { padding: "same", dilation: [1, 2] }),
  Bilinear: () => new nn.Bilinear(3, 2, 4),
  Softmax2d: () => new nn.Softmax2d(),
  Hardshrink: () => new nn.Hardshrink(0.25),
  Softshrink: () => new nn.Softshrink(),
  AdaptiveMaxPool2d: () => new nn.AdaptiveMaxPool2d([2, 3]),
  "BatchNorm2d(momentum=None)": () => new nn.BatchNorm2d(4, { momentum: null }),
};
const told: Record<string, object> = {
  "TransformerEncoderLayer, batch first": { srcMask: mask },
  TransformerDecoderLayer: { tgtMask: mask },
};
/** Layers whose text PyTorch writes otherwise: with all their options. */
const otherText = ["Upsample", "Transformer"];

const camelCase = (name: string) => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

describe("layers", () => {
  for (const [name, one] of Object.entries(layers))
    test(name, () => {
      torch.manualSeed(5);
      const layer = makers[name]!() as torch.nn.Module<unknown[]>;
      expect(layer.namedParameters().map(([key]) => key)).toEqual(one.parameters.map(camelCase));
      if (!otherText.some((prefix) => name.startsWith(prefix))) expect(`${layer}`).toBe(one.text);
      if (!one.inputs) return;
      // The draws of inputs, which layers that draw in `forward` come after.
      for (const { shape } of one.inputs) torch.randn([...shape]);
      const inputs = one.inputs.map((input) => load(input).requiresGrad_());
      const y = layer.call(
        ...inputs,
        ...(told[name] ? [undefined, told[name]].slice(inputs.length === 2 ? 1 : 1) : []),
      );
      expectClose(y, one.output, 1e-5, "output");
      y.backward(cotangent(y));
      for (const [i, gradient] of one.gradients.entries())
        expectClose(inputs[i]!.grad!, gradient!, 1e-4, `gradient of input ${i}`);
      for (const [i, parameter] of layer.parameters().entries())
        expectClose(parameter.grad!, one.ofParameters[i]!, 1e-4, one.parameters[i]!);
    });
});

const y1 = torch.tensor([1, -1, 1]);
const signs = torch.tensor([[1, -1]]).expand(3, 2);
const calls: Record<string, Operation> = {
  marginRankingLoss: (a, b) => F.marginRankingLoss(a, b, torch.ones(3, 4), { margin: 0.5 }),
  hingeEmbeddingLoss: (a) => F.hingeEmbeddingLoss(a, signs),
  cosineEmbeddingLoss: (a, b) => F.cosineEmbeddingLoss(a, b, y1, { margin: 0.1 }),
  tripletMarginLoss: (a, b, c) => F.tripletMarginLoss(a, b, c),
  softMarginLoss: (a) => F.softMarginLoss(a, signs),
  poissonNllLoss: (a, b) => F.poissonNllLoss(a, b.detach().abs().round()),
  gaussianNllLoss: (a, b, c) => F.gaussianNllLoss(a, b.detach(), c.square().add(0.5)),
  "bce(weight, posWeight)": (a) =>
    F.binaryCrossEntropyWithLogits(a, signs.add(1).div(2), {
      weight: torch.tensor([0.5, 2]),
      posWeight: torch.tensor([3, 1]),
    }),
  hardshrink: (a) => F.hardshrink(a),
  softshrink: (a) => F.softshrink(a, { lambd: 0.3 }),
  "pad(reflect)": (a) => F.pad(a, [2, 1], { mode: "reflect" }),
  "pad(circular)": (a) => F.pad(a, [2, 1], { mode: "circular" }),
  "pad(-1, 2)": (a) => F.pad(a, [-1, 2, 1, 0], { value: 7 }),
  "interpolate(bilinear)": (a) => F.interpolate(a, { scaleFactor: 2, mode: "bilinear" }),
  "interpolate(align)": (a) => F.interpolate(a, { size: [5, 3], mode: "bilinear", alignCorners: true }),
  "interpolate(size)": (a) => F.interpolate(a, { size: [5, 3] }),
  adaptiveMaxPool2d: (a) => F.adaptiveMaxPool2d(a, [2, 3]),
  batchNorm: (a, b) => F.batchNorm(a, null, null, { weight: b, training: true }),
  "batchNorm(running)": (a, b) =>
    F.batchNorm(a, torch.tensor([1, 0, 0.5]), torch.tensor([1, 2, 0.5]), { weight: b, bias: b }),
  groupNorm: (a, b) => F.groupNorm(a, 2, { weight: b, bias: b }),
  instanceNorm: (a, b) => F.instanceNorm(a, { weight: b }),
  unfold: (a) => F.unfold(a, [2, 3], { dilation: [2, 1], padding: 1, stride: 2 }),
  fold: (a) => F.fold(a, [4, 5], [2, 3], { padding: 1, stride: [2, 1] }),
  "embedding(paddingIdx)": (a) =>
    F.embedding(
      torch.tensor(
        [
          [0, 2],
          [2, 1],
        ],
        { dtype: "int32" },
      ),
      a,
      { paddingIdx: -1 },
    ),
  gumbelSoftmax: (a) => F.gumbelSoftmax(a, { tau: 0.7 }),
  "gumbelSoftmax(hard)": (a) => F.gumbelSoftmax(a, { hard: true, dim: 0 }),
};
describe("functions", () => {
  for (const [name, one] of Object.entries(functions))
    test(name, () => {
      torch.manualSeed(6);
      for (const { shape } of one.inputs) torch.randn([...shape]);
      check(calls[name]!, one, 2e-5);
    });
});

test("gradients are clipped to a length, which is a tensor", () => {
  torch.manualSeed(7);
  const net = new nn.Linear(3, 2);
  net.call(torch.ones(2, 3)).square().sum().mul(100).backward();
  const lengths = [2, 1, torch.inf].map((normType) => nn.utils.clipGradNorm_(net.parameters(), 2, { normType }));
  for (const [i, length] of lengths.entries())
    expect(Math.abs(length.item() / clipped.lengths[i]! - 1)).toBeLessThan(1e-5);
  expectClose(net.weight.grad!, clipped.gradient, 1e-5, "clipped");
  net.weight.grad = net.weight.grad!.mul(torch.nan);
  expect(() => nn.utils.clipGradNorm_(net.parameters(), 1, { errorIfNonfinite: true })).toThrow("is non-finite");
});

describe("containers", () => {
  test("know their layers' types", () => {
    const net = new nn.Sequential(new nn.Linear(4, 8), new nn.ReLU(), new nn.Linear(8, 1));
    const { weight } = net.at(0);
    expect(weight.shape).toEqual([8, 4]);
    const any: torch.nn.Sequential = net;
    expect(any.at(-1)).toBe(net.at(2));
    net.addModule("more", new nn.Linear(1, 3));
    expect(net.call(torch.ones(2, 4)).shape).toEqual([2, 3]);
    expect(net.namedModules().map(([name]) => name)).toEqual(["", "0", "1", "2", "more"]);
    expect(net.getParameter("2.bias").shape).toEqual([1]);
    expect(() => net.getSubmodule("7")).toThrow('Sequential has no module "7", but "", "0", "1", "2", "more"');
  });
  test("hold parameters", () => {
    class Mix extends nn.Module {
      readonly weights = new nn.ParameterList([new nn.Parameter(torch.ones(2)), new nn.Parameter(torch.zeros(2))]);
      readonly choices = new nn.ParameterDict({ left: new nn.Parameter(torch.ones(1)) });
      readonly activations = new nn.ModuleDict<torch.nn.Module>({ relu: new nn.ReLU(), none: new nn.Identity() });
      override forward(x: torch.Tensor): torch.Tensor {
        return this.activations.get("relu").call(x.mul(this.weights.at(0)).add(this.choices.get("left")));
      }
    }
    const mix = new Mix();
    expect(Object.keys(mix.stateDict())).toEqual(["weights.0", "weights.1", "choices.left"]);
    mix.call(torch.ones(2)).sum().backward();
    expect(mix.weights.at(0).grad!.tolist()).toEqual([1, 1]);
    expect(() => mix.activations.get("tanh")).toThrow('there is no module "tanh", but relu,none');
  });
  test("with lazy layers load what others saved, and are then what they became", () => {
    const model = () =>
      new nn.Sequential(
        new nn.LazyConv2d(4, 3, { groups: 2 }),
        new nn.LazyBatchNorm2d(),
        new nn.Flatten(),
        new nn.LazyLinear(2),
      );
    const [from, to] = [model(), model()];
    const images = torch.randn(2, 2, 5, 5);
    from.call(images);
    expect(`${to.at(0)}`).toBe("LazyConv2d(0, 4, kernel_size=(3, 3), stride=(1, 1), groups=2)");
    to.loadStateDict(torch.load(torch.save(from.stateDict())));
    expect(`${to}`).toBe(`${from}`);
    expect(`${to.at(3)}`).toBe("Linear(in_features=36, out_features=2, bias=True)");
    expect(to.eval().call(images).tolist()).toEqual(from.eval().call(images).tolist());
  });
  test("freeze", () => {
    const net = new nn.Linear(2, 1).requiresGrad_(false);
    expect(net.parameters().length).toBe(2);
    expect(Object.keys(net.stateDict())).toEqual(["weight", "bias"]);
    expect(net.call(torch.ones(1, 2)).requiresGrad).toBe(false);
    expect(net.requiresGrad_().call(torch.ones(1, 2)).requiresGrad).toBe(true);
  });
  test("become doubles", () => {
    const net = new nn.Sequential(new nn.Linear(2, 3), new nn.BatchNorm1d(3)).double();
    expect(net.call(torch.ones(4, 2, { dtype: "float64" })).dtype).toBe("float64");
    expect(() => net.to("cuda")).toThrow("Torch not compiled with CUDA enabled");
  });
});

test("parameters become a vector and come back", () => {
  const net = new nn.Linear(2, 2);
  const vector = nn.utils.parametersToVector(net.parameters());
  nn.utils.vectorToParameters(vector.detach().mul(2), net.parameters());
  expect(nn.utils.parametersToVector(net.parameters()).tolist()).toEqual(vector.mul(2).tolist());
  expect(() => nn.utils.vectorToParameters(torch.ones(5), net.parameters())).toThrow("6 elements are needed");
});
