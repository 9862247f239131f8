// The child process: runs one program at a time in a fresh worker, watches its time and memory, and passes on what it says.
// Its own thread does nothing else, so that a worker that loops can always be ended.

import { Worker } from "node:worker_threads";
import type { Ending, Event, Job, Report, WorkerJob } from "./protocol.ts";

/** How often memory is looked at, in milliseconds. */
const watchInterval = 50;
/** Part of the memory limit that the JavaScript heap may take: it ends the worker before the process grows too big. */
const heapShare = 0.75;

process.on("message", run);
// The builder is gone: nobody waits for an answer.
process.on("disconnect", () => process.exit(0));

function run(job: Job): void {
  const begun = performance.now();
  let ended = false;
  let exitCode: number | undefined;
  let at = 0;
  let cellBegun = begun;

  const passedOn = new Int32Array(new SharedArrayBuffer(4));

  const worker = new Worker(new URL("./worker.mjs", import.meta.url), {
    workerData: { ...job, passedOn: passedOn.buffer } satisfies WorkerJob,
    env: environment(),
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: Math.ceil(job.memoryMegabytes * heapShare) },
  });
  const idle = process.memoryUsage.rss();

  const send = (report: Event | Ending) => process.send?.({ id: job.id, ...report } satisfies Report);
  const end = (ending: Ending) => {
    if (ended) return;
    ended = true;
    clearInterval(watch);
    send(ending);
    void worker.terminate();
  };

  const watch = setInterval(() => {
    const now = performance.now();
    const limit = job.cells[at]?.seconds ?? job.pageSeconds;
    const megabytes = (process.memoryUsage.rss() - idle) / 2 ** 20;
    if (now - cellBegun > limit * 1000) end({ type: "timed-out", seconds: limit, whole: false });
    else if (now - begun > job.pageSeconds * 1000) end({ type: "timed-out", seconds: job.pageSeconds, whole: true });
    else if (megabytes > job.memoryMegabytes)
      end({ type: "out-of-memory", megabytes: job.memoryMegabytes, heap: false });
  }, watchInterval);

  // A cell's time does not count what starting a worker takes.
  worker.on("online", () => {
    cellBegun = performance.now();
  });
  worker.on("message", (event: Event | { readonly type: "exit"; readonly code: number }) => {
    if (ended) return;
    if (event.type === "exit") {
      exitCode = event.code;
      return;
    }
    if (event.type === "done" || event.type === "threw") {
      ended = true;
      clearInterval(watch);
      void worker.terminate();
    }
    send(event);
    if (event.type === "cell") {
      at += 1;
      cellBegun = performance.now();
      Atomics.store(passedOn, 0, at);
      Atomics.notify(passedOn, 0);
    }
  });
  worker.on("error", (error: Error & { code?: string }) => {
    if (error.code === "ERR_WORKER_OUT_OF_MEMORY")
      end({ type: "out-of-memory", megabytes: job.memoryMegabytes, heap: true });
    else if (!ended) {
      ended = true;
      clearInterval(watch);
      send({ type: "threw", error: { names: [error.name], message: error.message, stack: String(error.stack) } });
    }
  });
  worker.on("exit", (code) => {
    end({ type: "exited", how: exitCode === undefined ? "never-settles" : "exit", code: exitCode ?? code });
  });
}

/** What cells see of the environment: enough to find commands and write temporary files, no secrets. */
function environment(): NodeJS.ProcessEnv {
  const kept = ["PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SystemRoot"];
  return {
    TZ: "UTC",
    LANG: "C.UTF-8",
    ...Object.fromEntries(kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]))),
  };
}
