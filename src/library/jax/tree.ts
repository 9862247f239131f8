// jax.tree: arrays nested in lists and records, treated as one.

import { Array } from "./array.ts";

/** An array, or a list or record of trees. */
export type Tree = Array | readonly Tree[] | { readonly [name: string]: Tree };

function isLeaf(tree: unknown): tree is Array {
  return tree instanceof Array;
}

/** Objects of classes, keys among them, are no parts of trees: they stay as they are. */
function isRecord(one: unknown): one is Record<string, unknown> {
  return typeof one === "object" && one !== null && Object.getPrototypeOf(one) === Object.prototype;
}

/** The names of a record in the order of the alphabet: mostly they stand so. */
function namesOf(record: object): string[] {
  const names = Object.keys(record);
  for (let i = 1; i < names.length; i++) if (names[i] < names[i - 1]) return names.sort();
  return names;
}

function collect(tree: unknown, into: Array[]): void {
  if (isLeaf(tree)) into.push(tree);
  else if (globalThis.Array.isArray(tree)) for (const one of tree) collect(one, into);
  else if (isRecord(tree)) for (const name of namesOf(tree)) collect(tree[name], into);
}

/** The arrays of a tree, records by name in the order of the alphabet, as JAX flattens them. */
export function leaves(tree: unknown): Array[] {
  const found: Array[] = [];
  collect(tree, found);
  return found;
}

/** The tree with its arrays replaced, in the order of `leaves`. What is no array stays. */
export function withLeaves<T>(tree: T, arrays: readonly Array[]): T {
  let at = 0;
  return mapped(() => arrays[at++], tree, []) as T;
}

/** Whether two trees are nested in the same way. */
function sameForm(a: unknown, b: unknown): boolean {
  if (isLeaf(a) || isLeaf(b)) return isLeaf(a) && isLeaf(b);
  if (globalThis.Array.isArray(a))
    return globalThis.Array.isArray(b) && a.length === b.length && a.every((one, i) => sameForm(one, b[i]));
  if (!isRecord(a) || !isRecord(b)) return isRecord(a) === isRecord(b) && !globalThis.Array.isArray(b);
  const names = Object.keys(a);
  if (Object.keys(b).length !== names.length) return false;
  for (const name of names) if (!Object.hasOwn(b, name) || !sameForm(a[name], b[name])) return false;
  return true;
}

/** "{b: *, w: [*, *]}": how the arrays of a tree are nested. */
export function formOf(tree: unknown): string {
  if (isLeaf(tree)) return "*";
  if (globalThis.Array.isArray(tree)) return `[${tree.map(formOf).join(", ")}]`;
  if (!isRecord(tree)) return "-";
  const names = Object.keys(tree).sort();
  return `{${names.map((name) => `${name}: ${formOf(tree[name])}`).join(", ")}}`;
}

/** A tree with something else in the place of its arrays. */
export type Mapped<T, R> = T extends Array ? R : T extends object ? { [Key in keyof T]: Mapped<T[Key], R> } : T;

/** `fn` of each array of the tree, and of those at the same places of `rest`; shapes and the like, too: `map((p) => p.shape, params)`. @throws RangeError when the trees differ. */
export function map<T>(fn: (leaf: Array, ...rest: Array[]) => Array, tree: T, ...rest: T[]): T;
export function map<T, R>(fn: (leaf: Array, ...rest: Array[]) => R, tree: T, ...rest: T[]): Mapped<T, R>;
export function map<T>(fn: (leaf: Array, ...rest: Array[]) => unknown, tree: T, ...rest: T[]): unknown {
  for (const one of rest)
    if (!sameForm(tree, one))
      throw new RangeError(`tree.map: the trees have different structures: ${formOf(tree)} and ${formOf(one)}`);
  return mapped(fn, tree, rest);
}

/** `fn` of the arrays of trees of one form. */
function mapped(fn: (leaf: Array, ...rest: Array[]) => unknown, one: unknown, rest: readonly unknown[]): unknown {
  if (isLeaf(one)) return fn(one, ...(rest as Array[]));
  if (globalThis.Array.isArray(one)) return one.map((part, i) => mapped(fn, part, partsOf(rest, i)));
  if (!isRecord(one)) return one;
  // A copy keeps the names in the order in which they were written.
  const copy = { ...one };
  for (const name of namesOf(one)) copy[name] = mapped(fn, one[name], partsOf(rest, name));
  return copy;
}

const partsOf = (trees: readonly unknown[], at: string | number): unknown[] =>
  trees.map((tree) => (tree as Record<string | number, unknown>)[at]);

/** How a tree is nested, without its arrays: what `flatten` gives and `unflatten` takes. */
export class TreeDef<T> {
  readonly tree: T;
  constructor(tree: T) {
    this.tree = tree;
  }
  /** Number of arrays. */
  get numLeaves(): number {
    return leaves(this.tree).length;
  }
  /** "PyTreeDef({b: *, w: [*, *]})" */
  toString(): string {
    return `PyTreeDef(${formOf(this.tree)})`;
  }
  [Symbol.for("Jupyter.display")](): { "text/plain": string } {
    return { "text/plain": this.toString() };
  }
}

/** How a tree is nested. */
export const structure = <T>(tree: T): TreeDef<T> => new TreeDef(tree);

/** The arrays of a tree, and how they are nested. */
export const flatten = <T>(tree: T): [Array[], TreeDef<T>] => [leaves(tree), structure(tree)];

/** The tree of this structure with these arrays. @throws RangeError when their number differs. */
export function unflatten<T>(treedef: TreeDef<T>, arrays: readonly Array[]): T {
  if (arrays.length !== treedef.numLeaves)
    throw new RangeError(`tree.unflatten: ${arrays.length} arrays for ${treedef.numLeaves} places of ${treedef}`);
  return withLeaves(treedef.tree, arrays);
}

/** `fn` of what came before and each array, one after the other. */
export function reduce<R>(fn: (before: R, leaf: Array) => R, tree: unknown, initial: R): R {
  return leaves(tree).reduce(fn, initial);
}

/** Whether all elements of all arrays are not zero. */
export function all(tree: unknown): boolean {
  return leaves(tree).every((leaf) => leaf.all().item() !== 0);
}
