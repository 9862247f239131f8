// Runs programs, or finds that they have run: Program -> Run.

import { mkdir, rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Program, ProgramCell } from "../cells/index.ts";
import type { Config } from "../config/index.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { writeFileAtomic } from "../files.ts";
import { hash } from "../hash.ts";
import { type BuiltLibrary, type BuiltProgram, buildLibrary, buildProgram, buildRunner } from "./bundle.ts";
import { type Cache, createCache } from "./cache.ts";
import { endedDiagnostic, type Locator, locate, notRaised, placeOfCell, threwDiagnostic } from "./failure.ts";
import type { Failure, Outcome, Output, Run } from "./model.ts";
import { importsKey, libraryKey, libraryModules } from "./modules.ts";
import { createPool } from "./pool.ts";
import { isEnding, type Job, type Report, type Thrown } from "./protocol.ts";

/** Raise it when the same program could give other outputs than before: part of every key. */
const runtimeVersion = "1";

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
}

export interface Kernel {
  /** The run of a program, from the cache where it is there. What its cells do is in the run; it rejects only for faults of ours. */
  run(program: Program, hooks?: RunHooks): Promise<Run>;
  /** The cached run, if there is one. */
  recall(program: Program): Promise<Run | undefined>;
  /** A key of all that a type-check of these programs depends on. */
  checkKey(programs: readonly Program[]): string;
  readonly cache: Cache;
  close(): Promise<void>;
}

