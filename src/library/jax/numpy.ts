// jnp: JAX's NumPy.

export * from "./numpy/creation.ts";
export * from "./numpy/elementwise.ts";
export * from "./numpy/linear.ts";
export * from "./numpy/picking.ts";
export * from "./numpy/reductions.ts";
export * from "./numpy/shapes.ts";
/** A circle's circumference over its diameter. */
export const pi = Math.PI;
/** Euler's number. */
export const e = Math.E;
/** Infinity. */
export const inf = Number.POSITIVE_INFINITY;
/** Not a number. */
export const nan = Number.NaN;
/** A new axis of size 1 among indices. */
export const newaxis = null;
/** Names of element types. */
export const float32 = "float32";
/** Double precision. */
export const float64 = "float64";
/** Whole numbers. */
export const int32 = "int32";
/** Whole numbers from 0 to 255. */
export const uint8 = "uint8";
/** Truth values. */
export const bool = "bool";
