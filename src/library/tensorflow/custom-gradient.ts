// tf.customGradient: functions whose gradients one writes oneself.

import * as ops from "../ops/index.ts";
import type { Tensor } from "./tensor.ts";

/** The gradients by the arguments for that of the output; one alone may stand without a list. */
export type OwnGradient = (upstream: Tensor) => Tensor | readonly (Tensor | null)[];

/**
 * A function that is differentiated as it says itself: `fn` gives `[output, gradient]`, and `gradient(upstream)` the gradients by the
 * arguments, in their order, null for none. What `fn` computes is not looked into; the gradient is recorded where another tape is.
 * @throws RangeError, in the pass back, for another number of gradients than arguments.
 */
export function customGradient<Args extends Tensor[]>(
  fn: (...args: Args) => readonly [Tensor, OwnGradient],
): (...args: Args) => Tensor {
  return (...args) => {
    // One pass back asks for each argument's; the same `upstream` is asked about once.
    const known = new WeakMap<object, readonly (Tensor | null)[]>();
    const operation = ops.primitive({
      name: "CustomGradient",
      value: (inputs) => ops.detach(fn(...(inputs.map(ops.detach) as Args))[0]),
      gradient: (upstream, inputs, _output, _attributes, which) => {
        let all = known.get(upstream);
        if (all === undefined) {
          const given = fn(...(inputs as Args))[1](upstream as Tensor);
          all = Array.isArray(given) ? (given as readonly (Tensor | null)[]) : [given as Tensor];
          if (all.length !== inputs.length)
            throw new RangeError(
              `customGradient: expected ${inputs.length} gradients, one for each argument, but got ${all.length}`,
            );
          known.set(upstream, all);
        }
        return all[which] ?? undefined;
      },
      saves: "inputs",
      shares: true,
    });
    return ops.bind(operation, args, undefined) as Tensor;
  };
}
