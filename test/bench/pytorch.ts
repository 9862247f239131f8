// PyTorch as a peer: a script beside this file, on one thread, where /usr/bin/python3 has it.

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const python = "/usr/bin/python3";

/** What the script prints, as JSON; undefined where there is no PyTorch. */
export function inPyTorch<T>(script: string, ...args: readonly string[]): T | undefined {
  if (!existsSync(python)) return undefined;
  const env = { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" };
  const { status, stdout } = spawnSync(python, [new URL(script, import.meta.url).pathname, ...args], { env });
  return status === 0 ? (JSON.parse(stdout.toString()) as T) : undefined;
}
