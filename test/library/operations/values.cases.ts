// Every call that the scripts of reference/ make of PyTorch, in TypeScript.

import { type Case, indexOf, type Operation, reference } from "../reference.ts";
import { elementwise } from "./values/elementwise.ts";
import { networks } from "./values/networks.ts";
import { numerics } from "./values/numeric.ts";
import { pairs } from "./values/pairs.ts";
import { products } from "./values/products.ts";
import { reductions } from "./values/reductions.ts";
import { shapes } from "./values/shapes.ts";

const subjects = { elementwise, pairs, reductions, products, shapes, networks, numeric: numerics };

/** Operations by the names that the scripts give them. */
export const operations: Readonly<Record<string, Operation>> = Object.assign({}, ...Object.values(subjects));

/** What a script has written: calls by name, and what kinds of inputs PyTorch refuses. */
type Written = Readonly<Record<string, readonly Case[]>> & { readonly refused: Readonly<Record<string, string[]>> };

/** Those of the subjects, and of them all with every kind of input. */
const written = [...Object.keys(subjects), "edges"].map((subject) => reference<Written>(`${subject}.json`));

/** The calls that PyTorch has made, by name. */
export const recorded: ReadonlyMap<string, readonly Case[]> = (() => {
  const all = new Map<string, readonly Case[]>();
  for (const { refused: _, ...calls } of written)
    for (const [name, more] of Object.entries(calls)) all.set(name, [...(all.get(name) ?? []), ...more]);
  return all;
})();

/** The kinds of inputs, as the table calls them, of which PyTorch does not make some calls. */
export const refused: Readonly<Record<string, readonly string[]>> = (() => {
  const all: Record<string, readonly string[]> = {};
  for (const one of written)
    for (const [name, kinds] of Object.entries(one.refused)) all[name] = [...(all[name] ?? []), ...kinds];
  return all;
})();

/** What a name in the reference stands for. */
export const operationOf = (name: string): Operation | undefined => operations[name] ?? part(name);

/** "x[1:, 0]" reads, "x[1:, 0 = 5]" writes. */
function part(name: string): Operation | undefined {
  const [, where, , value] = /^x\[(.*?)( = (-?\d+))?\]$/.exec(name) ?? [];
  if (where === undefined) return undefined;
  return value === undefined ? (x) => x.at(...indexOf(where)) : (x) => x.detach().set(indexOf(where), Number(value));
}
