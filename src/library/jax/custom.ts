// jax.customVjp, jax.customJvp, jax.checkpoint: functions with derivatives of their own making.

import { pullBack, zerosLike } from "../autograd/index.ts";
import * as ops from "../ops/index.ts";
import { sizeOf, type Tensor } from "../tensor/index.ts";
import type { Array } from "./array.ts";
import { leaves, withLeaves } from "./tree.ts";

/** Takes gradients of a function's outputs back to its arguments' arrays. */
type Pull<R> = (inputs: readonly Array[], cotangent: R) => readonly (Array | undefined)[];

/** Calls a function as one operation, of whose inside differentiation sees nothing but `pull`. */
function asOne<Args extends unknown[], R>(name: string, fn: (...args: Args) => R, args: Args, pull: Pull<R>): R {
  let form: R | undefined;
  // Several outputs are one in a row, since an operation has one.
  const joined = (result: R): Tensor => {
    const outputs = leaves(result);
    return outputs.length === 1 ? ops.detach(outputs[0]) : ops.cat(outputs.map((one) => ops.reshape(one, [-1])));
  };
  const parted = (flat: Tensor): R => {
    const outputs = leaves(form);
    if (outputs.length === 1) return withLeaves(form as R, [flat as Array]);
    let at = 0;
    const parts = outputs.map(({ shape, dtype }) => {
      const start = at;
      at += sizeOf(shape);
      return ops.cast(ops.reshape(ops.index(flat, [`${start}:${at}`]), shape), dtype) as Array;
    });
    return withLeaves(form as R, parts);
  };
  // All inputs' gradients come at once; the one `dy` is asked about for each.
  const known = new WeakMap<Tensor, readonly (Array | undefined)[]>();
  const operation = ops.primitive({
    name,
    value: (inputs) => {
      const result = fn(...withLeaves(args, inputs.map(ops.detach) as Array[]));
      form = result;
      return joined(result);
    },
    gradient: (dy, inputs, _output, _attributes, which) => {
      const all = known.get(dy) ?? pull(inputs as readonly Array[], parted(dy));
      known.set(dy, all);
      return all[which];
    },
    shares: true,
  });
  return parted(ops.bind(operation, leaves(args), undefined));
}

/** A function whose gradient is told by `defvjp`. */
export interface CustomVjp<Args extends unknown[], R> {
  (...args: Args): R;
  /** `forward` gives the value and what `backward` needs; `backward` turns that and a gradient of the value into the list of the arguments' gradients (null: 0). */
  defvjp<S>(forward: (...args: Args) => readonly [R, S], backward: (saved: S, cotangent: R) => Nullable<Args>): void;
}

/** The arguments' gradients: trees of their form, or null for 0. */
export type Nullable<Args extends unknown[]> = readonly [...{ [K in keyof Args]: Args[K] | null }];

/**
 * A function whose gradient one writes oneself: `const f = jax.customVjp(fn); f.defvjp(forward, backward)`. `forward` is called when a
 * gradient is taken. @throws TypeError when it is differentiated before `defvjp`.
 */
export function customVjp<Args extends unknown[], R>(fn: (...args: Args) => R): CustomVjp<Args, R> {
  let rule: ((args: Args, cotangent: R) => Nullable<Args>) | undefined;
  const call = (...args: Args): R =>
    asOne("CustomVjp", fn, args, (inputs, cotangent) => {
      if (rule === undefined) throw new TypeError("customVjp: no gradient is defined; call defvjp first");
      const gradients = rule(withLeaves(args, inputs), cotangent);
      return args.flatMap((arg, i) =>
        gradients[i] === null ? leaves(arg).map(() => undefined) : leaves(gradients[i]),
      );
    });
  return Object.assign(call, {
    defvjp<S>(forward: (...args: Args) => readonly [R, S], back: (saved: S, cotangent: R) => Nullable<Args>): void {
      rule = (args, cotangent) => back(forward(...args)[1], cotangent);
    },
  });
}

/** A function whose derivative in a direction is told by `defjvp`. */
export interface CustomJvp<Args extends unknown[], R> {
  (...args: Args): R;
  /** `rule` gives the value and the derivative, linear in `tangents`, for lists of arguments and of their directions. */
  defjvp(rule: (primals: Args, tangents: Args) => readonly [R, R]): void;
}

/** A function whose derivative one writes oneself, forwards; gradients follow by turning it round. @throws TypeError when it is differentiated before `defjvp`. */
export function customJvp<Args extends unknown[], R>(fn: (...args: Args) => R): CustomJvp<Args, R> {
  let rule: ((primals: Args, tangents: Args) => readonly [R, R]) | undefined;
  const call = (...args: Args): R =>
    asOne("CustomJvp", fn, args, (inputs, cotangent) => {
      const own = rule;
      if (own === undefined) throw new TypeError("customJvp: no derivative is defined; call defjvp first");
      const { pull } = pullBack((tangents: readonly Array[]) => {
        const [, result] = own(withLeaves(args, inputs), withLeaves(args, tangents));
        return { outputs: leaves(result), result };
      }, inputs.map(zerosLike));
      return pull(leaves(cotangent));
    });
  return Object.assign(call, {
    defjvp(given: (primals: Args, tangents: Args) => readonly [R, R]): void {
      rule = given;
    },
  });
}

/** The same function, of which nothing inside is kept for its gradient: it is computed again when that is taken. Less memory for more time. */
export function checkpoint<Args extends unknown[], R>(fn: (...args: Args) => R): (...args: Args) => R {
  return (...args) =>
    asOne("Checkpoint", fn, args, (inputs, cotangent) => {
      const { pull } = pullBack((again: readonly Array[]) => {
        const result = fn(...withLeaves(args, again));
        return { outputs: leaves(result), result };
      }, inputs);
      return pull(leaves(cotangent));
    });
}
