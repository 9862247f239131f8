// jax.grad, jax.valueAndGrad, jax.vjp, jax.jvp, jax.linearize: derivatives of functions.

import { isDifferentiating, pullBack, pushForward, valueAndGradients, zerosLike } from "../autograd/index.ts";
import { isFloat, kindOf, sameShape, show, view } from "../tensor/index.ts";
import { Array } from "./array.ts";
import { formOf, leaves, withLeaves } from "./tree.ts";

/** Which arguments to differentiate by: one, by its place, or several. */
export type Argnums = number | readonly number[];

/** The gradient by one argument, or the list of those by several. */
export type Gradients<Args extends readonly unknown[], N> = N extends number
  ? Args[N]
  : N extends readonly number[]
    ? { -readonly [K in keyof N]: Args[N[K] & keyof Args] }
    : never;

/** Some of a call's arguments: their arrays, the call with others in their place, and others in their form. */
interface Selection {
  readonly arrays: readonly Array[];
  withArrays(others: readonly Array[]): unknown[];
  inForm(others: readonly Array[]): unknown;
}

function placeOf(name: string, args: readonly unknown[], n: number): number {
  const at = n < 0 ? n + args.length : n;
  if (at >= 0 && at < args.length) return at;
  throw new RangeError(`${name}: argnums ${n}, but the function was called with ${args.length} arguments`);
}

/** The arguments to differentiate by. @throws TypeError for whole numbers, RangeError for an argument that there is not. */
export function selectArguments(name: string, args: readonly unknown[], argnums: Argnums): Selection {
  const isOne = typeof argnums === "number";
  const places = isOne ? placeOf(name, args, argnums) : argnums.map((n) => placeOf(name, args, n));
  const chosen = typeof places === "number" ? args[places] : places.map((at) => args[at]);
  const arrays = leaves(chosen);
  for (const { dtype } of arrays)
    if (!isFloat(dtype))
      throw new TypeError(
        `${name} requires real-valued inputs (a float dtype), but got ${dtype}; make it one: x.astype("float32")`,
      );
  return {
    arrays,
    withArrays(others) {
      const next = args.slice();
      const trees = withLeaves(chosen, others);
      if (typeof places === "number") next[places] = trees;
      else for (const [i, at] of places.entries()) next[at] = (trees as readonly unknown[])[i];
      return next;
    },
    inForm(others) {
      return withLeaves(chosen, others);
    },
  };
}

const plain = (a: Array): Array => (a.origin === undefined ? a : view(a, a.shape, a.strides, a.offset));

/** What a function gave, for outside of its derivative: outside of all derivatives it comes from nothing any more, so that what was recorded can go. */
function settled<T>(result: T): T {
  if (isDifferentiating()) return result;
  if (result instanceof Array) return plain(result) as T;
  return withLeaves(result, leaves(result).map(plain));
}

/**
 * A function's value and its gradient by an argument, which is a tree of arrays: `[value, gradient]`. `argnums` names the argument by its
 * place (0), or several. With `hasAux` the function gives `[loss, more]`, and so does `value`.
 * @throws TypeError when it gives no array or is differentiated by whole numbers, RangeError when it does not give one number.
 */
export function valueAndGrad<Args extends unknown[], A, const N extends Argnums = 0>(
  fn: (...args: Args) => readonly [Array, A],
  options: { readonly hasAux: true; readonly argnums?: N },
): (...args: Args) => [readonly [Array, A], Gradients<Args, N>];
export function valueAndGrad<Args extends unknown[], const N extends Argnums = 0>(
  fn: (...args: Args) => Array,
  options?: { readonly hasAux?: false; readonly argnums?: N },
): (...args: Args) => [Array, Gradients<Args, N>];
export function valueAndGrad<Args extends unknown[]>(
  fn: (...args: Args) => unknown,
  { argnums = 0 }: { readonly hasAux?: boolean; readonly argnums?: Argnums } = {},
): (...args: Args) => unknown {
  return (...args) => {
    const { arrays, withArrays, inForm } = selectArguments("grad", args, argnums);
    const { result, gradients } = valueAndGradients((tracked: readonly Array[]) => {
      const value = fn(...(withArrays(tracked) as Args));
      const loss = globalThis.Array.isArray(value) ? value[0] : value;
      if (!(loss instanceof Array))
        throw new TypeError(`grad: the function must give an array of one number, not ${kindOf(value)}`);
      return { loss, result: value };
    }, arrays);
    return [settled(result), inForm(gradients)];
  };
}

