// Milliseconds from the start of a process to its end after the first call, above those of a node that does nothing.

import { spawnSync } from "node:child_process";
import { performance } from "node:perf_hooks";
import { median } from "../rows.ts";
import type { Measured } from "./measured.ts";

const [file, peer, interpreter, once] = process.argv.slice(2);
const starts = 5;

function timeOf(command: string, args: readonly string[]): number {
  const begun = performance.now();
  const { status, stderr } = spawnSync(command, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return performance.now() - begun;
}

const above = Array.from(
  { length: starts },
  () => timeOf(interpreter, [once, file, peer]) - timeOf(process.execPath, ["-e", "0"]),
);
console.log(JSON.stringify({ values: { "": median(above) } } satisfies Measured));
