// jax.jit.

import { compile } from "../plan/index.ts";

/**
 * A function that is planned: from the third call with arguments of the same shapes on, its operations are done again in memory laid out
 * for them, and the function itself is not called. As in JAX it should be pure; numbers among the arguments are constants, one plan for
 * each. A function that reads elements, to branch by them, runs as it is, where JAX would throw.
 */
export function jit<Args extends unknown[], R>(fn: (...args: Args) => R): (...args: Args) => R {
  return compile(fn);
}