/**
 * The gradient of a function that gives one number, by an argument, which is a tree of arrays; `grad(grad(f))` is the second derivative.
 * With `hasAux` the function gives `[loss, more]`, and this `[gradient, more]`. Options and errors as `valueAndGrad`.
 */
export function grad<Args extends unknown[], A, const N extends Argnums = 0>(
  fn: (...args: Args) => readonly [Array, A],
  options: { readonly hasAux: true; readonly argnums?: N },
): (...args: Args) => [Gradients<Args, N>, A];
export function grad<Args extends unknown[], const N extends Argnums = 0>(
  fn: (...args: Args) => Array,
  options?: { readonly hasAux?: false; readonly argnums?: N },
): (...args: Args) => Gradients<Args, N>;
export function grad<Args extends unknown[]>(
  fn: (...args: Args) => unknown,
  { hasAux = false, argnums = 0 }: { readonly hasAux?: boolean; readonly argnums?: Argnums } = {},
): (...args: Args) => unknown {
  // Of [loss, more], whether there is more or not.
  const both = valueAndGrad(fn as (...args: Args) => readonly [Array, unknown], { hasAux: true, argnums });
  return (...args) => {
    const [value, gradient] = both(...args);
    return hasAux ? [gradient, value[1]] : gradient;
  };
}

/** A cotangent's or tangent's arrays. @throws TypeError when it has not the form of what it belongs to, RangeError when a shape differs. */
function directions(name: string, tree: unknown, of: unknown): Array[] {
  const form = formOf(of);
  if (formOf(tree) !== form)
    throw new TypeError(`${name}: expected a tree ${form} as the function's, but got ${formOf(tree)}`);
  const own = leaves(of);
  return leaves(tree).map((one, i) => {
    if (!sameShape(one.shape, own[i].shape))
      throw new RangeError(`${name}: expected the shape ${show(own[i].shape)}, but got ${show(one.shape)}`);
    return one;
  });
}

/** A function's value at `primals`, and the function that takes a gradient of the value back: to the list of those of the primals. */
export function vjp<Args extends unknown[], R>(
  fn: (...args: Args) => R,
  ...primals: Args
): [R, (cotangent: R) => Args] {
  const { result, pull } = pullBack((inputs: readonly Array[]) => {
    const value = fn(...withLeaves(primals, inputs));
    return { outputs: leaves(value), result: value };
  }, leaves(primals));
  return [settled(result), (cotangent) => withLeaves(primals, pull(directions("vjp", cotangent, result)))];
}

/** A function's value at `primals`, a list of its arguments, and its derivative in the direction of `tangents`: forward mode. */
export function jvp<Args extends unknown[], R>(
  fn: (...args: Args) => R,
  primals: readonly [...Args],
  tangents: readonly [...Args],
): [R, R] {
  let result: R | undefined;
  const outputs = pushForward(
    (inputs: readonly Array[]) => {
      result = fn(...(withLeaves(primals, inputs) as unknown as Args));
      return leaves(result);
    },
    leaves(primals),
    directions("jvp", tangents, primals),
  );
  return [withLeaves(result as R, outputs.values), withLeaves(result as R, outputs.tangents)];
}

/** A function's value at `primals`, and its derivative there as a function of directions, which does not compute the value again. */
export function linearize<Args extends unknown[], R>(
  fn: (...args: Args) => R,
  ...primals: Args
): [R, (...tangents: Args) => R] {
  const [result, pull] = vjp(fn, ...primals);
  const cotangents = leaves(result).map(zerosLike);
  // What comes back is linear in the cotangents: its own gradient by them is the derivative forwards.
  const { pull: push } = pullBack((inputs: readonly Array[]) => {
    const back = pull(withLeaves(result, inputs));
    return { outputs: leaves(back), result: back };
  }, cotangents);
  return [result, (...tangents) => withLeaves(result, push(directions("linearize", tangents, primals)))];
}