/** A kernel for a book's programs. Close it: child processes wait behind it. */
export function createKernel(options: KernelOptions): Kernel {
  const { root, config, cache: folder, jobs = availableParallelism(), fresh = false } = options;
  const cache = createCache(folder, fresh);
  const pool = createPool(() => buildRunner(folder), jobs);
  const modules = libraryModules(root, config);
  let key: string | undefined;
  const libraryHash = () => {
    key ??= libraryKey(root, modules);
    return key;
  };
  let library: Promise<BuiltLibrary> | undefined;
  const scratch = join(folder, "programs", String(process.pid));

  const keyOf = (program: Program) =>
    hash(
      runtimeVersion,
      process.version,
      program.text,
      JSON.stringify(program.cells.map(({ place: _place, ...cell }) => cell)),
      JSON.stringify(config.limits),
      String(config.seed),
      libraryHash(),
      importsKey(root, program.page, program.imports, modules),
      // Places are part of what a failed run says.
      JSON.stringify(program.spans),
    );

  async function recall(program: Program): Promise<Run | undefined> {
    const found = await cache.read<Omit<Run, "cached">>("run", keyOf(program));
    return found && { ...found, cached: true };
  }

  async function execute(program: Program, hooks: RunHooks): Promise<Run> {
    const runKey = keyOf(program);
    let built: BuiltProgram;
    try {
      library ??= buildLibrary(folder, libraryHash(), modules);
      built = await buildProgram(program.text, join(root, program.page), await library);
    } catch (error) {
      return unbuilt(program, runKey, error, hooks);
    }
    const file = join(scratch, `${runKey}.mjs`);
    await mkdir(scratch, { recursive: true });
    await writeFileAtomic(file, built.code);
    const module = pathToFileURL(file).href;
    const recorder = record(program, locate(program, module, built.map), hooks);
    await pool.run(jobOf(program, config, module), recorder.hear, hooks.onStart);
    await rm(file, { force: true });
    const run = { key: runKey, ...recorder.finish() };
    if (!run.outcomes.some((outcome) => outcome.state === "failed" && outcome.why !== "threw"))
      await cache.write("run", runKey, run);
    return { ...run, cached: false };
  }

  return {
    cache,
    recall,
    async run(program, hooks = {}) {
      const found = await recall(program);
      if (!found) return execute(program, hooks);
      for (const outcome of found.outcomes) hooks.onOutcome?.(outcome);
      return found;
    },
    checkKey: (programs) =>
      hash(
        runtimeVersion,
        libraryHash(),
        JSON.stringify(config.tabs),
        ...programs.flatMap((program) => [
          program.page,
          program.tab,
          program.text,
          JSON.stringify([program.cells, program.spans]),
          importsKey(root, program.page, program.imports, modules),
        ]),
      ),
    async close() {
      await pool.close();
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

/** Turns what a worker says into outcomes and diagnostics. */
function record(program: Program, locator: Locator, hooks: RunHooks) {
  const outcomes: Outcome[] = [];
  const diagnostics: Diagnostic[] = [];
  let outputs: Output[] = [];
  const current = () => program.cells[outcomes.length] ?? program.cells.at(-1);
  const settle = (outcome: Outcome) => {
    outcomes.push(outcome);
    outputs = [];
    hooks.onOutcome?.(outcome);
  };
  const fail = (cell: ProgramCell, why: Failure, diagnostic: Diagnostic) => {
    diagnostics.push(diagnostic);
    if (outcomes.length < program.cells.length) settle({ cell: cell.index, state: "failed", outputs, why });
    else {
      // After the last cell: what it left behind failed.
      const last = outcomes.pop()!;
      settle({ cell: cell.index, state: "failed", outputs: last.outputs, why });
    }
  };
  const errorOutput = (error: Thrown): Output => ({
    type: "error",
    name: error.names[0] ?? "Error",
    message: error.message,
    trace: locator
      .frames(error.stack)
      .map(({ place, name }) => `${name ? `${name} ` : ""}${place.start.line}:${place.start.column}`),
  });

  function hear(report: Report): void {
    const cell = current();
    if (!cell) return;
    if (report.type === "stream") {
      const last = outputs.at(-1);
      if (last?.type === "stream" && last.stream === report.stream)
        outputs[outputs.length - 1] = { ...last, text: last.text + report.text };
      else outputs.push({ type: "stream", stream: report.stream, text: report.text });
    } else if (report.type === "display") outputs.push({ type: "display", bundle: report.bundle });
    else if (report.type === "cut") {
      const message = `The cell writes more than the limit: ${report.characters} characters are left out`;
      diagnostics.push({
        severity: "warning",
        rule: "output-is-bounded",
        message,
        hint: "Write less, or raise `limits.outputKilobytes`.",
        place: placeOfCell(program, cell),
      });
    } else if (report.type === "cell") finishCell(cell, report.raised);
    else if (report.type === "threw") {
      outputs.push(errorOutput(report.error));
      fail(cell, "threw", threwDiagnostic(program, cell, report.error, locator));
    } else if (isEnding(report)) {
      const why: Failure = report.type;
      fail(cell, why, endedDiagnostic(program, cell, report));
    }
  }

  function finishCell(cell: ProgramCell, raised: Thrown | undefined): void {
    if (raised) outputs.push(errorOutput(raised));
    const isExpected = raised && (cell.raises === "Error" || raised.names.includes(cell.raises ?? ""));
    if (raised && !isExpected) fail(cell, "threw", threwDiagnostic(program, cell, raised, locator));
    else if (!raised && cell.raises !== undefined) fail(cell, "threw", notRaised(program, cell));
    else settle({ cell: cell.index, state: "passed", outputs });
  }

  return {
    hear,
    finish(): { outcomes: readonly Outcome[]; diagnostics: readonly Diagnostic[] } {
      for (const cell of program.cells.slice(outcomes.length))
        settle({ cell: cell.index, state: "not-run", outputs: [] });
      return { outcomes, diagnostics };
    },
  };
}

/** A program that cannot be loaded: an import does not resolve. */
function unbuilt(program: Program, key: string, error: unknown, hooks: RunHooks): Run {
  const messages = (error as { errors?: { text: string; location: { line: number; column: number } | null }[] }).errors;
  const first = program.cells[0];
  if (!messages || !first) throw error;
  const lines = program.text.split("\n");
  const diagnostics = messages.map(({ text, location }): Diagnostic => {
    const offset = location
      ? lines.slice(0, location.line - 1).reduce((sum, row) => sum + row.length + 1, 0) + location.column
      : -1;
    const span = program.spans.find(({ at, length }) => offset >= at && offset < at + length);
    return {
      severity: "error",
      rule: "cell-succeeds",
      message: text,
      place: span?.place ?? placeOfCell(program, first),
    };
  });
  const outcomes = program.cells.map(
    ({ index }, i): Outcome =>
      i === 0
        ? { cell: index, state: "failed", outputs: [], why: "threw" }
        : { cell: index, state: "not-run", outputs: [] },
  );
  for (const outcome of outcomes) hooks.onOutcome?.(outcome);
  return { key, outcomes, diagnostics, cached: false };
}
