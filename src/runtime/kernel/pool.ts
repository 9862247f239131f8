// The child processes, one a core: each runs one program at a time; a child that dies is replaced by the next program.

import { type ChildProcess, fork } from "node:child_process";
import type { Job, Report } from "./protocol.ts";

export interface Pool {
  /** Runs a job when a child is free. Settles after the last report, or when it is given up or the pool is closed. */
  run(job: Omit<Job, "id">, hooks: PoolHooks): Promise<void>;
  close(): Promise<void>;
}

export interface PoolHooks {
  /** Hears all that the child says, and "exited" also when it dies. */
  readonly onReport: (report: Report) => void;
  readonly onStart?: (() => void) | undefined;
  /** Gives the job up: nothing is reported from then on. */
  readonly signal?: AbortSignal | undefined;
}

interface Waiting extends PoolHooks {
  readonly job: Omit<Job, "id">;
  readonly settle: () => void;
  readonly reject: (reason: unknown) => void;
  /** A child died before it said anything of it. */
  readonly isAgain?: boolean;
}

/** Starts children of `file` in `folder` as they are needed, `size` at the most. */
export function createPool(file: () => Promise<string>, size: number, folder: string): Pool {
  const idle: ChildProcess[] = [];
  const busy = new Set<ChildProcess>();
  const queue: Waiting[] = [];
  let starting = 0;
  let lastId = 0;
  let closed = false;
  let runner: Promise<string> | undefined;

  async function start(): Promise<ChildProcess> {
    runner ??= file();
    // What a program writes past `console` and `process.stdout` would mix with the builder's own output.
    const stdio = ["ignore", "ignore", "ignore", "ipc"] as const;
    const child = fork(await runner, [], { cwd: folder, serialization: "advanced", execArgv: [], stdio: [...stdio] });
    // A child that dies while it is idle is not offered again.
    child.once("exit", () => {
      if (idle.includes(child)) idle.splice(idle.indexOf(child), 1);
    });
    return child;
  }

  async function next(): Promise<void> {
    if (closed || busy.size + starting >= size) return;
    const waiting = queue.shift();
    if (!waiting) return;
    starting += 1;
    // There may be room for another.
    void next();
    let child: ChildProcess;
    try {
      child = idle.pop() ?? (await start());
    } catch (error) {
      starting -= 1;
      waiting.reject(error);
      void next();
      return;
    }
    starting -= 1;
    if (closed) {
      child.kill("SIGKILL");
      waiting.settle();
    } else if (waiting.signal?.aborted) {
      idle.push(child);
      waiting.settle();
      void next();
    } else give(child, waiting);
  }

  function give(child: ChildProcess, waiting: Waiting): void {
    const { job, onReport, onStart, signal, settle, isAgain = false } = waiting;
    const id = ++lastId;
    let heard = false;
    busy.add(child);
    const leave = () => {
      child.off("message", hear).off("exit", exited).off("disconnect", died).off("error", died);
      signal?.removeEventListener("abort", giveUp);
      busy.delete(child);
    };
    const done = (reuse: boolean) => {
      leave();
      if (reuse && !closed) idle.push(child);
      else child.kill("SIGKILL");
      settle();
      void next();
    };
    const hear = (report: Report) => {
      if (report.id !== id) return;
      heard = true;
      onReport(report);
      if (report.type === "done" || report.type === "threw") done(true);
      // What was stopped by force may have left anything behind: a fresh child costs little.
      else if (report.type === "timed-out" || report.type === "out-of-memory" || report.type === "exited") done(false);
    };
    const died = () => {
      if (!busy.has(child)) return;
      // It may have been dead already when it was given the job; a job that kills its child does so again.
      if (!heard && !isAgain && !closed) {
        leave();
        queue.unshift({ ...waiting, isAgain: true });
        void next();
        return;
      }
      if (!closed) onReport({ id, type: "exited", how: "killed", code: child.exitCode ?? -1 });
      done(false);
    };
    // What it has said before it died may still be on the way.
    const exited = () => {
      if (child.connected) child.once("disconnect", died);
      else died();
    };
    const giveUp = () => done(false);
    signal?.addEventListener("abort", giveUp);
    child.on("message", hear).on("exit", exited).on("error", died);
    if (!isAgain) onStart?.();
    child.send({ id, ...job } satisfies Job, (error) => error && died());
  }

  return {
    run(job, hooks) {
      return new Promise((settle, reject) => {
        if (closed || hooks.signal?.aborted) return settle();
        const waiting: Waiting = { job, ...hooks, settle, reject };
        queue.push(waiting);
        const giveUp = () => {
          if (!queue.includes(waiting)) return;
          queue.splice(queue.indexOf(waiting), 1);
          settle();
        };
        hooks.signal?.addEventListener("abort", giveUp, { once: true });
        void next();
      });
    },
    async close() {
      closed = true;
      for (const { settle } of queue.splice(0)) settle();
      const all = [...idle.splice(0), ...busy];
      await Promise.all(
        all.map((child) =>
          child.exitCode !== null || child.signalCode !== null
            ? undefined
            : new Promise<void>((gone) => child.once("exit", () => gone()).kill("SIGKILL")),
        ),
      );
    },
  };
}
