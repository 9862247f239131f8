// Where a backward pass ends: gradients are put into leaves, after their hooks have seen them.

import { add, addInPlace, type Leaf, type Node, tracer } from "../ops/index.ts";
import { copyElements, isContiguous, type Tensor, wrap } from "../tensor/index.ts";
import type { Holders } from "./holders.ts";

/** What the hooks of a place make of the gradient that arrives there. */
export function hooked(origin: Node | Leaf, gradient: Tensor | undefined): Tensor | undefined {
  if (origin.hooks === undefined || gradient === undefined) return gradient;
  return origin.hooks.reduce((now, hook) => hook(now) ?? now, gradient);
}

/** Hands a leaf what has come in for it: to the caller who asked, or into its gradient. */
export function settle(
  leaf: Leaf,
  isFinal: boolean,
  found: Map<unknown, Tensor> | undefined,
  holders: Holders | undefined,
): void {
  const incoming = hooked(leaf, leaf.incoming);
  if (incoming === undefined) return;
  if (leaf.hooks !== undefined || found !== undefined) holders?.keep(incoming);
  // What a hook gave may be held by others.
  if (incoming !== leaf.incoming) leaf.isOwn = false;
  if (found !== undefined) {
    found.set(leaf, incoming);
    return;
  }
  const { isOwn } = leaf;
  if (tracer === undefined) {
    if (keep(leaf, incoming, isOwn, isFinal) === incoming) holders?.keep(incoming);
    else holders?.release(incoming);
  } else tracer(([again]) => keep(leaf, again, isOwn, isFinal), [incoming], undefined, "effect");
}

/** Puts what has come in into a leaf's gradient, and gives that. */
function keep(leaf: Leaf, incoming: Tensor, isOwn: boolean, isFinal: boolean): Tensor {
  const { gradient } = leaf;
  // Several leaves may have been given one array, and optimizers write into gradients: each leaf gets its own.
  if (gradient === undefined || !leaf.accumulates)
    leaf.gradient = isFinal && !(isOwn && isContiguous(incoming)) ? copied(incoming) : incoming;
  else if (!(isFinal && gradient.origin === undefined && addInPlace(gradient, incoming)))
    leaf.gradient = add(gradient, incoming);
  return leaf.gradient ?? incoming;
}

function copied(a: Tensor): Tensor {
  return wrap(a, copyElements(a), a.shape, a.dtype);
}
