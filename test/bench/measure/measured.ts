// What the processes of this folder print, and what they are given: `<this> <file> <peer> <interpreter>`. Each measures one peer at one
// workload: how long its calls take, how soon the first is done, what memory they take.

import { pathToFileURL } from "node:url";

/** What a peer's file exports: calls by name, "" for a workload that is one call. They have a result in hand when they return. */
export type Calls = Readonly<Record<string, () => void>>;

/** What is printed: a number for each call, or why there is none; and what is to be known of the peer. */
export interface Measured {
  readonly values: Readonly<Record<string, number | string>>;
  /** Stands behind the peer's name, as "reference BLAS". */
  readonly note?: string;
}

/** The calls of the peer's file. */
export async function load(): Promise<Calls> {
  return ((await import(pathToFileURL(process.argv[2]).href)) as { readonly calls: Calls }).calls;
}

/** Measures each call, prints, and ends the process, whatever the peer still has running. */
export function print(calls: Calls, measure: (call: () => void) => number | string): void {
  const values: Record<string, number | string> = {};
  for (const [name, call] of Object.entries(calls)) {
    try {
      values[name] = measure(call);
    } catch (error) {
      values[name] = String(error).split("\n", 1)[0];
    }
  }
  process.stdout.write(`${JSON.stringify({ values } satisfies Measured)}\n`, () => process.exit());
}
