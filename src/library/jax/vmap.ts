// jax.vmap: functions of single examples as functions of batches.

import { mapExamples } from "../autograd/index.ts";
import * as ops from "../ops/index.ts";
import type { Array } from "./array.ts";
import { Key } from "./random/keys.ts";
import { leaves, withLeaves } from "./tree.ts";

/** Along which axis of an argument `vmap` goes: a number for all its arrays, null for an argument that every call gets whole, or a tree of them. */
export type InAxes = number | null | readonly InAxes[] | { readonly [name: string]: InAxes };

/** An axis, or null, for each array of a tree. */
function axesOf(tree: unknown, axes: InAxes): (number | null)[] {
  if (axes === null || typeof axes === "number") return leaves(tree).map(() => axes);
  if (typeof tree !== "object" || tree === null) return [];
  const names = globalThis.Array.isArray(tree) ? Object.keys(tree) : Object.keys(tree).sort();
  return names.flatMap((name) => {
    const own = (axes as { readonly [name: string]: InAxes })[name];
    if (own === undefined) throw new TypeError(`vmap: inAxes has no "${name}", which the argument has`);
    return axesOf((tree as Record<string, unknown>)[name], own);
  });
}

const isKeys = (arg: unknown): arg is readonly Key[] => globalThis.Array.isArray(arg) && arg[0] instanceof Key;

/** The examples along the first axis. */
function examplesFirst(a: Array, axis: number): Array {
  if (axis < -a.shape.length || axis >= a.shape.length)
    throw new RangeError(`vmap: inAxes names axis ${axis} of an array of shape [${a.shape.join(", ")}]`);
  return axis === 0 ? a : (ops.moveAxis(a, axis, 0) as Array);
}

/**
 * A function of single examples as one of batches: `vmap((w, x) => jnp.dot(w, x), [null, 0])` takes one `w` and a batch of `x`. What it
 * gives, trees too, has the examples along `outAxes`. The function is called once, with arrays that have an example's shape, and each
 * operation is done for all examples at once; an operation that cannot be is done one by one. A function that looks at numbers
 * (`x.item()`) is called for each example. A list of keys counts as a batch of keys.
 * @throws RangeError when no argument has a batch, or batches differ in size.
 */
export function vmap<Args extends unknown[], R>(
  fn: (...args: Args) => R,
  inAxes: InAxes = 0,
  outAxes = 0,
): (...args: Args) => R {
  return (...args) => {
    if (globalThis.Array.isArray(inAxes) && inAxes.length !== args.length)
      throw new RangeError(`vmap: inAxes has ${inAxes.length} entries for ${args.length} arguments`);
    const axisOf = (i: number): InAxes => (globalThis.Array.isArray(inAxes) ? inAxes[i] : (inAxes as InAxes));
    const keys = args.map((arg, i) => (isKeys(arg) && axisOf(i) !== null ? arg : undefined));
    const axes = args.flatMap((arg, i) => axesOf(arg, axisOf(i)));
    const inputs = leaves(args).map((one, i) => {
      const axis = axes[i];
      return axis === null ? { tensor: one, isBatch: false } : { tensor: examplesFirst(one, axis), isBatch: true };
    });
    const sizes = inputs.flatMap(({ tensor, isBatch }) => (isBatch ? [tensor.shape[0]] : []));
    for (const list of keys) if (list) sizes.push(list.length);
    if (sizes.length === 0) throw new RangeError("vmap: one argument at least must have an axis to go along");
    if (sizes.some((size) => size !== sizes[0]))
      throw new RangeError(`vmap: the batches differ in size: ${sizes.join(", ")}`);
    const call = (own: readonly unknown[]) => (arrays: readonly Array[]) => {
      const result = fn(...(withLeaves(own, arrays) as Args));
      return { outputs: leaves(result), result };
    };
    if (keys.some((list) => list !== undefined)) {
      // Random numbers are drawn at once, of known keys.
      const calls = globalThis.Array.from({ length: sizes[0] }, (_, at) =>
        call(args.map((arg, i) => keys[i]?.[at] ?? arg))(
          inputs.map(({ tensor, isBatch }) => (isBatch ? (ops.index(tensor, [at]) as Array) : tensor)),
        ),
      );
      const parts = calls.map(({ outputs }) => outputs);
      return withLeaves(
        calls[0].result,
        parts[0].map(
          (_, i) =>
            ops.stack(
              parts.map((own) => own[i]),
              outAxes,
            ) as Array,
        ),
      );
    }
    const { outputs, result } = mapExamples(call(args), inputs, sizes[0]);
    return withLeaves(
      result,
      outputs.map((one) => (outAxes === 0 ? one : (ops.moveAxis(one, 0, outAxes) as Array))),
    );
  };
}
