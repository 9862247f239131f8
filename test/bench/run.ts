// The benches: `npm run bench -- --help`.

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import * as book from "./book.ts";
import { generators } from "./books/generators.ts";
import * as build from "./build.ts";
import * as datasets from "./datasets.ts";
import * as pages from "./pages.ts";
import { type Circumstances, inRounds } from "./paired.ts";
import * as parse from "./parse.ts";
import { peers } from "./peers.ts";
import { type Row, tableOf } from "./rows.ts";
import { workloads } from "./workloads.ts";

/** What is measured besides the workloads, each in its own way. */
const others: readonly { readonly name: string; run(circumstances: Circumstances): Promise<readonly Row[]> }[] = [
  build,
  parse,
  datasets,
  book,
  pages,
];

const names = [...workloads, ...others].map(({ name }) => name);
const peerNames = [...peers, ...generators].map(({ name }) => name);

const help = `npm run bench -- [options]

Measures this library and its peers, where they are installed, each in a process of its own, in turns; medians of all rounds.

  --only <names>   these alone: ${names.join(", ")}
  --peers <names>  these alone: ${peerNames.join(", ")}
  --rounds <n>     how often each has its turn (default 3)
  --json           one array of {workload, peer, unit, better, value, timesAsFast}
  --help           this text

"Times as fast" is against PyTorch on one thread.

"book" builds a whole book, "pages" books of 100 to 5,000 pages (minutes). MB are the peak of a process and all below it.

  --book <folder>        the book, which is copied (default: one of 190 pages that the bench writes)
  --generators <folder>  where Starlight and VitePress are, which get the same pages as plain markdown; a folder with
                         npm install ${generators.flatMap(({ packages }) => packages).join(" ")}
                         pandoc takes part where it is in the path
  --plot <file.svg>      where "pages" draws time for each page and memory

"Times as fast" in "book" is against the first that takes part of ${generators.map(({ name }) => name).join(", ")}, from nothing.`;

function wrongUse(message: string): never {
  console.error(`${message}\n\n${help}`);
  process.exit(2);
}

function parsed() {
  const name = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  try {
    return parseArgs({
      options: {
        ...{ only: name, peers: name, rounds: name, book: name, generators: name, plot: name },
        ...{ json: flag, help: flag },
      },
    }).values;
  } catch (error) {
    return wrongUse((error as Error).message);
  }
}

/** The names of a list, each known. */
function chosen(option: string, list: string | undefined, known: readonly string[]): readonly string[] {
  const wanted = list?.split(",").map((name) => name.trim()) ?? known;
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length > 0) wrongUse(`--${option}: there is no ${unknown.map((name) => `"${name}"`).join(", ")}`);
  return wanted;
}

/** The folder that an option names, absolute. */
function folderOf(option: string, folder: string | undefined): string | undefined {
  if (folder !== undefined && !existsSync(folder)) wrongUse(`--${option}: there is no folder "${folder}"`);
  return folder === undefined ? undefined : resolve(folder);
}

const options = parsed();
if (options.help) {
  console.log(help);
  process.exit();
}
const rounds = Number(options.rounds ?? 3);
if (!Number.isInteger(rounds) || rounds < 1) wrongUse(`--rounds: "${options.rounds}" is no number of rounds`);
const wanted = chosen("only", options.only, names);
const wantedPeers = chosen("peers", options.peers, peerNames);
const circumstances: Circumstances = {
  peers: peers.filter(({ name }) => wantedPeers.includes(name)),
  sites: {
    wanted: generators.filter(({ name }) => wantedPeers.includes(name)),
    installed: folderOf("generators", options.generators),
  },
  book: folderOf("book", options.book),
  plot: options.plot,
  rounds,
  say: (line) => {
    if (!options.json) console.error(line);
  },
  complain: (line) => console.error(line),
};

const rows = await inRounds(
  workloads.filter(({ name }) => wanted.includes(name)),
  circumstances,
);
for (const other of others) if (wanted.includes(other.name)) rows.push(...(await other.run(circumstances)));
console.log(options.json ? JSON.stringify(rows, null, 2) : tableOf(rows));
