// torch.autograd: gradients without `backward`, derivatives of functions, and where a NaN came from.

import { isDetectingAnomaly, setDetectAnomaly } from "../autograd/anomaly.ts";
import { backward } from "../autograd/index.ts";
import * as ops from "../ops/index.ts";
import { zeros } from "./create.ts";
import { Tensor } from "./tensor.ts";

/** Options of `grad`. */
export interface GradOptions {
  /** How much the outputs' elements count; of scalars 1. */
  readonly gradOutputs?: Tensor | readonly Tensor[];
  readonly retainGraph?: boolean;
  /** Make the gradients differentiable themselves. */
  readonly createGraph?: boolean;
  /** Give null for an input on which the outputs do not depend, which is an error otherwise. */
  readonly allowUnused?: boolean;
}

/**
 * The gradients of `outputs`, summed, by each of `inputs`; with `allowUnused`, null for what they do not depend on.
 * @throws Error for outputs that are no scalars without `gradOutputs`, for inputs that require no gradient, and for unused inputs
 *   without `allowUnused`.
 */
export function grad(
  outputs: Tensor | readonly Tensor[],
  inputs: Tensor | readonly Tensor[],
  options: GradOptions = {},
): (Tensor | null)[] {
  const ys = listOf(outputs);
  const seeds = options.gradOutputs === undefined ? undefined : listOf(options.gradOutputs);
  const ones = ys.map((y, i) => {
    if (!seeds && y.numel() !== 1) throw new Error("grad can be implicitly created only for scalar outputs");
    return seeds?.[i] ?? (ops.add(ops.mul(y.detach(), 0), 1) as Tensor);
  });
  const xs = listOf(inputs);
  if (xs.some((x) => !x.requiresGrad)) throw new Error("One of the differentiated Tensors does not require grad");
  const { allowUnused = false, ...rest } = options;
  return backward(ys, ones, { ...rest, inputs: xs }).map((one) => {
    if (!one && !allowUnused)
      throw new Error(
        "One of the differentiated Tensors appears to not have been used in the graph. " +
          "Set allowUnused: true if this is the desired behavior.",
      );
    return (one as Tensor | undefined) ?? null;
  });
}

function listOf(tensors: Tensor | readonly Tensor[]): readonly Tensor[] {
  return tensors instanceof Tensor ? [tensors] : tensors;
}

/** A copy of `x` by which one can differentiate, and through which an outer derivative goes on. */
const tracked = (x: Tensor): Tensor => (x.requiresGrad ? x.mul(1) : x.detach().clone().requiresGrad_());

const gradientOf = (y: Tensor, x: Tensor, weights: Tensor, createGraph: boolean): Tensor =>
  y.requiresGrad
    ? (grad(y, x, { gradOutputs: weights, createGraph, retainGraph: true, allowUnused: true })[0] ??
      zeros(x.shape, { dtype: x.dtype }))
    : zeros(x.shape, { dtype: x.dtype });

