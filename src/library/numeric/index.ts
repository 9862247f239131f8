// Operations that few programs need, made of those of ops/: a page loads them when it names them. Their primitives are marked as pure, so
// that bundlers leave out those that nothing names.

export * from "./arrange.ts";
export { addedAt, assigned } from "./assigned.ts";
export * from "./bitwise.ts";
export * from "./decompositions.ts";
export { einsum, tensordot } from "./einsum.ts";
export * from "./elementary.ts";
export { erfinv } from "./erfinv.ts";
export { cholesky, determinant, identity, inverse, solve } from "./linalg.ts";
export * from "./padding.ts";
export * from "./quantiles.ts";
export { correlation, covariance, histogram, searchSorted } from "./statistics.ts";
export * from "./trigonometry.ts";
