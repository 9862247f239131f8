// What the builder, the child process and its worker say to each other. All of it is plain data.

import type { MimeBundle } from "./model.ts";

/** To the child: run this. */
export interface Job {
  readonly id: number;
  /** Address of the program's module. */
  readonly module: string;
  readonly seed: number;
  /** Cells in order. */
  readonly cells: readonly { readonly index: number; readonly seconds: number }[];
  readonly pageSeconds: number;
  readonly memoryMegabytes: number;
  readonly outputKilobytes: number;
}

/** To the worker. */
export interface WorkerJob extends Job {
  /** One 32-bit integer: how many "cell" events the child has passed on. */
  readonly passedOn: SharedArrayBuffer;
}

/** An error as data. */
export interface Thrown {
  /** Its own name, then those of the classes that it is an instance of. */
  readonly names: readonly string[];
  readonly message: string;
  readonly stack: string;
}

/** From the worker, through the child. */
export type Event =
  | { readonly type: "stream"; readonly stream: "stdout" | "stderr"; readonly text: string }
  | { readonly type: "display"; readonly bundle: MimeBundle }
  /** Output was cut: so many characters are left out of this cell. */
  | { readonly type: "cut"; readonly characters: number }
  /** A cell is done; `raised` when it failed as it may. */
  | { readonly type: "cell"; readonly index: number; readonly raised?: Thrown }
  | { readonly type: "threw"; readonly error: Thrown }
  | { readonly type: "done" };

/** How a program ended that did not end by itself. */
export type Ending =
  | { readonly type: "timed-out"; readonly seconds: number; readonly whole: boolean }
  | { readonly type: "out-of-memory"; readonly megabytes: number; readonly heap: boolean }
  | { readonly type: "exited"; readonly how: "exit" | "never-settles" | "killed"; readonly code: number };

/** From the child. */
export type Report = { readonly id: number } & (Event | Ending);

export function isEnding(report: Event | Ending): report is Ending {
  return report.type === "timed-out" || report.type === "out-of-memory" || report.type === "exited";
}
