// Recurrent layers and cells: what PyTorch gives with the same weights, which the same seed draws, forward and backward.

import { describe, expect, test } from "vitest";
import * as torch from "../../src/library/torch/index.ts";
import { cotangent, expectClose, load, type Recorded, reference } from "./reference.ts";

const { nn } = torch;

interface Case {
  readonly name: "RNN" | "GRU" | "LSTM" | "RNNCell" | "GRUCell" | "LSTMCell";
  readonly options: Readonly<Record<string, boolean | number | string>>;
  readonly text: string;
  readonly x: Recorded;
  readonly states: readonly Recorded[];
  readonly parameters: Readonly<Record<string, Recorded>>;
  readonly outputs: readonly Recorded[];
  readonly gradients: Readonly<Record<string, Recorded>> & { readonly states: readonly Recorded[] };
}

type Nested = torch.Tensor | readonly Nested[];
const flat = (nested: Nested): readonly torch.Tensor[] =>
  nested instanceof torch.Tensor ? [nested] : nested.flatMap(flat);
const camel = (name: string): string => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

function build(name: Case["name"], options: Case["options"]): torch.nn.Module<[torch.Tensor, unknown?], Nested> {
  const named = Object.fromEntries(Object.entries(options).map(([key, value]) => [camel(key), value]));
  return new nn[name](3, 4, named) as torch.nn.Module<[torch.Tensor, unknown?], Nested>;
}

for (const { name, options, text, x, states, parameters, outputs, gradients } of reference<Case[]>("recurrent.json")) {
  describe(`${name} ${JSON.stringify(options)} of [${x.shape}]`, () => {
    torch.manualSeed(0);
    const layer = build(name, options);
    const input = load(x).requiresGrad_();
    const first = states.map((one) => load(one).requiresGrad_());
    const found = flat(layer.call(input, first.length > 1 ? first : first[0]));
    found.reduce((sum, y) => sum.add(y.mul(cotangent(y)).sum()), torch.tensor(0)).backward();

    test("draws its parameters, and prints, as PyTorch's", () => {
      expect(layer.namedParameters().map(([own]) => own)).toEqual(Object.keys(parameters).map(camel));
      for (const [own, one] of layer.namedParameters())
        expectClose(one, parameters[Object.keys(parameters).find((key) => camel(key) === own)!], 1e-6, own);
      expect(`${layer}`).toBe(text);
    });
    test("outputs", () => {
      expect(found.length).toBe(outputs.length);
      for (const [i, y] of found.entries()) expectClose(y, outputs[i], 1e-5, `output ${i}`);
    });
    test("gradients", () => {
      expectClose(input.grad!, gradients.x, 1e-5, "gradient of the input");
      for (const [i, state] of first.entries()) expectClose(state.grad!, gradients.states[i], 1e-5, `state ${i}`);
      for (const key of Object.keys(parameters)) {
        const own = layer.namedParameters().find(([one]) => one === camel(key))!;
        expectClose(own[1].grad!, gradients[key], 1e-5, `gradient of ${key}`);
      }
    });
  });
}

describe("a layer is its cell repeated", () => {
  for (const name of ["RNN", "GRU", "LSTM"] as const)
    test(`${name}: second derivatives, which go through the cells, by finite differences`, () => {
      torch.manualSeed(1);
      const layer = new nn[name](2, 3) as unknown as torch.nn.Module<[torch.Tensor], [torch.Tensor, Nested]>;
      for (const one of layer.parameters()) Object.assign(one, one.detach().double());
      const x = torch.randn(3, 2, 2).double().requiresGrad_();
      const gradient = (at: torch.Tensor) =>
        torch.autograd.grad(layer.call(at)[0].pow(2).sum(), at, { createGraph: true })[0]!;
      const direction = torch.randn(3, 2, 2).double();
      const [second] = torch.autograd.grad(gradient(x).mul(direction).sum(), x);
      const step = 1e-5;
      const moved = (by: number) => gradient(x.detach().add(direction.mul(by)).requiresGrad_()).detach();
      const wanted = moved(step)
        .sub(moved(-step))
        .div(2 * step);
      expect(second!.sub(wanted).abs().max().item()).toBeLessThan(1e-7);
    });
});

test("sizes that do not fit are refused in PyTorch's words", () => {
  const gru = new nn.GRU(3, 4);
  expect(() => gru.call(torch.zeros(5, 2, 2))).toThrow("input.size(-1) must be equal to input_size. Expected 3, got 2");
  expect(() => gru.call(torch.zeros(5, 2, 3), torch.zeros(1, 3, 4))).toThrow(
    "Expected hidden size [1, 2, 4], got [1, 3, 4]",
  );
  expect(() => new nn.GRUCell(3, 4).call(torch.zeros(2, 2))).toThrow("inconsistent input_size: got 2 expected 3");
});
