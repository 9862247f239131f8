// jax.tree: arrays nested in lists and records, treated as one.

import { Array } from "./array.ts";

/** An array, or a list or record of trees. */
export type Tree = Array | readonly Tree[] | { readonly [name: string]: Tree };

function isLeaf(tree: unknown): tree is Array {
  return tree instanceof Array;
}

/** The arrays of a tree, records by name in the order of the alphabet, as JAX flattens them. */
export function leaves(tree: unknown): Array[] {
  if (isLeaf(tree)) return [tree];
  if (globalThis.Array.isArray(tree)) return tree.flatMap(leaves);
  if (typeof tree !== "object" || tree === null) return [];
  return Object.keys(tree)
    .sort()
    .flatMap((name) => leaves((tree as Record<string, unknown>)[name]));
}

/** The tree with its arrays replaced, in the order of `leaves`. What is no array stays. */
export function unflatten<T>(tree: T, arrays: readonly Array[]): T {
  let at = 0;
  const build = (one: unknown): unknown => {
    if (isLeaf(one)) return arrays[at++];
    if (globalThis.Array.isArray(one)) return one.map(build);
    if (typeof one !== "object" || one === null) return one;
    const built = Object.keys(one)
      .sort()
      .map((name): [string, unknown] => [name, build((one as Record<string, unknown>)[name])]);
    const byName = new Map(built);
    return Object.fromEntries(Object.keys(one).map((name) => [name, byName.get(name)]));
  };
  return build(tree) as T;
}

/** "{b: *, w: [*, *]}": how the arrays of a tree are nested. */
export function structure(tree: unknown): string {
  if (isLeaf(tree)) return "*";
  if (globalThis.Array.isArray(tree)) return `[${tree.map(structure).join(", ")}]`;
  if (typeof tree !== "object" || tree === null) return "-";
  const names = Object.keys(tree).sort();
  return `{${names.map((name) => `${name}: ${structure((tree as Record<string, unknown>)[name])}`).join(", ")}}`;
}

/** `fn` of each array of the tree, and of those at the same places of `rest`. @throws RangeError when the trees differ. */
export function map<T>(fn: (leaf: Array, ...rest: Array[]) => Array, tree: T, ...rest: T[]): T {
  const own = leaves(tree);
  const others = rest.map(leaves);
  const form = structure(tree);
  for (const one of rest)
    if (structure(one) !== form)
      throw new RangeError(`tree.map: the trees have different structures: ${form} and ${structure(one)}`);
  return unflatten(
    tree,
    own.map((leaf, i) => fn(leaf, ...others.map((list) => list[i]))),
  );
}
