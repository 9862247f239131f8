// Peers at the same work, one after the other, round after round. A ratio is of times of one round, so that a machine that is busy
// for a while is so for all.

import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundle } from "./bundle.ts";
import type { Measured } from "./measure.ts";
import { here, inProcess, interpreterOf, type Peer } from "./peers.ts";
import { median, type Row } from "./rows.ts";
import type { Workload } from "./workloads.ts";

/** What all benches are given. */
export interface Circumstances {
  readonly peers: readonly Peer[];
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
    const measure = await bundle("measure.ts", folder);
    for (let round = 1; round <= circumstances.rounds; round++)
      for (const [i, { name }] of workloads.entries())
        for (const entry of all[i]) {
          circumstances.say(`round ${round} of ${circumstances.rounds}: ${name} ${entry.peer.name}`);
          const script = entry.peer.python ? here("measure.py") : measure;
          entry.rounds.push(
            await inProcess(entry.interpreter, script, entry.file, entry.peer.name).then(
              (text) => JSON.parse(text.trim().split("\n").at(-1) ?? "") as Measured,
              (error: Error) => ({ times: {}, failure: error.message }),
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
  readonly interpreter: string;
  readonly file: string;
  readonly rounds: (Measured & { readonly failure?: string })[];
}

async function entriesOf(workload: Workload, { peers }: Circumstances, folder: string): Promise<readonly Entry[]> {
  const entries = await Promise.all(
    peers.map(async (peer): Promise<readonly Entry[]> => {
      const source = `${workload.folder}/${peer.file}`;
      if (!existsSync(here(source))) return [];
      const interpreter = await interpreterOf(peer);
      if (interpreter === undefined) return [];
      return [{ peer, interpreter, file: peer.python ? here(source) : await bundle(source, folder), rounds: [] }];
    }),
  );
  return entries.flat();
}

function rowsOf(workload: Workload, entries: readonly Entry[], complain: (line: string) => void): Row[] {
  const { name, unit, better } = workload;
  const reference = entries.find(({ peer }) => peer.name === "pytorch")?.rounds;
  const parts = new Set(entries.flatMap(({ rounds }) => rounds.flatMap(({ times }) => Object.keys(times))));
  for (const { peer, rounds } of entries) {
    const failure = rounds.map(
      (one) => one.failure ?? Object.values(one.times).find((time) => typeof time === "string"),
    );
    const first = failure.find((one) => one !== undefined);
    if (first !== undefined) complain(`${name} fails in ${peer.name}: ${first}`);
  }
  return [...parts].flatMap((part) =>
    entries.flatMap(({ peer, rounds }): Row[] => {
      const times = rounds.map((one) => one.times[part]);
      const measured = times.filter((time) => typeof time === "number");
      if (measured.length === 0) return [];
      const ratios = times.flatMap((time, round) => {
        const theirs = reference?.[round].times[part];
        return typeof time === "number" && typeof theirs === "number" ? [theirs / time] : [];
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