/** torch.autograd.functional: derivatives of functions of one tensor. With `createGraph` they can be differentiated again. */
export const functional = {
  /** All derivatives of a function: [...output, ...x]. */
  jacobian(
    fn: (x: Tensor) => Tensor,
    x: Tensor,
    { createGraph = false }: { readonly createGraph?: boolean } = {},
  ): Tensor {
    const at = tracked(x);
    const y = fn(at);
    const rows = Array.from({ length: y.numel() }, (_, i) => {
      const seed = zeros(y.numel(), { dtype: y.dtype });
      seed.set([i], 1);
      return gradientOf(y, at, seed.reshape(y.shape), createGraph);
    });
    return (ops.stack(rows) as Tensor).reshape([...y.shape, ...x.shape]);
  },
  /** All second derivatives of a function that gives one number: [...x, ...x]. @throws Error for another function. */
  hessian(fn: (x: Tensor) => Tensor, x: Tensor): Tensor {
    return functional.jacobian((at) => {
      const y = fn(at);
      if (y.numel() !== 1)
        throw new Error("The Tensor returned by the function given to hessian should contain a single element");
      return gradientOf(y, at, ops.add(ops.mul(y.detach(), 0), 1) as Tensor, true);
    }, x);
  },
  /** A function's value, and the gradient of the sum of its elements, each times that of `v`. */
  vjp(fn: (x: Tensor) => Tensor, x: Tensor, v: Tensor): [Tensor, Tensor] {
    const at = tracked(x);
    const y = fn(at);
    return [y.detach(), gradientOf(y, at, v, false)];
  },
  /** A function's value, and its derivative in the direction of `v`: by the derivative of what `vjp` gives. */
  jvp(fn: (x: Tensor) => Tensor, x: Tensor, v: Tensor): [Tensor, Tensor] {
    const at = tracked(x);
    const y = fn(at);
    const weights = zeros(y.shape, { dtype: y.dtype }).requiresGrad_();
    const pulled = gradientOf(y, at, weights, true);
    return [y.detach(), gradientOf(pulled, weights, v, false)];
  },
  /** A function's value, and its second derivatives times `v`. */
  hvp(fn: (x: Tensor) => Tensor, x: Tensor, v: Tensor): [Tensor, Tensor] {
    const at = tracked(x);
    const y = fn(at);
    const first = gradientOf(y, at, ops.add(ops.mul(y.detach(), 0), 1) as Tensor, true);
    return [y.detach(), gradientOf(first, at, v, false)];
  },
};

/** Options of `gradcheck`. */
export interface GradcheckOptions {
  /** How far inputs are moved. Defaults to 1e-6. */
  readonly eps?: number;
  /** Defaults to 1e-5. */
  readonly atol?: number;
  /** Defaults to 1e-3. */
  readonly rtol?: number;
}

/**
 * Whether the gradients of a function by its inputs, doubles that require gradients, are those that finite differences tell.
 * @throws Error naming output, input and element where they are not, and for inputs that are no doubles, which are too coarse.
 */
export function gradcheck(
  fn: (...inputs: Tensor[]) => Tensor,
  inputs: Tensor | readonly Tensor[],
  { eps = 1e-6, atol = 1e-5, rtol = 1e-3 }: GradcheckOptions = {},
): true {
  const xs = listOf(inputs);
  if (!xs.some((x) => x.requiresGrad))
    throw new Error(
      "gradcheck expects at least one input tensor to require gradient, but none of them have requires_grad=True.",
    );
  if (xs.some((x) => x.requiresGrad && x.dtype !== "float64"))
    throw new Error("gradcheck: inputs that require a gradient must be of double precision; single is too coarse");
  const value = (moved: readonly Tensor[]) =>
    fn(...moved)
      .detach()
      .toArray();
  for (const [which, x] of xs.entries()) {
    if (!x.requiresGrad) continue;
    const rows = functional.jacobian((at) => fn(...xs.map((one, i) => (i === which ? at : one.detach()))), x);
    const found = rows.detach().reshape(-1, x.numel());
    const base = x.detach().clone();
    for (let i = 0; i < x.numel(); i++) {
      const at = (step: number): Tensor[] => {
        const moved = base.clone().reshape(-1);
        moved.set([i], moved.at(i).item() + step);
        return xs.map((one, j) => (j === which ? moved.reshape(x.shape) : one.detach()));
      };
      const [high, low] = [value(at(eps)), value(at(-eps))];
      for (const [j, one] of high.entries()) {
        const [numerical, analytical] = [(one - low[j]) / (2 * eps), found.at(j, i).item()];
        if (!(Math.abs(numerical - analytical) <= atol + rtol * Math.abs(numerical)))
          throw new Error(
            `Jacobian mismatch for output element ${j} with respect to input ${which}, element ${i}: numerical ${numerical}, analytical ${analytical}`,
          );
      }
    }
  }
  return true;
}

/** Calls `fn` with anomaly mode on: a NaN in a backward pass is an error that names the operation. See `setDetectAnomaly`. */
export function detectAnomaly<R>(fn: () => R): R {
  const before = isDetectingAnomaly();
  setDetectAnomaly(true);
  try {
    return fn();
  } finally {
    setDetectAnomaly(before);
  }
}

export { FunctionBase as Function, FunctionContext, type Gradients } from "./autograd-function.ts";
export { setDetectAnomaly };
