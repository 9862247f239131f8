// Peers at the same work, one after the other, round after round. A ratio is of times of one round, so that a machine that is busy
// for a while is so for all.

import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Generator } from "./books/generators.ts";
import { bundle } from "./bundle.ts";
import type { Measured } from "./measure/measured.ts";
import { here, inProcess, interpreterOf, type Peer } from "./peers.ts";
import { median, type Row } from "./rows.ts";
import type { Workload } from "./workloads.ts";

/** What all benches are given. */
export interface Circumstances {
  readonly peers: readonly Peer[];
  /** Makers of sites, and the folder where those of npm are installed. */
  readonly sites: { readonly wanted: readonly Generator[]; readonly installed: string | undefined };
  /** The book to build; undefined: one that the bench writes. */
  readonly book: string | undefined;
  /** Where to draw how a build grows. */
  readonly plot: string | undefined;
  readonly rounds: number;
  /** Says what is being done now, and what could not be done. */
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
}

/** Runs workloads; rows of each come together, those of a part by peer. */
export async function inRounds(workloads: readonly Workload[], circumstances: Circumstances): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "octavo-bench-"));
  try {
    const all = await Promise.all(workloads.map((workload) => entriesOf(workload, circumstances, folder)));
    for (let round = 1; round <= circumstances.rounds; round++)
      for (const [i, { name }] of workloads.entries())
        for (const entry of all[i]) {
          circumstances.say(`round ${round} of ${circumstances.rounds}: ${name} ${entry.peer.name}`);
          entry.rounds.push(
            await inProcess(...entry.command).then(
              (text) => JSON.parse(text.trim().split("\n").at(-1) ?? "") as Measured,
              (error: Error) => ({ values: {}, failure: error.message }),
            ),
          );
        }
    return workloads.flatMap((workload, i) => rowsOf(workload, all[i], circumstances.complain));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A peer's version of a workload, and what was measured. */
interface Entry {
  readonly peer: Peer;
  /** Runs it and prints what was measured: an interpreter and its arguments. */
  readonly command: readonly [string, ...string[]];
  readonly rounds: (Measured & { readonly failure?: string })[];
}

async function entriesOf(workload: Workload, { peers }: Circumstances, folder: string): Promise<readonly Entry[]> {
  const entries = await Promise.all(
    peers.map(async (peer): Promise<readonly Entry[]> => {
      const source = `${workload.folder}/${peer.file}`;
      const measure = measureOf(workload, peer);
      if (!existsSync(here(source)) || !existsSync(here(measure))) return [];
      const interpreter = await interpreterOf(peer);
      if (interpreter === undefined) return [];
      const ready = (file: string) => (file.endsWith(".py") ? here(file) : bundle(file, folder));
      const file = await ready(source);
      const script = await ready(measure);
      if (workload.measure !== "start")
        return [{ peer, command: [interpreter, ...(peer.flags ?? []), script, file, peer.name], rounds: [] }];
      const once = await ready(peer.python ? "measure/once.py" : "measure/once.ts");
      return [{ peer, command: [process.execPath, script, file, peer.name, interpreter, once], rounds: [] }];
    }),
  );
  return entries.flat();
}

/** The script that measures. Starting is measured from outside. A peer whose language has no script does not take part. */
function measureOf({ measure }: Workload, { python }: Peer): string {
  return `measure/${measure ?? "time"}.${python && measure !== "start" ? "py" : "ts"}`;
}

function rowsOf(workload: Workload, entries: readonly Entry[], complain: (line: string) => void): Row[] {
  const { name, unit, better, measure } = workload;
  const isTimed = measure === undefined || measure === "start";
  const reference = entries.find(({ peer }) => peer.name === "pytorch")?.rounds;
  const parts = new Set(entries.flatMap(({ rounds }) => rounds.flatMap(({ values }) => Object.keys(values))));
  for (const { peer, rounds } of entries) {
    const failure = rounds.map(
      (one) => one.failure ?? Object.values(one.values).find((value) => typeof value === "string"),
    );
    const first = failure.find((one) => one !== undefined);
    if (first !== undefined) complain(`${name} fails in ${peer.name}: ${first}`);
  }
  return [...parts].flatMap((part) =>
    entries.flatMap(({ peer, rounds }): Row[] => {
      const values = rounds.map((one) => one.values[part]);
      const measured = values.filter((value) => typeof value === "number");
      if (measured.length === 0) return [];
      const ratios = values.flatMap((value, round) => {
        const theirs = reference?.[round].values[part];
        return isTimed && typeof value === "number" && typeof theirs === "number" ? [theirs / value] : [];
      });
      const note = rounds.find((one) => one.note)?.note;
      return [
        {
          workload: part === "" ? name : `${name} ${part}`,
          peer: note === undefined ? peer.name : `${peer.name} (${note})`,
          unit,
          better,
          value: workload.valueOf(median(measured), part),
          timesAsFast: ratios.length === 0 ? null : median(ratios),
        },
      ];
    }),
  );
}
