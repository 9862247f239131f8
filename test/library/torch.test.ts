// PyTorch's dialect: what it says to the mistakes that everybody makes. mistakes.txt is what one reads.

import { expect, test } from "vitest";
import * as torch from "../../src/library/torch/index.ts";
import { told } from "./mistakes.ts";

const x = torch.tensor([1, 2, 3]);
const w = torch.tensor([1, 2, 3], { requiresGrad: true });

const mistakes: Record<string, () => unknown> = {
  "backward from three numbers": () => w.mul(2).backward(),
  "backward from what was not recorded": () => x.sum().backward(),
  "backward twice": () => {
    const y = w.sum();
    y.backward();
    y.backward();
  },
  "a leaf changed in place": () => w.add_(1),
  "a saved value changed in place": () => {
    const e = w.exp();
    const z = e.sum();
    torch.noGrad(() => e.add_(1));
    z.backward();
  },
  "numbers of a tensor that requires a gradient": () => w.numpy(),
  "the item of three numbers": () => x.item(),
  "shapes that do not broadcast": () => x.add(torch.ones(2)),
  "inner sizes that differ": () => torch.ones(2, 3).matmul(torch.ones(2, 3)),
  "an input of the wrong width": () => new torch.nn.Linear(2, 1).call(torch.ones(3, 5)),
  "an index out of bounds": () => x.at(5),
  "too many indices": () => x.at(0, 0),
  "a slice that is none": () => x.at("1;2"),
  "an axis that is not there": () => x.sum(3),
  "a shape for other elements": () => x.reshape(2, 2),
  "a shape with two unknowns": () => x.reshape(-1, -1),
  "a negative size": () => torch.zeros(-1),
  "rows of different lengths": () => torch.tensor([[1, 2], [3]]),
  "shapes that do not join": () => torch.cat([torch.ones(2, 3), torch.ones(3, 2)]),
  "shapes that do not stack": () => torch.stack([x, torch.ones(2)]),
  "a class that is not there": () =>
    new torch.nn.CrossEntropyLoss().call(torch.ones(2, 3), torch.tensor([0, 5], { dtype: "int32" })),
  "a layer without new": () => (torch.nn.Linear as unknown as (a: number, b: number) => unknown)(2, 1),
  "a share above one": () => new torch.nn.Dropout(2),
  "sequences of other channels": () => new torch.nn.Conv1d(4, 2, 3).call(torch.ones(3, 5, 7)),
  "an input that is not normalized over these axes": () => new torch.nn.LayerNorm(4).call(torch.ones(2, 3)),
  "images of other channels": () => new torch.nn.BatchNorm2d(3).call(torch.ones(2, 4, 3, 3)),
  "an optimizer without a rate": () => new torch.optim.SGD([torch.ones(2)], {} as { lr: number }),
  "a model saved as it is": () => torch.save(new torch.nn.Linear(1, 1)),
  "a device that is not there": () => torch.ones(2).to("cuda"),
  "a matrix in the place of a vector": () => torch.dot(torch.ones(2, 2), torch.ones(2)),
  "a module without forward": () => new torch.nn.Module().call(x),
  "a list in the place of a tensor": () => x.add([1, 2, 3] as never),
  "nothing in the place of a tensor": () => x.mul(undefined as never),
  "a number in the place of a matrix": () => torch.ones(2, 3).matmul(2 as never),
  "an operator in the place of a method": () => (x as never as number) > 1,
  "numbers that are text": () => torch.tensor(["1", "2"] as never),
  "an element type that is not there": () => torch.zeros([2], { dtype: "float16" as never }),
  "batches that do not fit": () => torch.ones(2, 2, 3).matmul(torch.ones(3, 3, 2)),
  "a part and what does not fit into it": () => torch.ones(2, 3).set([0], torch.ones(2)),
  "a sum that does not fit in place": () => torch.ones(3).add_(torch.ones(2, 3)),
  "a gradient of another shape": () => w.mul(2).backward(torch.ones(2)),
  "a gradient of whole numbers": () => torch.ones([2], { dtype: "int32" }).requiresGrad_(),
  "a saved model that lacks a name": () => new torch.nn.Linear(1, 2).loadStateDict({ weight: torch.ones(2, 1) }),
  "a saved model of another shape": () =>
    new torch.nn.Linear(1, 2).loadStateDict({ weight: torch.ones(2, 2), bias: torch.ones(2) }),
  "a negative class": () =>
    torch.nn.functional.crossEntropy(torch.zeros(2, 3), torch.tensor([0, -1], { dtype: "int32" })),
  "batches of other numbers": () => torch.ones(1, 2, 3).bmm(torch.ones(2, 3, 1)),
  "booleans subtracted": () => torch.ones(2).sub(torch.tensor([true, false])),
  "whole numbers divided in place": () => torch.ones(2, { dtype: "int32" }).div_(2),
  "a repeated row changed in place": () => torch.zeros(3).expand(2, 3).add_(1),
  "a decay of more than one": () => new torch.optim.Adam([torch.ones(1)], { betas: [1.5, 0.9] }),
  "a matrix in the place of images": () => new torch.nn.Conv2d(1, 2, 3).call(torch.ones(5, 5)),
  "an optimizer of nothing": () => new torch.optim.SGD([], { lr: 0.1 }),
};

test("mistakes are told", async () => {
  await expect(told(mistakes)).toMatchFileSnapshot("mistakes/torch.txt");
});

test("views of what is not tracked are not recorded, those of a parameter are", () => {
  expect([x.reshape(3, 1), x.at(0), x.at("1:"), x.T].map((one) => one.gradFn)).toEqual([null, null, null, null]);
  expect(`${w.at(0)}`).toBe("tensor(1., grad_fn=<SelectBackward0>)");
  expect(`${torch.noGrad(() => w.at(0))}`).toBe("tensor(1.)");
});

test("gradients add up until they are cleared", () => {
  const p = torch.ones(1, { requiresGrad: true });
  p.mul(2).backward();
  p.mul(3).backward();
  expect(p.grad?.item()).toBe(5);
  p.grad?.zero_();
  p.mul(3).backward();
  expect(p.grad?.item()).toBe(3);
  expect(p.detach().mul(2).requiresGrad).toBe(false);
});
