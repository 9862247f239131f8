// Derivatives against finite differences in double precision: first ones, and, by differentiating the backward pass, second ones.

import { describe, expect, test } from "vitest";
import * as torch from "../../../src/library/torch/index.ts";
import { cases, numbers, type Scalar, weighted } from "./differences.cases.ts";

const step = 1e-5;

/** The gradient of a function by one of its inputs, from the function's values alone. */
function differences(f: (...inputs: torch.Tensor[]) => number, inputs: torch.Tensor[], which: number): number[] {
  const { array } = inputs[which].storage;
  return Array.from(array, (value, i) => {
    array[i] = value + step;
    const high = f(...inputs);
    array[i] = value - step;
    const low = f(...inputs);
    array[i] = value;
    return (high - low) / (2 * step);
  });
}

function expectNear(actual: Iterable<number>, expected: readonly number[], what: string): void {
  const found = [...actual];
  expect(found.length).toBe(expected.length);
  found.forEach((value, i) => {
    const close = Math.abs(value - expected[i]) <= 1e-6 * Math.max(1, Math.abs(expected[i]));
    if (!close) expect.fail(`${what}, element ${i}: ${value}, by differences ${expected[i]}`);
  });
}

/** The gradients by `tracked`, zeros for what the result does not depend on. */
function gradientsOf(y: torch.Tensor, tracked: torch.Tensor[], createGraph: boolean): torch.Tensor[] {
  if (!y.requiresGrad) return tracked.map((one) => torch.zerosLike(one.detach()));
  return torch.autograd
    .grad(y, tracked, { createGraph, allowUnused: true })
    .map((one, i) => one ?? torch.zerosLike(tracked[i].detach()));
}

describe.each(Object.entries(cases))("%s", (_name, [operation, ...shapes]) => {
  const inputs = shapes.map((shape, i) => numbers(shape, i));
  const value: Scalar = (...xs) => weighted(operation(...xs));

  test("gradient", () => {
    const tracked = inputs.map((one) => one.clone().requiresGrad_());
    for (const createGraph of [false, true]) {
      const gradients = gradientsOf(value(...tracked), tracked, createGraph);
      gradients.forEach((gradient, i) => {
        const expected = differences((...xs) => value(...xs).item(), inputs, i);
        expectNear(gradient.detach().toArray(), expected, `by input ${i}, ${createGraph ? "recorded" : "final"}`);
      });
    }
  });

  test("gradient of the gradient", () => {
    const slope: Scalar = (...xs) => {
      const tracked = xs.map((one) => (one.requiresGrad ? one : one.clone().requiresGrad_()));
      return gradientsOf(value(...tracked), tracked, true)
        .map((one, i) => one.mul(numbers(one.shape, 20 + i)).sum())
        .reduce((sum, one) => sum.add(one));
    };
    const tracked = inputs.map((one) => one.clone().requiresGrad_());
    gradientsOf(slope(...tracked), tracked, false).forEach((gradient, i) => {
      const expected = differences((...xs) => slope(...xs).item(), inputs, i);
      expectNear(gradient.toArray(), expected, `second, by input ${i}`);
    });
  });
});
