// Runs programs, or finds that they have run: Program -> Run.

import { randomUUID } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Cache, createCache } from "../cache.ts";
import type { Program } from "../cells/index.ts";
import type { Config } from "../config/index.ts";
import { writeFileAtomic } from "../files.ts";
import { hash } from "../hash.ts";
import { type BuiltLibrary, type BuiltProgram, buildLibrary, buildProgram, buildRunner } from "./bundle.ts";
import { locate } from "./locate.ts";
import type { Outcome, Run } from "./model.ts";
import { createFiles, filesKey, importedFiles, libraryModules, packagesKey, runnerKey } from "./modules.ts";
import { createPool } from "./pool.ts";
import type { Job } from "./protocol.ts";
import { record } from "./record.ts";
import { unbuilt } from "./unbuilt.ts";

/** Raise it when the same program could give another run than before for a reason that no other part of a key sees. */
const runtimeVersion = "2";

export interface KernelOptions {
  /** The book's root, absolute. */
  readonly root: string;
  readonly config: Config;
  /** Folder of the cache. */
  readonly cache: string;
  /** Programs that run at once; by default one a core. */
  readonly jobs?: number;
  /** Read nothing from the cache. */
  readonly fresh?: boolean;
}

export interface RunHooks {
  /** Called only when the program really runs, when it starts. */
  readonly onStart?: () => void;
  /** Called for each cell as soon as its outcome is known. */
  readonly onOutcome?: (outcome: Outcome) => void;
  /** Ends the run: the cells that are not done count as not run. */
  readonly signal?: AbortSignal;
}

export interface Kernel {
  /** The run of a program, from the cache where it is there. What its cells do is in the run; it rejects only for faults of ours. */
  run(program: Program, hooks?: RunHooks): Promise<Run>;
  /** The cached run, if there is one. */
  recall(program: Program): Promise<Run | undefined>;
  /** A key of all that a type-check of these programs depends on. */
  checkKey(programs: readonly Program[]): string;
  /** The files that a program's imports reach, absolute: the library's and the author's own. */
  filesOf(program: Program): readonly string[];
  readonly cache: Cache;
  close(): Promise<void>;
}

/** A kernel for a book's programs. Close it: child processes wait behind it. */
export function createKernel(options: KernelOptions): Kernel {
  const { root, config, cache: folder, jobs = availableParallelism(), fresh = false } = options;
  const cache = createCache(folder, fresh);
  // How long a page may be parsed changes no run.
  const { parseSeconds: _, ...limits } = config.limits;
  const pool = createPool(() => buildRunner(folder), jobs, root);
  const modules = libraryModules(root, config);
  const files = createFiles(modules);
  const libraries = new Map<string, Promise<BuiltLibrary>>();
  // Workers, processes and kernels may run the same program at the same time: each has a folder of its own.
  const scratch = join(folder, "programs", `${process.pid}-${randomUUID()}`);
  const runs = new Set<Promise<Run>>();
  let closed = false;

  const entriesOf = ({ page, imports }: Program) => importedFiles(root, page, imports, modules);
  const importsKey = (program: Program) =>
    hash(filesKey(root, files, entriesOf(program)), packagesKey(root, program.page, program.imports, modules));
  const keyOf = (program: Program) =>
    hash(
      runtimeVersion,
      process.version,
      runnerKey(files),
      program.text,
      JSON.stringify(program.cells.map(({ place: _place, ...cell }) => cell)),
      JSON.stringify(limits),
      String(config.seed),
      config.dependencies,
      importsKey(program),
    );
  /** Of a run that names places: it holds only as long as the cells stand where they do. */
  const placedKeyOf = (program: Program, key: string) => hash(key, JSON.stringify([program.page, program.spans]));

  async function recall(program: Program): Promise<Run | undefined> {
    const key = keyOf(program);
    for (const one of [key, placedKeyOf(program, key)]) {
      const found = await cache.read<Omit<Run, "cached">>("run", one);
      if (found) return { ...found, cached: true };
    }
    return undefined;
  }

  /** The library modules that a program may load, built together so that they share their parts. */
  function libraryOf(program: Program): Promise<BuiltLibrary> {
    const entries = entriesOf(program);
    const named = program.imports.filter((name) => modules.has(name));
    const names = [...new Set([...named, ...files.reached(entries).names])].sort();
    const inUse = new Map(names.map((name) => [name, modules.get(name)!]));
    const key = hash(runtimeVersion, ...names, filesKey(root, files, inUse.values()));
    const known = libraries.get(key) ?? buildLibrary(folder, key, inUse);
    libraries.set(key, known);
    return known;
  }

  async function execute(program: Program, hooks: RunHooks): Promise<Run> {
    const key = keyOf(program);
    let built: BuiltProgram;
    try {
      built = await buildProgram(program.text, join(root, program.page), await libraryOf(program));
    } catch (error) {
      return unbuilt(program, key, error, hooks, root, (imported, file) =>
        files.reached(importedFiles(root, program.page, [imported], modules)).files.some(([path]) => path === file),
      );
    }
    await mkdir(scratch, { recursive: true });
    const file = join(scratch, `${randomUUID()}.mjs`);
    await writeFileAtomic(file, built.code);
    const module = pathToFileURL(file).href;
    const recorder = record(program, locate(program, module, built.map), hooks);
    await pool.run(jobOf(program, config, module), {
      onReport: recorder.hear,
      onStart: hooks.onStart,
      signal: hooks.signal,
    });
    await rm(file, { force: true });
    const { isWhole, namesPlaces, ...found } = recorder.finish();
    const run = { key: namesPlaces ? placedKeyOf(program, key) : key, ...found };
    if (isWhole && !closed) await cache.write("run", run.key, run);
    return { ...run, cached: false };
  }

  async function recallOrExecute(program: Program, hooks: RunHooks): Promise<Run> {
    const found = await recall(program);
    if (!found) return execute(program, hooks);
    for (const outcome of found.outcomes) hooks.onOutcome?.(outcome);
    return found;
  }

  return {
    cache,
    recall,
    run(program, hooks = {}) {
      const run = recallOrExecute(program, hooks);
      const done = () => runs.delete(run);
      runs.add(run);
      run.then(done, done);
      return run;
    },
    checkKey: (programs) =>
      hash(
        runtimeVersion,
        JSON.stringify(config.tabs),
        ...programs.flatMap((program) => [
          program.page,
          program.tab,
          program.text,
          JSON.stringify([program.cells, program.spans]),
          importsKey(program),
        ]),
      ),
    filesOf: (program) => files.reached(entriesOf(program)).files.map(([path]) => path),
    async close() {
      closed = true;
      await pool.close();
      // One that was still being built finds the pool closed, and cleans up.
      await Promise.allSettled(runs);
      await rm(scratch, { recursive: true, force: true });
    },
  };
}

function jobOf({ cells }: Program, { limits, seed }: Config, module: string): Omit<Job, "id"> {
  const { cellSeconds, pageSeconds, memoryMegabytes, outputKilobytes } = limits;
  return {
    module,
    seed,
    cells: cells.map(({ index, timeout }) => ({ index, seconds: timeout ?? cellSeconds })),
    pageSeconds,
    memoryMegabytes,
    outputKilobytes,
  };
}
