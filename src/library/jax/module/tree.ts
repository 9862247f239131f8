// jax.tree: arrays nested in lists and records, treated as one.

export { all, flatten, leaves, map, reduce, structure, unflatten } from "../tree.ts";
