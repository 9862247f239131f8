// The child processes, one a core: each runs one program at a time; a child that dies is replaced by the next program.

import { type ChildProcess, fork } from "node:child_process";
import type { Job, Report } from "./protocol.ts";

export interface Pool {
  /** Runs a job when a child is free; `onReport` hears all that it says, "exited" also when its child dies. Settles after the last report. */
  run(job: Omit<Job, "id">, onReport: (report: Report) => void, onStart?: () => void): Promise<void>;
  close(): Promise<void>;
}

interface Waiting {
  readonly job: Omit<Job, "id">;
  readonly onReport: (report: Report) => void;
  readonly onStart: (() => void) | undefined;
  readonly settle: () => void;
}

/** Starts children of `file` as they are needed, `size` at the most. */
export function createPool(file: () => Promise<string>, size: number): Pool {
  const idle: ChildProcess[] = [];
  const busy = new Set<ChildProcess>();
  const queue: Waiting[] = [];
  let starting = 0;
  let lastId = 0;
  let closed = false;

  async function next(): Promise<void> {
    if (closed || queue.length === 0 || busy.size + starting >= size) return;
    const waiting = queue.shift()!;
    let child = idle.pop();
    if (!child) {
      starting += 1;
      child = fork(await file(), [], {
        serialization: "advanced",
        execArgv: [],
        stdio: ["ignore", "inherit", "inherit", "ipc"],
      });
      starting -= 1;
    }
    busy.add(child);
    give(child, waiting);
    // There may be room for another.
    void next();
  }

  function give(child: ChildProcess, { job, onReport, onStart, settle }: Waiting): void {
    const id = ++lastId;
    const done = (reuse: boolean) => {
      child.off("message", hear).off("exit", died).off("error", died);
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
      onReport({ id, type: "exited", how: "killed", code: child.exitCode ?? -1 });
      done(false);
    };
    child.on("message", hear).on("exit", died).on("error", died);
    onStart?.();
    child.send({ id, ...job } satisfies Job, (error) => {
      if (error && busy.has(child)) died();
    });
  }

  return {
    run(job, onReport, onStart) {
      return new Promise((settle) => {
        queue.push({ job, onReport, onStart, settle });
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
