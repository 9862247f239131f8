// jax.tree_util: jax.tree under its longer names.

export {
  flatten as treeFlatten,
  leaves as treeLeaves,
  map as treeMap,
  reduce as treeReduce,
  structure as treeStructure,
  unflatten as treeUnflatten,
} from "../tree.ts";
