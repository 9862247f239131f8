// The `octavo` command on copies of fixtures: in this process for what it prints, in its own for how it ends.

import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, vi } from "vitest";
import { main } from "../../../src/runtime/cli/main.ts";
import { hash } from "../../../src/runtime/hash.ts";

export const fixtures = fileURLToPath(new URL("fixtures", import.meta.url));
export const command = fileURLToPath(new URL("../../../src/octavo.mjs", import.meta.url));

/** An empty folder that is gone after the tests of this file; `name` is its own within one of no meaning. */
export function emptyFolder(name = "book"): string {
  const outer = realpathSync(mkdtempSync(join(tmpdir(), "octavo-cli-")));
  afterAll(() => rmSync(outer, { recursive: true, force: true }));
  const folder = join(outer, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** A copy of fixtures, laid over one another. */
export function copyOf(...names: readonly string[]): string {
  const folder = emptyFolder();
  for (const name of names) cpSync(join(fixtures, name), folder, { recursive: true });
  return folder;
}

export interface Ended {
  readonly code: number;
  /** Both streams, as they came, without times. */
  readonly said: string;
}

/** Calls the command in a folder, as from a shell that stands there. */
export async function octavo(folder: string, ...args: readonly string[]): Promise<Ended> {
  let said = "";
  const write = (text: string | Uint8Array) => {
    said += text;
    return true;
  };
  const line = (...texts: unknown[]) => {
    write(`${texts.join(" ")}\n`);
  };
  const spies = [
    vi.spyOn(console, "log").mockImplementation(line),
    vi.spyOn(console, "error").mockImplementation(line),
    vi.spyOn(process.stdout, "write").mockImplementation(write),
    vi.spyOn(process.stderr, "write").mockImplementation(write),
  ];
  const before = process.cwd();
  process.chdir(folder);
  try {
    const code = await main(args);
    return { code, said: settledText(said) };
  } finally {
    process.chdir(before);
    for (const spy of spies) spy.mockRestore();
  }
}

/** Calls commands one after the other: what a terminal would show, with the exit codes that are not 0. */
export async function transcript(folder: string, ...lines: readonly string[]): Promise<string> {
  const parts: string[] = [];
  for (const text of lines) {
    const { code, said } = await octavo(folder, ...text.split(" ").filter(Boolean));
    parts.push(`$ octavo ${text}\n${said}${code === 0 ? "" : `[exit code ${code}]\n`}`);
  }
  return parts.join("\n");
}

/** What two calls say alike: pages and tabs that run at once end in any order, and take what time they take. */
function settledText(said: string): string {
  return said
    .replace(/ in \d+\.\d s/g, " in … s")
    .replace(/"seconds": [\d.]+/g, '"seconds": 0')
    .replace(/(?:^\S+\.md: [\w, -]+\n)+/gm, (lines) => {
      const sorted = lines
        .trimEnd()
        .split("\n")
        .map((one) => {
          const [page, tabs = ""] = one.split(": ");
          return `${page}: ${tabs.split(", ").sort().join(", ")}\n`;
        });
      return sorted.sort().join("");
    });
}

/** A folder's files and a hash of each: the same for the same bytes. */
export function treeOf(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  return Object.fromEntries(files.map((name) => [name, hash(readFileSync(join(folder, name)))]));
}

/** A command in a process of its own. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly code: number | null; readonly said: string }>;
  /** Waits until it has written this. @throws when it ends before */
  says(text: string | RegExp): Promise<string>;
}

/** Starts the command in a folder. It is killed after the tests of this file if it still runs. */
export function start(folder: string, ...args: readonly string[]): Running {
  const outer = /^(VITEST|VITE_|TEST|NODE_ENV|NODE_OPTIONS|OCTAVO_|CI$|GITHUB_|FORCE_COLOR)/;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !outer.test(name)));
  const child = spawn(process.execPath, [command, ...args], { cwd: folder, env: { ...env, NO_COLOR: "1" } });
  afterAll(() => void child.kill("SIGKILL"));
  let said = "";
  let wake = () => {};
  const hear = (text: string) => {
    said += text;
    wake();
  };
  child.stdout.setEncoding("utf8").on("data", hear);
  child.stderr.setEncoding("utf8").on("data", hear);
  let isOver = false;
  const ended = new Promise<{ code: number | null; said: string }>((settle) => {
    child.on("close", (code) => {
      isOver = true;
      settle({ code, said });
      wake();
    });
  });
  return {
    child,
    ended,
    async says(text) {
      const found = () => (typeof text === "string" ? said.includes(text) : text.test(said));
      while (!found()) {
        if (isOver) throw new Error(`It has ended without ${text}:\n${said}`);
        await new Promise<void>((settle) => {
          wake = settle;
        });
      }
      return said;
    },
  };
}

/** The processes that a process has started, and theirs. */
export function descendants(pid: number): readonly number[] {
  const parents = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        // "12 (a name) S 7 …": what follows the last ")" is the state and the parent.
        const stat = readFileSync(`/proc/${name}/stat`, "utf8");
        return [[Number(name), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1])] as const];
      } catch {
        return [];
      }
    });
  const found: number[] = [];
  for (let from = [pid]; from.length > 0; ) {
    from = parents.filter(([, parent]) => from.includes(parent)).map(([child]) => child);
    found.push(...from);
  }
  return found;
}

/** Whether a process runs: one that has ended and waits to be noticed does not. */
export function isAlive(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return !stat.slice(stat.lastIndexOf(")") + 2).startsWith("Z");
  } catch {
    return false;
  }
}
