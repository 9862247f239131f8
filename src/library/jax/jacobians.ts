// jax.jacrev, jax.jacfwd, jax.hessian: all derivatives of a function, for all directions at once.

import { mapExamples, pullBack, pushForward, zerosLike } from "../autograd/index.ts";
import * as ops from "../ops/index.ts";
import { type Shape, sizeOf, type Tensor, wrap, zeros } from "../tensor/index.ts";
import type { Array } from "./array.ts";
import { type Argnums, type Gradients, selectArguments } from "./gradients.ts";
import { leaves, withLeaves } from "./tree.ts";

/** The derivatives of each array that comes out: by each that goes in, in that one's form. */
export type Jacobian<Out, In> = Out extends Array ? In : { [K in keyof Out]: Jacobian<Out[K], In> };

/** All directions in which an array can go: [size, ...shape], in each of which one element is 1. */
function basis(like: Tensor): Array {
  const n = sizeOf(like.shape);
  const ones = zeros(like.dtype, n * n);
  for (let i = 0; i < n; i++) ones[i * n + i] = 1;
  return wrap(like, ones, [n, ...like.shape], like.dtype) as Array;
}

const joined = (a: Array, first: Shape): Array => ops.reshape(a, [...first, ...a.shape.slice(1)]) as Array;

/** The derivatives of a function's outputs by an argument, `[...output, ...input]` for each pair of arrays: backwards, which is cheap for few outputs. */
export function jacrev<Args extends unknown[], R, const N extends Argnums = 0>(
  fn: (...args: Args) => R,
  { argnums = 0 as N }: { readonly argnums?: N } = {},
): (...args: Args) => Jacobian<R, Gradients<Args, N>> {
  return (...args) => {
    const { arrays, withArrays, inForm } = selectArguments("jacrev", args, argnums);
    const { result, pull } = pullBack((inputs: readonly Array[]) => {
      const value = fn(...(withArrays(inputs) as Args));
      return { outputs: leaves(value), result: value };
    }, arrays);
    const outputs = leaves(result);
    const rows = outputs.map((output, which) => {
      const directions = basis(output);
      const mapped = mapExamples(
        ([dy]: readonly Array[]) => ({
          outputs: pull(outputs.map((_, i) => (i === which ? dy : undefined))),
          result: undefined,
        }),
        [{ tensor: directions, isBatch: true }],
        directions.shape[0],
      );
      return inForm(mapped.outputs.map((one) => joined(one, output.shape)));
    });
    return inFormOf(result, rows) as Jacobian<R, Gradients<Args, N>>;
  };
}

/** The same as `jacrev`, forwards: cheap for few inputs. */
export function jacfwd<Args extends unknown[], R, const N extends Argnums = 0>(
  fn: (...args: Args) => R,
  { argnums = 0 as N }: { readonly argnums?: N } = {},
): (...args: Args) => Jacobian<R, Gradients<Args, N>> {
  return (...args) => {
    const { arrays, withArrays, inForm } = selectArguments("jacfwd", args, argnums);
    let result: R | undefined;
    const columns = arrays.map((input, which) => {
      const directions = basis(input);
      const mapped = mapExamples(
        ([direction]: readonly Array[]) => {
          const tangents = arrays.map((one, i) => (i === which ? direction : zerosLike(one)));
          const pushed = pushForward(
            (inputs: readonly Array[]) => {
              result = fn(...(withArrays(inputs) as Args));
              return leaves(result);
            },
            arrays,
            tangents,
          );
          return { outputs: pushed.tangents, result: undefined };
        },
        [{ tensor: directions, isBatch: true }],
        directions.shape[0],
      );
      return mapped.outputs.map((one) => ops.moveAxis(one, 0, one.shape.length - 1));
    });
    const outputs = leaves(result);
    const rows = outputs.map((output, i) =>
      inForm(columns.map((column, j) => ops.reshape(column[i], [...output.shape, ...arrays[j].shape]) as Array)),
    );
    return inFormOf(result, rows) as Jacobian<R, Gradients<Args, N>>;
  };
}

/** A tree of trees: each array of the outer one's form replaced. */
function inFormOf(tree: unknown, rows: readonly unknown[]): unknown {
  // What takes an array's place need not be one.
  return withLeaves(tree, rows as readonly Array[]);
}

/** The matrix of second derivatives of a function that gives one number, by an argument: forward over reverse. */
export function hessian<Args extends unknown[], R, const N extends Argnums = 0>(
  fn: (...args: Args) => R,
  options: { readonly argnums?: N } = {},
): (...args: Args) => Jacobian<Jacobian<R, Gradients<Args, N>>, Gradients<Args, N>> {
  return jacfwd(jacrev(fn, options), options);
}
