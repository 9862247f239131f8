// A whole book as its author waits for it: built from nothing, built with all of it in the cache, and served after an edit; beside
// makers of sites that are given the same pages as plain markdown, without tabs, numbers, references, citations and cells.

import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { generators, whyNot } from "./books/generators.ts";
import { build, edit } from "./books/octavo.ts";
import { buildPlain } from "./books/plain-site.ts";
import type { Cost } from "./books/processes.ts";
import { writeBook } from "./books/synthetic.ts";
import type { Circumstances } from "./paired.ts";
import { median, type Row } from "./rows.ts";

export const name = "book";

/** Pages of the book that is measured when none is given. */
const usualPages = 190;
const fromNothing = "from nothing";

/** What one round has measured of something. */
interface Measured extends Cost {
  readonly workload: string;
  readonly peer: string;
  readonly round: number;
}

export async function run({ book, sites, rounds, say, complain }: Circumstances): Promise<readonly Row[]> {
  const root = mkdtempSync(join(tmpdir(), "octavo-bench-"));
  const measured: Measured[] = [];
  try {
    if (book === undefined) writeBook(root, usualPages);
    else cpSync(book, root, { recursive: true, filter: (path) => !left.has(basename(path)) });
    const peers = sites.wanted.filter((peer) => {
      const reason = whyNot(peer, sites.installed);
      if (reason !== undefined) complain(`${name}: ${reason}`);
      return reason === undefined;
    });
    for (let round = 0; round < rounds; round++) {
      const now = (what: string) => say(`round ${round + 1} of ${rounds}: ${name} ${what}`);
      const add = (workload: string, peer: string, cost: Cost) => {
        measured.push({ ...cost, workload, peer, round });
        now(`${peer} ${workload} took ${cost.seconds.toFixed(2)} s`);
      };
      now("octavo");
      add(fromNothing, "octavo", await build(root, "nothing"));
      add("from the cache", "octavo", await build(root, "cache"));
      const { first, next } = await edit(root);
      add("after an edit in dev", "octavo", first);
      add("after another edit in dev", "octavo", next);
      for (const peer of peers) {
        now(peer.name);
        await buildPlain(peer, root, sites.installed).then(
          (cost) => add(fromNothing, peer.name, cost),
          (error: Error) => complain(`${name} fails in ${peer.name}: ${error.message}`),
        );
      }
    }
  } finally {
    rmSync(root, { recursive: true });
  }
  return rowsOf(measured);
}

/** What is no part of a book, and large. */
const left = new Set([".git", ".octavo", "node_modules"]);

/** Rows of all that was measured of something, its times held against those of the first of the generators that takes part. */
function rowsOf(measured: readonly Measured[]): readonly Row[] {
  const reference = generators.map((peer) => peer.name).find((one) => measured.some(({ peer }) => peer === one));
  const theirs = measured.filter(({ peer, workload }) => peer === reference && workload === fromNothing);
  const things = new Map(measured.map(({ workload, peer }) => [`${workload} ${peer}`, { workload, peer }]));
  return [...things.values()].flatMap(({ workload, peer }): Row[] => {
    const own = measured.filter((one) => one.workload === workload && one.peer === peer);
    const row = (unit: string, read: (cost: Cost) => number | undefined): Row[] => {
      const values = own.flatMap((one) => read(one) ?? []);
      if (values.length === 0) return [];
      const ratios = own.flatMap((one) => {
        const other = theirs.find(({ round }) => round === one.round);
        const [value, their] = [read(one), other && read(other)];
        return unit === "MB" || value === undefined || their === undefined ? [] : [their / value];
      });
      const timesAsFast = ratios.length === 0 ? null : median(ratios);
      return [{ workload: `${name} ${workload}`, peer, unit, better: "lower", value: median(values), timesAsFast }];
    };
    return [
      ...row("s", ({ seconds }) => seconds),
      ...row("s of all cores", ({ cpuSeconds }) => cpuSeconds),
      ...row("MB", ({ megabytes }) => megabytes),
    ];
  });
}
