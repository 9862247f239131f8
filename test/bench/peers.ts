// Who is measured: our four dialects, two of them also by plans (torch.compile, jax.jit), one also on two threads and with fused
// multiply-adds, and whoever else is installed.

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { packages } from "./bundle.ts";

/** Who is measured. In the folder of a workload `file` is its version of it; where there is none, it does not take part. */
export interface Peer {
  readonly name: string;
  readonly file: string;
  /** What must be installed: a package of npm or of Python. */
  readonly npm?: string;
  readonly python?: string;
  /** Options of Node. */
  readonly flags?: readonly string[];
}

/** What Node 20 needs for fused multiply-adds; later ones have them. */
const relaxed = Number(process.versions.node.split(".")[0]) < 22 ? ["--experimental-wasm-relaxed-simd"] : [];

export const peers: readonly Peer[] = [
  { name: "octavo-torch", file: "torch.ts" },
  { name: "octavo-mxnet", file: "mxnet.ts" },
  { name: "octavo-tensorflow", file: "tensorflow.ts" },
  { name: "octavo-jax", file: "jax.ts" },
  { name: "octavo-torch-planned", file: "torch-planned.ts" },
  { name: "octavo-jax-planned", file: "jax-planned.ts" },
  { name: "octavo-torch-threads", file: "torch-threads.ts" },
  { name: "octavo-torch-fast", file: "torch-fast.ts", flags: relaxed },
  { name: "pytorch", file: "pytorch.py", python: "torch" },
  { name: "numpy", file: "numpy.py", python: "numpy" },
  { name: "tfjs-cpu", file: "tfjs.ts", npm: "@tensorflow/tfjs-backend-cpu" },
  { name: "tfjs-wasm", file: "tfjs.ts", npm: "@tensorflow/tfjs-backend-wasm" },
  { name: "jax-js", file: "jax-js.ts", npm: "@jax-js/jax" },
];

const run = promisify(execFile);
/** One thread for all BLAS libraries and for us, and no files written beside ours. */
const environment = {
  OMP_NUM_THREADS: "1",
  OPENBLAS_NUM_THREADS: "1",
  MKL_NUM_THREADS: "1",
  PYTHONDONTWRITEBYTECODE: "1",
};

/** The first python3 that has a package: PYTHON's, the path's, the system's. */
async function pythonWith(name: string): Promise<string | undefined> {
  for (const python of [process.env.PYTHON, "python3", "/usr/bin/python3"])
    if (
      python &&
      (await run(python, ["-c", `import ${name}`]).then(
        () => true,
        () => false,
      ))
    )
      return python;
  return undefined;
}

/** The interpreter for a peer's files, given a file and the peer's name; undefined where it is not installed. */
export async function interpreterOf(peer: Peer): Promise<string | undefined> {
  if (peer.python) return pythonWith(peer.python);
  return peer.npm === undefined || existsSync(join(packages, peer.npm)) ? process.execPath : undefined;
}

/** Runs a script in a process of its own, on one thread unless it asks for more; gives what it prints. @throws Error with the end of what it complained of. */
export async function inProcess(interpreter: string, ...args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await run(interpreter, args, { env: { ...process.env, ...environment }, maxBuffer: 2 ** 24 });
    return stdout;
  } catch (error) {
    const { stderr } = error as { readonly stderr?: string };
    const complaint = stderr
      ?.split("\n")
      .filter((line) => /Error|error/.test(line))
      .at(0);
    throw new Error(complaint ?? String(error).split("\n", 1)[0]);
  }
}

/** This folder's path of a file in it. */
export const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
