// Derivatives of functions: what the JAX dialect is made of, and how the others' doors can be checked.

import { bind, Leaf, type Primitive, withRecording } from "../ops/index.ts";
import { sizeOf, type Tensor, view, wrap, zeros } from "../tensor/index.ts";
import { backward, onesLike } from "./backward.ts";

/** The same tensor under a new name: a place at which an inner derivative starts, and through which an outer one goes on. */
const aliasPrimitive: Primitive = {
  name: "Alias",
  value: ([a]) => view(a, a.shape, a.strides, a.offset),
  gradient: [(dy) => dy],
};

/** A tensor to differentiate by: `a` itself is not touched. */
export function track<T extends Tensor>(a: T): T {
  const alias = withRecording(a.origin === undefined ? "never" : "always", () =>
    bind(aliasPrimitive, [a], undefined),
  ) as T;
  alias.origin ??= new Leaf();
  return alias;
}

/**
 * The value of a function of tensors and its gradients by them. `fn` gives the scalar to differentiate (`loss`) and what else it likes.
 * Inside another derivative the gradients are differentiable themselves. @throws RangeError when the loss is not one number.
 */
export function valueAndGradients<T extends Tensor, R>(
  fn: (inputs: readonly T[]) => { loss: Tensor; result: R },
  inputs: readonly T[],
): { result: R; gradients: T[] } {
  const isNested = inputs.some((input) => input.origin !== undefined) || depth > 0;
  const tracked = inputs.map(track);
  depth += 1;
  try {
    const { loss, result } = withRecording("always", () => fn(tracked));
    if (sizeOf(loss.shape) !== 1)
      throw new RangeError(`grad: the function must give one number, not a tensor of shape [${loss.shape.join(", ")}]`);
    const gradients =
      loss.origin === undefined
        ? []
        : withRecording("always", () =>
            backward([loss], [onesLike(loss)], { inputs: tracked, createGraph: isNested, retainGraph: isNested }),
          );
    return { result, gradients: tracked.map((input, i) => (gradients[i] ?? zerosLike(input)) as T) };
  } finally {
    depth -= 1;
  }
}

/** How many derivatives are being taken inside each other. */
let depth = 0;

function zerosLike(a: Tensor): Tensor {
  return wrap(a, zeros(a.dtype, sizeOf(a.shape)), a.shape, a.dtype);
}
