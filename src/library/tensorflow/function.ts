// tf.function: functions whose operations are planned.

import { compile } from "../plan/index.ts";

/**
 * A function that does what `fn` does by a plan. The first call with arguments of these shapes runs as it is, the second is traced, and
 * from the third on the operations that were seen are done again in memory laid out for them, and `fn` is not called: what it prints or
 * counts happens in the first two calls alone, as TensorFlow traces. Changes of variables and steps of optimizers are part of it. The
 * numbers are the same; what reads elements runs as it is.
 */
export function planned<Args extends unknown[], R>(fn: (...args: Args) => R): (...args: Args) => R {
  return compile(fn);
}
