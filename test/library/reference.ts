// Comparing with the values that the scripts of reference/ have written: value, type, shape and gradients at once.

import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type { Index } from "../../src/library/tensor/index.ts";
import * as torch from "../../src/library/torch/index.ts";

/** A tensor in a reference file. */
export interface Recorded {
  readonly shape: readonly number[];
  readonly dtype: torch.DType;
  readonly data: readonly (number | string)[];
  /** The part of it that the operation saw: Python's index, or "T". */
  readonly view?: string;
}

/** Linear regression: the data, the start and what PyTorch made of them, for all dialects. */
export interface Regression {
  readonly X: Recorded;
  readonly y: Recorded;
  readonly w: Recorded;
  readonly b: Recorded;
  readonly lr: number;
  readonly batchSize: number;
  readonly epochs: number;
  readonly losses: readonly number[];
  readonly end: { readonly w: Recorded; readonly b: Recorded };
}

/** One call of an operation. */
export interface Case {
  readonly inputs: readonly Recorded[];
  readonly output: Recorded;
  readonly gradients?: readonly (Recorded | null)[];
}

export type Operation = (...inputs: torch.Tensor[]) => torch.Tensor;

/** The contents of a file of reference/. */
export function reference<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`reference/${name}`, import.meta.url), "utf8")) as T;
}

/** The tensor that was recorded. */
export function load({ data, shape, dtype }: Recorded): torch.Tensor {
  const special = { nan: Number.NaN, inf: Number.POSITIVE_INFINITY, "-inf": Number.NEGATIVE_INFINITY };
  const values = data.map((one) => (typeof one === "number" ? one : special[one as keyof typeof special]));
  return torch.tensor(values, { dtype }).reshape(shape);
}

/** Python's index "1:, None, 0" as ours. */
export function indexOf(text: string): Index[] {
  const parts: string[] = [];
  let depth = 0;
  for (const piece of text.split(",")) {
    if (depth > 0) parts[parts.length - 1] += `,${piece}`;
    else parts.push(piece);
    depth += piece.split("[").length - piece.split("]").length;
  }
  return parts.map((one) => {
    const part = one.trim();
    if (part === "None") return null;
    if (/^-?\d+$/.test(part)) return Number(part);
    return part.startsWith("[") ? JSON.parse(part.toLowerCase()) : part;
  });
}

/** The tensors of a case, and the parts of them that the operation sees. */
export function inputsOf({ inputs, gradients }: Case): { leaves: torch.Tensor[]; seen: torch.Tensor[] } {
  const leaves = inputs.map((input, i) => load(input).requiresGrad_(gradients?.[i] != null));
  const seen = leaves.map((leaf, i) => {
    const { view } = inputs[i];
    return view === undefined ? leaf : view === "T" ? leaf.transpose(-1, -2) : leaf.at(...indexOf(view));
  });
  return { leaves, seen };
}

/** Runs an operation on the inputs of a case and compares all that PyTorch gave, gradients too. */
export function check(operation: Operation, one: Case, tolerance = 1e-5): void {
  const { output, gradients } = one;
  const { leaves, seen } = inputsOf(one);
  const y = operation(...seen);
  expectClose(y, output, tolerance, "value");
  if (gradients === undefined || gradients.every((one) => one === null)) return;
  y.backward(cotangent(y));
  for (const [i, expected] of gradients.entries()) {
    if (expected === null) continue;
    const { grad } = leaves[i];
    if (grad === null) throw new Error(`input ${i} has no gradient`);
    expectClose(grad, expected, tolerance, `gradient of input ${i}`);
  }
}

/** The gradient from which the scripts start. */
export function cotangent(y: torch.Tensor): torch.Tensor {
  const values = Array.from({ length: y.numel() }, (_, i) => (((7 * i) % 5) - 2) / 2 + 0.25);
  return torch.tensor(values, { dtype: y.dtype }).reshape(y.shape);
}

/** Asserts type, shape and, within a tolerance relative to the larger of 1e-1 and the value, elements. */
export function expectClose(actual: torch.Tensor, expected: Recorded, tolerance: number, what: string): void {
  expect({ what, dtype: actual.dtype, shape: [...actual.shape] }).toEqual({
    what,
    dtype: expected.dtype,
    shape: expected.shape,
  });
  const want = load(expected).toArray();
  const got = actual.toArray();
  for (let i = 0; i < want.length; i++) {
    const close =
      Object.is(got[i], want[i]) ||
      got[i] === want[i] ||
      Math.abs(got[i] - want[i]) <= tolerance * Math.max(0.1, Math.abs(want[i]));
    if (!close) expect.fail(`${what}, element ${i}: ${got[i]} instead of ${want[i]}\n got ${got}\nwant ${want}`);
  }
}
