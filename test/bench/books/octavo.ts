// What is measured of Octavo on a book: a build by the command line, and the first edits while `octavo dev` serves it.

import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as after } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { urlsOf } from "../../../src/runtime/book/urls.ts";
import { loadBook } from "../../../src/runtime/config/index.ts";
import { type Cost, costOf, watchProcesses } from "./processes.ts";

const command = fileURLToPath(new URL("../../../src/octavo.mjs", import.meta.url));

/** Milliseconds until an edit that is not served is taken for lost. */
const patience = 120_000;

/** What a build says of itself. */
interface Report {
  readonly pages: number;
  readonly woven: number;
}

/** `octavo build` of a folder, from nothing or with all of it in the cache. @throws Error when it was not so */
export async function build(root: string, from: "nothing" | "cache"): Promise<Cost & Report> {
  if (from === "nothing") await forget(root);
  // A book with faults of its own ends with 1, and is built.
  const cost = await costOf([[process.execPath, command, "build", "--json"]], { cwd: root, mayFail: true });
  const { pages, woven } = JSON.parse(cost.stdout || "{}") as Report;
  if (!(pages > 0) || woven !== (from === "nothing" ? pages : 0))
    throw new Error(`octavo build from ${from} has woven ${woven} of ${pages} pages`);
  return { ...cost, pages, woven };
}

/** Removes what builds have left. */
async function forget(root: string): Promise<void> {
  const { config } = await loadBook(root);
  for (const made of [".octavo", config.out]) rmSync(join(root, made), { recursive: true, force: true });
}

/** Two edits: the first has to load what a build from the cache did not need. */
export interface Edited {
  readonly first: Cost;
  readonly next: Cost;
}

/** Serves a book that is in the cache, changes a word of a page, waits until it is served; and once more. */
export async function edit(root: string): Promise<Edited> {
  const { pages, config } = await loadBook(root);
  const path = pages.find((page, i) => i >= pages.length / 2 && sentenceIn(readFileSync(join(root, page), "utf8")));
  if (path === undefined) throw new Error("The book has no page with a line of plain words to edit");
  const file = join(root, path);
  const written = readFileSync(file, "utf8");
  const sentence = sentenceIn(written) ?? "";
  const server = spawn(process.execPath, [command, "dev"], { cwd: root, stdio: ["ignore", "pipe", "ignore"] });
  const watch = watchProcesses([server]);
  try {
    const url = `${await addressOf(server)}${encodeURI(urlsOf(pages, config).get(path) ?? "")}`;
    const change = async (word: string): Promise<Cost> => {
      const begun = performance.now();
      writeFileSync(
        file,
        written.replace(sentence, () => sentence.replace(/\S+$/, word)),
      );
      while (!(await served(url)).includes(word)) {
        if (performance.now() - begun > patience) throw new Error(`${url} does not come to say "${word}"`);
        await after(10);
      }
      const seconds = (performance.now() - begun) / 1000;
      const { megabytes } = watch.soFar();
      return { seconds, ...(megabytes !== undefined && { megabytes }) };
    };
    return { first: await change("editedonce"), next: await change("editedtwice") };
  } finally {
    watch.stop();
    server.kill();
    writeFileSync(file, written);
  }
}

/** What stands at an address; nothing while the server, which is at work, lets the connection go. */
function served(url: string): Promise<string> {
  return fetch(url).then(
    (response) => response.text(),
    () => "",
  );
}

/** The first five words of a paragraph, if they are plain, outside of code. */
function sentenceIn(text: string): string | undefined {
  const prose = text.replace(/^(`{3,})[\s\S]*?^\1.*$/gm, "");
  return /(?<=\n\n)\p{L}+(?: \p{L}+){4}(?= )/u.exec(prose)?.[0];
}

/** The address that a server says when its first build is done. */
function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((settle, fail) => {
    let said = "";
    server.stdout?.on("data", (data) => {
      said += data;
      const url = /The book is at (\S+)/.exec(said)?.[1];
      if (url !== undefined) settle(url);
    });
    server.once("exit", (code) => fail(new Error(`octavo dev ends with ${code}: ${said}`)));
  });
}
