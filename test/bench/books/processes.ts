// A command as a whole: how long it takes, what it and all processes below it take of the processors, and the peak of what they hold
// in memory at one time.

import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";

/** What a command took. */
export interface Cost {
  readonly seconds: number;
  /** Seconds of all processors. On a machine with other work to do they say more than the clock. */
  readonly cpuSeconds?: number;
  /** Peak of resident memory. Both are missing where there is no /proc to read them from. */
  readonly megabytes?: number;
}

/** Milliseconds between two looks at the processes. */
const interval = 40;

/** Runs commands side by side to their ends; gives what the first printed. @throws Error when one fails, with the end of what it said */
export async function costOf(
  commands: readonly (readonly [command: string, ...args: string[]])[],
  options: { readonly cwd: string; readonly env?: Readonly<Record<string, string>>; readonly mayFail?: boolean },
): Promise<Cost & { readonly stdout: string }> {
  const begun = performance.now();
  const started = commands.map(([command, ...args]) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    return { child, ended: ending(child, [command, ...args].join(" ").slice(0, 100), options.mayFail ?? false) };
  });
  const watch = watchProcesses(started.map(({ child }) => child));
  try {
    const [first = ""] = await Promise.all(started.map(({ ended }) => ended));
    return { seconds: (performance.now() - begun) / 1000, ...watch.soFar(), stdout: first };
  } finally {
    watch.stop();
    for (const { child } of started) child.kill();
  }
}

/** Looks at processes and all below them until it is stopped. */
export function watchProcesses(roots: readonly ChildProcess[]): {
  soFar(): Pick<Cost, "cpuSeconds" | "megabytes">;
  stop(): void;
} {
  let most: { cpuSeconds: number; megabytes: number } | undefined;
  const look = () => {
    const now = takenBy(roots.flatMap(({ pid }) => pid ?? []));
    if (now === undefined) return;
    const { cpuSeconds, megabytes } = most ?? now;
    most = { cpuSeconds: Math.max(cpuSeconds, now.cpuSeconds), megabytes: Math.max(megabytes, now.megabytes) };
  };
  look();
  const timer = setInterval(look, interval);
  return { soFar: () => most ?? {}, stop: () => clearInterval(timer) };
}

/** Linux has told programs of a hundredth of a second as its tick ever since. */
const ticksPerSecond = 100;
let bytesPerPage: number | undefined;

/** What these processes and all below them have taken so far, and hold now. Memory that several share counts for each. */
function takenBy(roots: readonly number[]): { cpuSeconds: number; megabytes: number } | undefined {
  if (!existsSync("/proc/self/stat")) return undefined;
  bytesPerPage ??= Number(execFileSync("getconf", ["PAGESIZE"], { encoding: "utf8" }));
  const children = new Map<number, number[]>();
  const own = new Map<number, readonly [ticks: number, pages: number]>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    // proc(5): after the name in brackets stand state, parent, …, the 14th to 17th field are times, the 24th is what is resident.
    const fields = statOf(name)
      .replace(/^.*\) /s, "")
      .split(" ")
      .map(Number);
    const parent = fields[1] ?? 0;
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    // Those of children that have ended are among the times.
    own.set(Number(name), [fields.slice(11, 15).reduce((sum, one) => sum + one, 0), fields[21] ?? 0]);
  }
  const below = (pid: number): number[] => [pid, ...(children.get(pid) ?? []).flatMap(below)];
  const all = roots.flatMap(below).map((pid) => own.get(pid) ?? [0, 0]);
  return {
    cpuSeconds: all.reduce((sum, [ticks]) => sum + ticks, 0) / ticksPerSecond,
    megabytes: (all.reduce((sum, [, pages]) => sum + pages, 0) * bytesPerPage) / 1e6,
  };
}

/** What the system says of a process; nothing when it has ended meanwhile. */
function statOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return "";
  }
}

function ending(child: ChildProcess, command: string, mayFail: boolean): Promise<string> {
  let stdout = "";
  let said = "";
  child.stdout?.on("data", (data) => {
    stdout += data;
    said = `${said}${data}`.slice(-2000);
  });
  child.stderr?.on("data", (data) => {
    said = `${said}${data}`.slice(-2000);
  });
  return new Promise((settle, fail) => {
    child.once("error", fail);
    child.once("close", (code) => {
      if (code === 0 || mayFail) settle(stdout);
      else fail(new Error(`${command} ends with ${code}: ${said.trim()}`));
    });
  });
}
