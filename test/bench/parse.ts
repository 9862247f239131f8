// Parsing of texts that a look ahead or a search for a partner could read again and again: how many times as long eight times the
// text takes. About 8 is linear, 64 would be each part looking at all others.

import { parse } from "../../src/runtime/source/index.ts";
import { config } from "../runtime/source/pages.ts";
import { commonMark, ours } from "./families.ts";
import { ownTime, timeOf } from "./measure/timing.ts";
import type { Circumstances } from "./paired.ts";
import type { Row } from "./rows.ts";

export const name = "parse";

/** How each is timed. */
const once = { warm: 60, slice: 20, slices: 5, now: ownTime };
/** Parts of the short text and of the long one. */
const [short, long] = [200, 1600];

export async function run({ say, complain }: Circumstances): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const [whose, families] of Object.entries({ parse: ours, "parse CommonMark's": commonMark }))
    for (const [family, text] of Object.entries(families)) {
      const workload = `${whose} ${family}`;
      say(workload);
      try {
        const time = (n: number) => timeOf(() => parse("page.md", text(n), config), once);
        const value = time(long) / time(short);
        rows.push({ workload, peer: "octavo", unit: "× for 8 × the text", better: "lower", value, timesAsFast: null });
      } catch (error) {
        complain(`${workload} fails: ${String(error).split("\n", 1)[0]}`);
      }
    }
  return rows;
}
