// Tensors as PyTorch prints them, character for character.

import { describe, expect, test } from "vitest";
import { printNumpy } from "../../src/library/tensor/index.ts";
import * as torch from "../../src/library/torch/index.ts";
import { load, type Recorded, reference } from "./reference.ts";

const { tensors, recorded, arrays, optioned, parameter } = reference<{
  optioned: readonly { options: Readonly<Record<string, unknown>>; texts: readonly string[] }[];
  parameter: string;
  arrays: readonly { tensor: Recorded; str: string; repr: string }[];
  tensors: readonly { tensor: Recorded; text: string; leaf?: boolean }[];
  recorded: Record<string, string>;
}>("printing.json");

describe("prints as PyTorch does", () => {
  for (const [i, { tensor, text, leaf }] of tensors.entries()) {
    test(`${i}: ${tensor.dtype} [${tensor.shape}] ${text.slice(0, 40).replaceAll("\n", " ")}`, () => {
      expect(`${load(tensor).requiresGrad_(leaf === true)}`).toBe(text);
    });
  }
});

describe("prints as NumPy does", () => {
  for (const [i, { tensor, str, repr }] of arrays.entries()) {
    test(`${i}: ${tensor.dtype} [${tensor.shape}] ${str.slice(0, 40).replaceAll("\n", " ")}`, () => {
      expect(printNumpy(load(tensor))).toBe(str);
      expect(printNumpy(load(tensor), { comma: ",", prefix: "Array(" })).toBe(repr);
    });
  }
});

test("prints as PyTorch does with other options", () => {
  const ramp = torch.arange(1200).reshape(40, 30);
  const samples = [torch.tensor([0.123456, 2]), torch.tensor([1e-5, 1000]), torch.arange(40), ramp];
  try {
    for (const { options, texts } of optioned) {
      const { sci_mode, ...others } = options;
      torch.setPrintoptions("sci_mode" in options ? { ...others, sciMode: sci_mode as boolean } : others);
      expect(samples.map((one) => `${one}`)).toEqual(texts);
    }
  } finally {
    torch.setPrintoptions({ profile: "default" });
  }
});

test("prints parameters as PyTorch does", () => {
  expect(`${new torch.nn.Parameter(torch.tensor([1, 2]))}`).toBe(parameter);
  expect(`${torch.nn.parameter(torch.tensor([1, 2]))}`).toBe(parameter);
  expect(`${new torch.nn.Linear(1, 2).bias}`).toMatch(/^Parameter containing:\ntensor\(/);
});

describe("names the operation that made a tensor", () => {
  const x = torch.tensor([1, 2], { requiresGrad: true });
  const F = torch.nn.functional;
  const made: Record<string, torch.Tensor> = {
    "x + 1": x.add(1),
    "x * x": x.mul(x),
    "x.sum()": x.sum(),
    "x - x": x.sub(x),
    "x / 2": x.div(2),
    "x ** 2": x.pow(2),
    "x.exp()": x.exp(),
    "x.mean()": x.mean(),
    "x @ x": x.matmul(x),
    "-x": x.neg(),
    "x[0]": x.at(0),
    "x.relu()": x.relu(),
    "x.reshape(2, 1) @ x.reshape(1, 2)": x.reshape(2, 1).matmul(x.reshape(1, 2)),
    "x.abs()": x.abs(),
    "x.log()": x.log(),
    "x[0:1]": x.at("0:1"),
    "x[[0, 1]]": x.at([0, 1]),
    "x.sum(0)": x.sum(0),
    "x.mean(0)": x.mean(0),
    "x.t()": x.reshape(1, 2).t(),
    softmax: x.softmax(0),
    cat: torch.cat([x, x]),
    "x.norm()": x.norm(),
    "x.clone()": x.clone(),
    "x.max()": x.max(),
    "x.expand(2, 2)": x.expand(2, 2),
    stack: torch.stack([x, x]),
    where: torch.where(x.gt(1), x, x),
    "x.clamp(0)": x.clamp(0),
    "x.sigmoid()": x.sigmoid(),
    "x.tanh()": x.tanh(),
    "x.sqrt()": x.sqrt(),
    "x.unsqueeze(0)": x.unsqueeze(0),
    "x.squeeze()": x.reshape(1, 2).squeeze(),
    "x.permute": x.reshape(1, 2).permute(1, 0),
    "x.cumsum(0)": x.cumsum(0),
    "x.prod()": x.prod(),
    "2 - x": torch.sub(2, x),
    logSoftmax: x.logSoftmax(0),
    "x.double()": x.double(),
    "x.view(2, 1)": x.view(2, 1),
    "x.transpose(0, 1)": x.reshape(1, 2).transpose(0, 1),
    "x.amax()": x.amax(),
    "x.sin()": x.sin(),
    "x.maximum(y)": torch.maximum(x, x),
    l1Loss: F.l1Loss(x, torch.zeros(2)),
  };
  for (const [name, tensor] of Object.entries(made)) test(name, () => expect(`${tensor}`).toBe(recorded[name]));
});

test("a cell shows a tensor as its text, and iterates over its rows", () => {
  const x = torch.tensor([
    [1, 2],
    [3, 4],
  ]);
  const bundle = (x as unknown as Record<symbol, () => unknown>)[Symbol.for("Jupyter.display")]();
  expect(bundle).toEqual({ "text/plain": "tensor([[1., 2.],\n        [3., 4.]])" });
  expect([...x].map(String)).toEqual(["tensor([1., 2.])", "tensor([3., 4.])"]);
  expect(`${torch.tensor(2)} ${+torch.tensor(2)}`).toBe("tensor(2.) 2");
});
