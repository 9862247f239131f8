// Where bound modules find their variables, or, while they are made, put them: collections of trees, by the modules' names.

import { Array } from "../array.ts";
import { foldIn, type Key } from "../random/keys.ts";

/** Parameters by name, nested as modules are. */
export interface Params {
  [name: string]: Array | Params;
}
/** All that a module computes with: `params`, and other collections such as `batch_stats`. */
export interface Variables {
  readonly params: Params;
  readonly [collection: string]: Params;
}

/** What all modules of one call share. */
export interface Root {
  readonly collections: Record<string, Params>;
  /** True while variables are made. */
  readonly initializing: boolean;
  /** Collections that may change. */
  readonly mutable: ReadonlySet<string>;
  /** Keys by their uses: "params", "dropout". */
  readonly rngs: Readonly<Record<string, Key>>;
  /** How many keys each use has given at each place. */
  readonly drawn: Map<string, number>;
}

/** The place of a module: the names of the modules around it and its own. */
export interface Scope {
  readonly root: Root;
  readonly path: readonly string[];
}

/** The place of a submodule. */
export const childOf = ({ root, path }: Scope, name: string): Scope => ({ root, path: [...path, name] });

/** The variables of a collection at a place; undefined when there are none and none are to be made. */
export function variablesAt({ root, path }: Scope, collection: string, makes: boolean): Params | undefined {
  if (!(collection in root.collections) && makes) root.collections[collection] = {};
  let at: Params | undefined = root.collections[collection];
  for (const name of path) {
    if (at === undefined) return undefined;
    if (!(name in at) && makes) at[name] = {};
    const next: Array | Params | undefined = at[name];
    at = next instanceof Array ? undefined : next;
  }
  return at;
}

/** A number for a name, so that a parameter starts the same whatever stands before it (FNV-1a). */
function hashOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** The key of a name at a place. */
export function keyAt(key: Key, { path }: Scope, name: string): Key {
  return [...path, name].reduce((own, part) => foldIn(own, hashOf(part)), key);
}

/** The same trees as records of their own, so that writing into them changes nobody else's. */
export function copied(params: Params): Params {
  return Object.fromEntries(
    Object.entries(params).map(([name, one]) => [name, one instanceof Array ? one : copied(one)]),
  );
}
