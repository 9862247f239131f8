// Derivatives of functions, backwards: what the JAX dialect is made of, and how the others' doors can be checked.

import {
  bind,
  isTransforming,
  Leaf,
  lastRecorded,
  type Primitive,
  primitive,
  tracer,
  withRecording,
} from "../ops/index.ts";
import { sizeOf, type Tensor, view } from "../tensor/index.ts";
import { backward, onesLike, zerosLike } from "./backward.ts";

/** The same tensor under a new name: a place at which an inner derivative starts, and through which an outer one goes on. */
const aliasPrimitive: Primitive = primitive({
  name: "Alias",
  value: ([a]) => view(a, a.shape, a.strides, a.offset),
  gradient: [(dy) => dy],
  form: "elementwise",
});

/** A tensor to differentiate by: `a` itself is not touched. */
export function track<T extends Tensor>(a: T): T {
  // Behind a tensor without an origin there may be one that has: a batch, of which it is an example.
  const isPlain = a.origin === undefined && !isTransforming() && tracer === undefined;
  const alias = isPlain
    ? view(a, a.shape, a.strides, a.offset)
    : (withRecording("always", () => bind(aliasPrimitive, [a], undefined)) as T);
  alias.origin ??= new Leaf();
  return alias;
}

/** How many derivatives are being taken inside each other. */
let depth = 0;

/** Whether the call is made inside a function that is being differentiated. */
export function isDifferentiating(): boolean {
  return depth > 0;
}

/** The value of a function of tensors, with a door back. */
export interface Pulled<T extends Tensor, R> {
  readonly result: R;
  /** Takes gradients of the outputs (undefined: 0) back to ones of the inputs. It can be called again when `keeps` is set. */
  readonly pull: (cotangents: readonly (Tensor | undefined)[]) => T[];
}

/**
 * Calls a function of tensors so that gradients of its outputs can be taken back to its inputs; `keeps` what that takes for several times.
 * Inside another derivative the gradients are differentiable themselves.
 */
export function pullBack<T extends Tensor, R>(
  fn: (inputs: readonly T[]) => { readonly outputs: readonly Tensor[]; readonly result: R },
  inputs: readonly T[],
  keeps = true,
): Pulled<T, R> {
  const isNested = depth > 0 || inputs.some((input) => input.origin !== undefined);
  const since = lastRecorded();
  const tracked = inputs.map(track);
  depth += 1;
  try {
    const { outputs, result } = withRecording("always", () => fn(tracked));
    return {
      result,
      pull(cotangents: readonly (Tensor | undefined)[]): T[] {
        const used: Tensor[] = [];
        const seeds: Tensor[] = [];
        let createGraph = isNested || depth > 0;
        for (const [i, output] of outputs.entries()) {
          const seed = cotangents[i];
          if (output.origin === undefined || seed === undefined) continue;
          used.push(output);
          seeds.push(seed);
          createGraph ||= seed.origin !== undefined;
        }
        const options = { inputs: tracked, createGraph, retainGraph: keeps || createGraph, since };
        const gradients = backward(used, seeds, options);
        return tracked.map((input, i) => (gradients[i] ?? zerosLike(input)) as T);
      },
    };
  } finally {
    depth -= 1;
  }
}

/**
 * The value of a function of tensors and its gradient by them. `fn` gives the scalar to differentiate (`loss`) and what else it likes.
 * Inside another derivative the gradients are differentiable themselves. @throws RangeError when the loss is not one number.
 */
export function valueAndGradients<T extends Tensor, R>(
  fn: (inputs: readonly T[]) => { loss: Tensor; result: R },
  inputs: readonly T[],
): { result: R; gradients: T[] } {
  let loss: Tensor | undefined;
  const pulled = pullBack(
    (tracked: readonly T[]) => {
      const own = fn(tracked);
      loss = own.loss;
      const { shape } = loss;
      if (sizeOf(shape) !== 1)
        throw new RangeError(`grad: the function must give one number, not a tensor of shape [${shape.join(", ")}]`);
      return { outputs: [loss], result: own.result };
    },
    inputs,
    false,
  );
  return { result: pulled.result, gradients: pulled.pull([onesLike(loss as unknown as Tensor)]) };
}
