// A Chromium without a window, told what to do by the DevTools protocol over a pipe: messages of JSON that end with a
// zero byte. Four methods are all that printing needs; a library for it would be thirty times as large as the rest.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";

export interface Browser {
  /** Calls a method of the protocol, of the browser or of a session. @throws what the browser says is wrong. */
  send<Result>(method: string, params?: object, session?: string): Promise<Result>;
  close(): Promise<void>;
}

/** The browser could not do what it was told, or is gone. */
export class BrowserFailed extends Error {
  override readonly name = "BrowserFailed";
}

interface Message {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** Nothing is loaded but from loopback, nothing is fetched in the background. */
const flags = [
  "--headless",
  "--remote-debugging-pipe",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
  "--no-first-run",
  "--no-default-browser-check",
  "--no-proxy-server",
  "--disable-gpu",
  "--disable-extensions",
  "--disable-sync",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-dev-shm-usage",
  "--font-render-hinting=none",
  "--force-color-profile=srgb",
  "--password-store=basic",
  "--use-mock-keychain",
];

/** Starts it. Its profile is a folder that goes when it does. */
export async function launch(path: string): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), "octavo-chromium-"));
  // As root, in a container say, its sandbox cannot be had. No script of the book is run.
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const child = spawn(path, [...flags, ...sandbox, `--user-data-dir=${profile}`, "about:blank"], {
    stdio: ["ignore", "ignore", "pipe", "pipe", "pipe"],
  });
  const [, , errors, input, output] = child.stdio as unknown as [null, null, Readable, Writable, Readable];
  const waiting = new Map<number, Waiting>();
  let said = "";
  let ended: BrowserFailed | undefined;
  let count = 0;
  const end = (why: string) => {
    ended ??= new BrowserFailed(why);
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  };
  const exited = new Promise<void>((resolve) => {
    child.once("error", (error) => {
      end(error.message);
      resolve();
    });
    child.once("close", (code, signal) => {
      end(`it ended by itself (${signal ?? code})${said.trim() === "" ? "" : `: ${lastLine(said)}`}`);
      resolve();
    });
  });
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  input.on("error", () => undefined);
  errors.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-4096);
  });
  read(output, ({ id, result, error }) => {
    const asked = id === undefined ? undefined : waiting.get(id);
    if (id === undefined || !asked) return;
    waiting.delete(id);
    if (error) asked.reject(new BrowserFailed(error.message));
    else asked.resolve(result);
  });
  return {
    send<Result>(method: string, params: object = {}, session?: string) {
      return new Promise<Result>((resolve, reject) => {
        if (ended) return reject(ended);
        count += 1;
        waiting.set(count, { resolve: (result) => resolve(result as Result), reject });
        input.write(`${JSON.stringify({ id: count, method, params, ...(session && { sessionId: session }) })}\0`);
      });
    },
    async close() {
      kill();
      await exited;
      process.off("exit", kill);
      await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

/** Cuts what arrives into messages. */
function read(output: Readable, take: (message: Message) => void): void {
  let pieces: Buffer[] = [];
  output.on("data", (chunk: Buffer) => {
    let from = 0;
    for (let to = chunk.indexOf(0); to !== -1; to = chunk.indexOf(0, from)) {
      take(JSON.parse(Buffer.concat([...pieces, chunk.subarray(from, to)]).toString("utf8")));
      pieces = [];
      from = to + 1;
    }
    if (from < chunk.length) pieces.push(chunk.subarray(from));
  });
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}
