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
export * as treeUtil from "./tree-util.ts";

/** A place where arrays are and operations run. */
export interface Device {
  readonly id: number;
  readonly platform: string;
}

/** The devices there are: one, this processor. */
export const devices = (): readonly Device[] => [{ id: 0, platform: "cpu" }];
/** `devices` */
export const localDevices = devices;
/** Number of devices: 1. */
export const deviceCount = (): number => 1;
/** `deviceCount` */
export const localDeviceCount = deviceCount;
/** "cpu" */
export const defaultBackend = (): string => "cpu";
/** The tree itself: its arrays are on the only device. */
export const devicePut = <T>(tree: T, _device?: Device): T => tree;
/** The tree itself: its arrays are where they can be read. */
export const deviceGet = <T>(tree: T): T => tree;
/** The tree itself: nothing waits, operations run at once. */
export const blockUntilReady = <T>(tree: T): T => tree;
