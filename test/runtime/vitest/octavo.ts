// The `octavo` command on copies of the fixture's book.

import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";

const command = fileURLToPath(new URL("../../../src/octavo.mjs", import.meta.url));
const book = fileURLToPath(new URL("fixtures/book", import.meta.url));

/** A copy of the book that is gone after the tests of this file. */
export function copyOfBook(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "octavo-")));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(book, folder, { recursive: true });
  return folder;
}

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command in a folder, as a shell outside of these tests would. */
export async function octavo(folder: string, ...args: readonly string[]): Promise<Finished> {
  const { ended } = start(folder, ...args);
  return ended;
}

/** A command that runs. */
export interface Running {
  readonly ended: Promise<Finished>;
  /** What it has written so far, to both streams. */
  said(): string;
  /** Waits until it writes more. @throws when it has ended, or says nothing for long. */
  next(): Promise<void>;
  /** Ends it with all that it has started. */
  end(): Promise<void>;
}

/** Starts the command in a folder. */
export function start(folder: string, ...args: readonly string[]): Running {
  const outer =
    /^(VITEST|VITE_|TEST|NODE_ENV|NODE_OPTIONS|OCTAVO_|CI$|GITHUB_|FORCE_COLOR|DEV$|PROD$|MODE$|SSR$|BASE_URL$)/;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !outer.test(name)));
  const options = { cwd: folder, env: { ...env, NO_COLOR: "1" }, detached: true } as const;
  const child = spawn(process.execPath, [command, ...args], options);
  const texts = { stdout: "", stderr: "" };
  let all = "";
  let waiting: (() => void)[] = [];
  let isOver = false;
  const wake = () => {
    const woken = waiting;
    waiting = [];
    for (const go of woken) go();
  };
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (text: string) => {
      texts[name] += text;
      all += text;
      wake();
    });
  const ended = new Promise<Finished>((settle, reject) => {
    child.on("error", reject).on("close", (code) => {
      isOver = true;
      settle({ code, ...texts });
      wake();
    });
  });
  return {
    ended,
    said: () => all,
    async next() {
      const patience = AbortSignal.timeout(40_000);
      patience.addEventListener("abort", wake);
      if (!isOver) await new Promise<void>((go) => waiting.push(go));
      patience.removeEventListener("abort", wake);
      if (isOver || patience.aborted) throw new Error(`It ${isOver ? "has ended" : "says nothing more"}:\n${all}`);
    },
    async end() {
      // Its whole group: it starts Vitest, and that the cells' processes.
      if (!isOver && child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
      await ended;
    },
  };
}
