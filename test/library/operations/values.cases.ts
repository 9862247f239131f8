// Every call that the scripts of reference/ make of PyTorch, in TypeScript.

import { type Case, indexOf, type Operation, reference } from "../reference.ts";
import { elementwise } from "./values/elementwise.ts";
import { networks } from "./values/networks.ts";
import { pairs } from "./values/pairs.ts";
import { products } from "./values/products.ts";
import { reductions } from "./values/reductions.ts";
import { shapes } from "./values/shapes.ts";

const subjects = { elementwise, pairs, reductions, products, shapes, networks };

/** Operations by the names that the scripts give them. */
export const operations: Readonly<Record<string, Operation>> = Object.assign({}, ...Object.values(subjects));

/** The calls that PyTorch has made, by name. */
export const recorded: ReadonlyMap<string, readonly Case[]> = (() => {
  const all = new Map<string, readonly Case[]>();
  for (const subject of Object.keys(subjects))
    for (const [name, calls] of Object.entries(reference<Record<string, readonly Case[]>>(`${subject}.json`)))
      all.set(name, [...(all.get(name) ?? []), ...calls]);
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
