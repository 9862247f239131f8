// jax.grad and its kin: functions of functions.

import { valueAndGradients } from "../autograd/index.ts";
import * as ops from "../ops/index.ts";
import { compile } from "../plan/index.ts";
import { kindOf, sizeOf, type Tensor, zeros as zerosOf } from "../tensor/index.ts";
import { Array, fromArray } from "./array.ts";
import { leaves, unflatten } from "./tree.ts";

/** A function's value and its gradient by its first argument, a tree of arrays: `[value, gradient]`. With `hasAux` the function gives `[loss, more]`. */
export function valueAndGrad<T, Rest extends unknown[], A>(
  fn: (first: T, ...rest: Rest) => readonly [Array, A],
  options: { readonly hasAux: true },
): (first: T, ...rest: Rest) => [readonly [Array, A], T];
export function valueAndGrad<T, Rest extends unknown[]>(
  fn: (first: T, ...rest: Rest) => Array,
  options?: { readonly hasAux?: false },
): (first: T, ...rest: Rest) => [Array, T];
export function valueAndGrad<T, Rest extends unknown[]>(
  fn: (first: T, ...rest: Rest) => Array | readonly [Array, unknown],
): (first: T, ...rest: Rest) => [Array | readonly [Array, unknown], T] {
  return (first, ...rest) => {
    const { result, gradients } = valueAndGradients((tracked: readonly Array[]) => {
      const value = fn(unflatten(first, tracked), ...rest);
      const loss = value instanceof Array ? value : value?.[0];
      if (!(loss instanceof Array))
        throw new TypeError(`grad: the function must give an array of one number, not ${kindOf(value)}`);
      return { loss, result: value };
    }, leaves(first));
    return [result, unflatten(first, gradients)];
  };
}

/** The gradient of a function that gives one number, by its first argument, a tree of arrays. Of `grad(grad(f))` it gives the second derivative. */
export function grad<T, Rest extends unknown[]>(
  fn: (first: T, ...rest: Rest) => Array,
): (first: T, ...rest: Rest) => T {
  const both = valueAndGrad(fn);
  return (first, ...rest) => both(first, ...rest)[1];
}

/** A function's value at `x`, and the function that takes a gradient of the value back to one of `x`. */
export function vjp(fn: (x: Array) => Array, x: Array): [Array, (dy: Array) => Array] {
  const pull = (dy: Array) => grad((at: Array) => ops.sum(ops.mul(fn(at), dy)) as Array)(x);
  return [fn(x), pull];
}

/** A function's value at `x` and its derivative in the direction of `tangent`: the derivative, by a linear function's argument, of what `vjp` gives. */
export function jvp(fn: (x: Array) => Array, x: Array, tangent: Array): [Array, Array] {
  const value = fn(x);
  const zero = fromArray(zerosOf(value.dtype, sizeOf(value.shape)), value.shape, value.dtype);
  const push = grad(
    (dy: Array) => ops.sum(ops.mul(grad((at: Array) => ops.sum(ops.mul(fn(at), dy)) as Array)(x), tangent)) as Array,
  );
  return [value, push(zero)];
}

/** The matrix of derivatives of a function of a vector: `[outputs, inputs]`. */
export function jacobian(fn: (x: Array) => Array): (x: Array) => Array {
  return (x) => {
    const value = fn(x);
    const rows = globalThis.Array.from({ length: sizeOf(value.shape) }, (_, i) =>
      grad((at: Array) => ops.index(ops.reshape(fn(at), [-1]), [i]) as Array)(x),
    );
    return ops.reshape(ops.stack(rows), [...value.shape, ...x.shape]) as Array;
  };
}

/** The matrix of second derivatives of a function that gives one number. */
export const hessian = (fn: (x: Array) => Array): ((x: Array) => Array) => jacobian(grad(fn));

/** Along which axis of an argument `vmap` goes: a number for all its arrays, or null for an argument that every call gets whole. */
export type InAxis = number | null;

/**
 * A function of single examples as one of batches: `vmap((w, x) => jnp.dot(w, x), [null, 0])` takes one `w` and a batch of `x`. What it
 * gives, trees too, is stacked along the first axis. It calls the function once for each example, so that it may do anything.
 * @throws RangeError when no argument has a batch, or batches differ in size.
 */
export function vmap<Args extends unknown[], R>(
  fn: (...args: Args) => R,
  inAxes: InAxis | readonly InAxis[] = 0,
): (...args: Args) => R {
  return (...args) => {
    const axes = args.map((_, i) => (typeof inAxes === "object" && inAxes !== null ? inAxes[i] : inAxes));
    const sizes = args.flatMap((arg, i) => {
      const axis = axes[i];
      return axis === null || axis === undefined ? [] : leaves(arg).map(({ shape }) => shape.at(axis) ?? 0);
    });
    if (sizes.length === 0) throw new RangeError("vmap: one argument at least must have an axis to go along");
    if (sizes.some((size) => size !== sizes[0]))
      throw new RangeError(`vmap: the batches differ in size: ${sizes.join(", ")}`);
    const calls = globalThis.Array.from({ length: sizes[0] }, (_, example) =>
      fn(
        ...(args.map((arg, i) => {
          const axis = axes[i];
          if (axis === null || axis === undefined) return arg;
          return unflatten(
            arg,
            leaves(arg).map((one) => exampleOf(one, axis, example)),
          );
        }) as Args),
      ),
    );
    if (calls.length === 0) throw new RangeError("vmap: the batch is empty");
    const parts = calls.map(leaves);
    const stacked = parts[0].map((_, i) => ops.stack(parts.map((own) => own[i])) as Array);
    return unflatten(calls[0], stacked);
  };
}

/** One example along an axis. */
function exampleOf(a: Array, axis: number, example: number): Array {
  const before = axis < 0 ? axis + a.shape.length : axis;
  return ops.index(a, [...new globalThis.Array<string>(before).fill(":"), example]) as Array;
}

/**
 * A function that is planned: from the third call with arguments of the same shapes on, its operations are done again in memory laid out
 * for them, and the function itself is not called. As in JAX it should be pure; numbers among the arguments are constants, one plan for
 * each. A function that reads elements, to branch by them, runs as it is, where JAX would throw.
 */
export function jit<Args extends unknown[], R>(fn: (...args: Args) => R): (...args: Args) => R {
  return compile(fn);
}

/** jax.lax */
export const lax = {
  /** The same values, without a gradient. */
  stopGradient: <T extends Tensor>(a: T): T => ops.detach(a),
};
