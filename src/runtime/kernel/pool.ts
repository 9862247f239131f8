// The child processes, one a core: each runs one program at a time; a child that dies is replaced by the next program.

import { type ChildProcess, fork } from "node:child_process";
import type { Job, Report } from "./protocol.ts";

export interface Pool {
  /** Runs a job when a child is free; `onReport` hears all that it says, "exited" also when its child dies. Settles after the last report, or when the pool is closed. */
  run(job: Omit<Job, "id">, onReport: (report: Report) => void, onStart?: () => void): Promise<void>;
  close(): Promise<void>;
}

interface Waiting {
  readonly job: Omit<Job, "id">;
  readonly onReport: (report: Report) => void;
  readonly onStart: (() => void) | undefined;
  readonly settle: () => void;
  readonly reject: (reason: unknown) => void;
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
    } else give(child, waiting);
  }

  function give(child: ChildProcess, { job, onReport, onStart, settle }: Waiting): void {
    const id = ++lastId;
    busy.add(child);
    const done = (reuse: boolean) => {
      child.off("message", hear).off("exit", exited).off("disconnect", died).off("error", died);
      busy.delete(child);
      if (reuse && !closed) idle.push(child);
      else child.kill("SIGKILL");
      settle();
      void next();
    };
    const hear = (report: Report) => {
      if (report.id !== id) return;
      onReport(report);
      if (report.type === "done" || report.type === "threw") done(true);
      // What was stopped by force may have left anything behind: a fresh child costs little.
      else if (report.type === "timed-out" || report.type === "out-of-memory" || report.type === "exited") done(false);
    };
    const died = () => {
      if (!busy.has(child)) return;
      if (!closed) onReport({ id, type: "exited", how: "killed", code: child.exitCode ?? -1 });
      done(false);
    };
    // What it has said before it died may still be on the way.
    const exited = () => {
      if (child.connected) child.once("disconnect", died);
      else died();
    };
    child.on("message", hear).on("exit", exited).on("error", died);
    onStart?.();
    child.send({ id, ...job } satisfies Job, (error) => error && died());
  }

  return {
    run(job, onReport, onStart) {
      return new Promise((settle, reject) => {
        if (closed) settle();
        else queue.push({ job, onReport, onStart, settle, reject });
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
