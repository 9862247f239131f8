// jax.grad and its kin: functions of functions.

import { valueAndGradients } from "../autograd/index.ts";
import * as ops from "../ops/index.ts";
import { sizeOf, type Tensor, zeros as zerosOf } from "../tensor/index.ts";
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
      return { loss: value instanceof Array ? value : value[0], result: value };
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

/** The function itself: operations run at once here, so there is nothing to compile yet. */
export function jit<Rest extends unknown[], R>(fn: (...args: Rest) => R): (...args: Rest) => R {
  return fn;
}

/** jax.lax */
export const lax = {
  /** The same values, without a gradient. */
  stopGradient: <T extends Tensor>(a: T): T => ops.detach(a),
};
