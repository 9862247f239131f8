// The module `jax`: transformations of functions, and the modules inside it.

// A namespace and no record, so that a page loads what it uses of it.
export { Array } from "../array.ts";
export { checkpoint, customJvp, customVjp } from "../custom.ts";
export { grad, jvp, linearize, valueAndGrad, vjp } from "../gradients.ts";
export { hessian, jacfwd, jacrev, jacrev as jacobian } from "../jacobians.ts";
export { jit } from "../jit.ts";
export * as lax from "../lax.ts";
export * as numpy from "../numpy.ts";
export * as random from "../random.ts";
export { vmap } from "../vmap.ts";
export * as nn from "./nn.ts";
export * as tree from "./tree.ts";

/** A place where arrays are and operations run. */
export interface Device {
  readonly id: number;
  readonly platform: string;
}

/** The devices there are: one, this processor. */
export const devices = (): readonly Device[] => [{ id: 0, platform: "cpu" }];
