// jax.lax: what jnp is made of, and control flow.

export * from "./lax/arrays.ts";
export {
  associativeScan,
  cond,
  foriLoop,
  map,
  type Predicate,
  type ScanOptions,
  scan,
  switchCase as switch,
  whileLoop,
} from "./lax/control.ts";
export { conv, convGeneralDilated, type Padding, reduceWindow } from "./lax/windows.ts";
