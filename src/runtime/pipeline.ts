// A build, all stages in order: text -> Page -> Book -> Program -> diagnostics and Run -> files of the site.

import type { Book } from "./book/index.ts";
import type { Program } from "./cells/index.ts";
import type { BookFolder } from "./config/index.ts";
import { compareDiagnostics, type Diagnostic, hasErrors } from "./diagnostic.ts";
import type { Run } from "./kernel/index.ts";
import type { ReadPage, Stages, Tangled } from "./stages.ts";
import { countPage, type Summary, summarize } from "./summary.ts";
import type { SiteFile } from "./weave/index.ts";

export interface BuildOptions {
  /** False: nothing is run; pages show the outputs that the cache has. */
  readonly run: boolean;
  /** Only this tab's programs are run; of the others, what the cache has is shown. */
  readonly tab?: string;
}

/** What a build tells while it works. */
export interface Progress {
  /** A page has been read, checked, run and woven. */
  page?(path: string, done: number, total: number): void;
  /** A program starts to run, or has been found in the cache. */
  program?(program: Program, state: "runs" | "ran" | "cached"): void;
}

export interface Built {
  readonly book: Book;
  readonly files: readonly SiteFile[];
  /** Sorted by place. */
  readonly diagnostics: readonly Diagnostic[];
  readonly summary: Summary;
  readonly tangled: Tangled;
}

/** Pages that are worked on at once: enough to keep all cores busy, and no more in memory than that. */
const pagesAtOnce = 32;

/** Builds a book. Faults of the book are diagnostics; every page that can be woven is. */
export async function build(stages: Stages, options: BuildOptions, progress: Progress = {}): Promise<Built> {
  const pages = await parseAll(stages);
  const book = await stages.bind(pages.map((page) => page.facts));
  let done = 0;
  // The shared files need no page: they are made beside. When that fails, it is heard below.
  const shared = stages.weaveSite(book);
  shared.catch(() => {});
  const woven = await eachOf(pages, pagesAtOnce, async (page) => {
    const programs = await stages.compile(page);
    const runs = await runAll(stages, programs, options, progress);
    const checked = await stages.check(programs);
    const { files, diagnostics, formulas, isNew } = await stages.weave(page, book, runs);
    done += 1;
    progress.page?.(page.path, done, pages.length);
    const found = [...foundIn(page, programs, checked, runs), ...diagnostics];
    return { files, found, counts: countPage(page, book, runs, formulas, isNew) };
  });
  const tangled = await stages.tangle(pages, book);
  const diagnostics = unique([
    ...stages.diagnostics,
    ...book.diagnostics,
    ...tangled.diagnostics,
    ...tangled.stale,
    ...woven.flatMap(({ found }) => found),
  ]);
  const files = once([...woven.flatMap((page) => page.files), ...(await shared), ...resourcesOf(stages.folder)]);
  const counts = woven.map((page) => page.counts);
  return { book, files, diagnostics, summary: summarize(book, counts, diagnostics), tangled };
}

/** What can be said without running a cell: parse, bind, compile, type-check, tangle. */
export async function check(
  stages: Stages,
): Promise<{ readonly book: Book; readonly diagnostics: readonly Diagnostic[]; readonly summary: Summary }> {
  const pages = await parseAll(stages);
  const book = await stages.bind(pages.map((page) => page.facts));
  const checked = await eachOf(pages, pagesAtOnce, async (page) => {
    const programs = await stages.compile(page);
    const found = foundIn(page, programs, await stages.check(programs), new Map());
    return { found, counts: countPage(page, book, new Map(), { failed: 0 }, false) };
  });
  const tangled = await stages.tangle(pages, book);
  const diagnostics = unique([
    ...stages.diagnostics,
    ...book.diagnostics,
    ...tangled.diagnostics,
    ...tangled.stale,
    ...checked.flatMap(({ found }) => found),
  ]);
  const counts = checked.map((page) => page.counts);
  return { book, diagnostics, summary: summarize(book, counts, diagnostics) };
}

/** All pages that can be read, in the order of their paths. */
export async function parseAll(stages: Stages): Promise<readonly ReadPage[]> {
  const pages = await eachOf(await stages.pages(), pagesAtOnce, (path) => stages.parse(path));
  return pages.filter((page) => page !== undefined);
}

/** What a page's stages noticed, as far as its runs. */
function foundIn(
  page: ReadPage,
  programs: readonly Program[],
  checked: readonly Diagnostic[],
  runs: ReadonlyMap<string, Run>,
): readonly Diagnostic[] {
  return [
    ...page.diagnostics,
    ...programs.flatMap((program) => program.diagnostics),
    ...checked,
    ...[...runs.values()].flatMap((run) => run.diagnostics),
  ];
}

/** Does `work` for each of `items`, some at once; the results in their order. */
async function eachOf<T, R>(items: readonly T[], atOnce: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const rest = items.entries();
  const worker = async () => {
    for (const [index, item] of rest) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}

/** The runs of programs by tab, as far as they can be run and `options` want it. */
export async function runAll(
  stages: Stages,
  programs: readonly Program[],
  options: BuildOptions,
  progress: Progress = {},
): Promise<ReadonlyMap<string, Run>> {
  const runs = await Promise.all(
    programs.map(async (program): Promise<readonly [string, Run] | undefined> => {
      if (hasErrors(program.diagnostics)) return undefined;
      const isWanted = options.run && (options.tab === undefined || program.tab === options.tab);
      const run = isWanted
        ? await stages.run(program, () => progress.program?.(program, "runs"))
        : await stages.recall(program);
      if (run) progress.program?.(program, run.cached ? "cached" : "ran");
      return run && [program.tab, run];
    }),
  );
  return new Map(runs.filter((run) => run !== undefined));
}

/** The files that the book takes along, at their places below its source folder. */
export function resourcesOf({ resources, config }: BookFolder): readonly SiteFile[] {
  const inSource = (path: string) => (config.source === "" ? path : path.slice(config.source.length + 1));
  return resources.map((from) => ({ path: inSource(from), from }));
}

/** Each path once: several pages show the same picture, and what is made stands before what is taken along. */
function once(files: readonly SiteFile[]): readonly SiteFile[] {
  const byPath = new Map<string, SiteFile>();
  for (const file of files) if (!byPath.has(file.path)) byPath.set(file.path, file);
  return [...byPath.values()];
}

/** Sorted, and said once: several tabs of a page often notice the same. */
export function unique(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return [...diagnostics].sort(compareDiagnostics).filter((diagnostic) => {
    const key = JSON.stringify([diagnostic.place.path, diagnostic.place.start, diagnostic.rule, diagnostic.message]);
    return !seen.has(key) && seen.add(key);
  });
}
