// A worker as the pool sees it: a process of V8's own, started, spoken to and ended.

import { fork } from "node:child_process";
import type { PageWorkOptions } from "./model.ts";
import type { Answer, Call, Greeting } from "./protocol.ts";

/** How V8 works for a worker. There is one for each core: what V8 would do beside it is at the cost of another. */
const v8Options = [
  // The objects that live shortest: with little room for them, a third of the time goes into collecting them.
  "--max-semi-space-size=32",
  "--single-threaded-gc",
  // Before Maglev, all that is called often is optimized at great cost: in a build of seconds it pays for the little that is called most.
  ...(Number.parseInt(process.versions.v8, 10) < 12 ? ["--interrupt-budget=1200000"] : []),
];

/** How a process ends that V8 ends for lack of memory. */
const memoryEnds: ReadonlySet<string> = new Set(["SIGABRT", "exit code 134"]);

export interface WorkerProcess {
  tell(call: Call): void;
  /** Keeps this process alive, as long as the worker has something to do. */
  hold(): void;
  rest(): void;
  end(): Promise<void>;
}

export interface WorkerHooks {
  readonly onAnswer: (answer: Answer) => void;
  /** It is gone; `why` is what a page does that ended it, nothing when it has never come up. */
  readonly onGone: (why: string | undefined) => void;
}

/** Starts the worker whose code is `file`; its objects may take so many megabytes. */
export function startWorker(
  file: string,
  options: PageWorkOptions,
  memory: number,
  { onAnswer, onGone }: WorkerHooks,
): WorkerProcess {
  // What V8 prints when it has no memory left would mix with the builder's own output.
  const child = fork(file, [], {
    serialization: "advanced",
    execArgv: [`--max-old-space-size=${memory}`, ...v8Options],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  let isUp = false;
  const gone = (how: string) => {
    if (!isUp) onGone(undefined);
    else if (memoryEnds.has(how)) onGone(`takes more than ${memory} MB of memory`);
    else onGone(`ends the process that works on it (${how})`);
  };
  child.on("message", (message: Answer | Greeting) => {
    if ("isUp" in message) isUp = true;
    else onAnswer(message);
  });
  child.on("error", (error) => gone(error.message));
  child.on("exit", (code, signal) => gone(signal ?? `exit code ${code}`));

  const worker: WorkerProcess = {
    // Of one that is gone, "exit" tells.
    tell: (call) => void child.send(call, () => {}),
    hold() {
      child.ref();
      child.channel?.ref();
    },
    rest() {
      child.unref();
      child.channel?.unref();
    },
    end() {
      child.ref();
      return new Promise((ended) => child.once("exit", () => ended()).kill("SIGKILL"));
    },
  };
  worker.tell({ name: "open", options });
  worker.rest();
  return worker;
}
