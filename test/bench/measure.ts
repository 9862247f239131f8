// One peer at one workload, in a process of its own: `measure.ts <file> <peer>` prints the milliseconds of each call of the file as JSON.

import { pathToFileURL } from "node:url";
import { timeOf } from "./timing.ts";

/** What a peer's file exports: calls by name, "" for a workload that is one call. They have a result in hand when they return. */
export type Calls = Readonly<Record<string, () => void>>;

/** What is printed: milliseconds of each call, or why there are none; and what is to be known of the peer. */
export interface Measured {
  readonly times: Readonly<Record<string, number | string>>;
  /** Stands behind the peer's name, as "reference BLAS". */
  readonly note?: string;
}

const { calls } = (await import(pathToFileURL(process.argv[2]).href)) as { readonly calls: Calls };
const times: Record<string, number | string> = {};
for (const [name, call] of Object.entries(calls)) {
  try {
    times[name] = timeOf(call);
  } catch (error) {
    times[name] = String(error).split("\n", 1)[0];
  }
}
process.stdout.write(`${JSON.stringify({ times } satisfies Measured)}\n`, () => process.exit());
