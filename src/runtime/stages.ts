// The stages of one book, its config and its files bound in. Each remembers by content what it made,
// so that a rebuild in `dev` is the same build as the first, with a memory. What a page holds lies in the cache;
// here is an index of it.

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Book, bind, commonOf, keyOfPart, partOf } from "./book/index.ts";
import type { Program } from "./cells/index.ts";
import type { Checker } from "./check/index.ts";
import { type BookFolder, librariesOf } from "./config/index.ts";
import { type Diagnostic, hasErrors } from "./diagnostic.ts";
import { fileSums } from "./file-sums.ts";
import { bytesInside, decodeSource, isFileInside, readSource } from "./files.ts";
import { hash } from "./hash.ts";
import { createKernel, type Run } from "./kernel/index.ts";
import { sourceKeys } from "./keys.ts";
import { createPagePool, isRefusal, type PageSource, type ReadPage, type WovenPage } from "./pages/index.ts";
import { referencePages } from "./reference-pages.ts";
import type { Facts, Page } from "./source/index.ts";
import { isLeftAlone, staleLibraries, textsOnDisk } from "./tangle/stale.ts";
import type { SiteFile, Woven } from "./weave/index.ts";

export type { ReadPage } from "./pages/index.ts";

export interface StagesOptions {
  /** Folder of the output cache; by default `.octavo/cache` in the book's root. */
  readonly cache?: string;
  /** Do not read cached outputs. */
  readonly fresh?: boolean;
  /** Programs that run at once, and processes that work on pages; by default one a core. */
  readonly jobs?: number;
}

/** The functions of `pipeline.ts`, for one book. Close them when done: processes wait behind the kernel. */
export interface Stages {
  readonly folder: BookFolder;
  /** What loading the book noticed, and which files could not be read. */
  readonly diagnostics: readonly Diagnostic[];
  /** The book's pages: its chapters, and those of its reference, which are made anew when its library has changed. */
  pages(): Promise<readonly string[]>;
  /** The page, or nothing when its file cannot be read, which is then among the diagnostics. */
  parse(path: string): Promise<ReadPage | undefined>;
  /** The same page with its tree. */
  whole(page: ReadPage): Promise<Page>;
  bind(facts: readonly Facts[]): Promise<Book>;
  /** The page's programs, one a tab; those without a cell to run and without a fault are left out. */
  compile(page: ReadPage): Promise<readonly Program[]>;
  /** Type-checks the programs of one page. */
  check(programs: readonly Program[]): Promise<readonly Diagnostic[]>;
  /** Runs a program, or takes its run from the cache; `onStart` is called only when it really runs. */
  run(program: Program, onStart?: () => void): Promise<Run>;
  /** The cached run of a program, if there is one. */
  recall(program: Program): Promise<Run | undefined>;
  /** The files that a program's imports reach, absolute: it has to run again when one of them changes. */
  filesOf(program: Program): readonly string[];
  /** The tabs' libraries as the saved cells say, and which files are not current; with `all`, also those that a build leaves alone. */
  tangle(pages: readonly ReadPage[], book: Book, all?: boolean): Promise<Tangled>;
  weave(page: ReadPage, book: Book, runs: ReadonlyMap<string, Run>): Promise<WovenFiles>;
  weaveSite(book: Book): Promise<readonly SiteFile[]>;
  /** The text of a source file that has been read, for the frames of diagnostics. */
  textOf(path: string): string | undefined;
  /** Makes ready for edits while the first build is made: they then wait for no process to start. */
  warm(): Promise<void>;
  /** The same after it: all that a page needs is then loaded, and has run once. */
  rehearse(book: Book): Promise<void>;
  close(): Promise<void>;
}

/** A page's files; `isNew` when they have been made now and not found in the cache. */
export interface WovenFiles extends Woven {
  readonly isNew: boolean;
}

export interface Tangled {
  readonly files: readonly { readonly path: string; readonly content: string }[];
  /** Faults of the saved cells. */
  readonly diagnostics: readonly Diagnostic[];
  /** One warning for each file that is not on disk as it should be. */
  readonly stale: readonly Diagnostic[];
}

/** Binds the stages to a book. */
export function createStages(folder: BookFolder, options: StagesOptions = {}): Stages {
  const { root, config } = folder;
  const cache = options.cache ?? join(root, ".octavo", "cache");
  const kernel = createKernel({
    root,
    config,
    cache,
    ...(options.fresh === undefined ? {} : { fresh: options.fresh }),
    ...(options.jobs === undefined ? {} : { jobs: options.jobs }),
  });
  /** Of each source that has been read: the hash and the length of its text. */
  const sources = new Map<string, { readonly sum: string; readonly size: number }>();
  /** The text that was asked for last: diagnostics of one page follow each other. */
  let lastText: { readonly path: string; readonly sum: string; readonly text: string | undefined } | undefined;
  let bibliographies: ReadonlyMap<string, string> = new Map();
  const unreadable = new Map<string, readonly Diagnostic[]>();
  const pages = new Map<string, { readonly key: string; readonly page: ReadPage }>();
  const programs = new Map<string, { readonly key: string; readonly made: readonly Program[] }>();
  const checks = new Map<string, readonly Diagnostic[]>();
  const wovenPages = new Map<string, { readonly key: string; readonly woven: Woven }>();
  const sumOf = fileSums(root);
  // TypeScript and what weaves are slow to load: a build that finds all in the cache loads neither.
  let checker: Checker | undefined;
  const madeBy = sourceKeys();
  /** The value that the cache has under this key, or a new one, which is then kept. */
  const kept = async <T>(
    kind: string,
    key: string,
    make: () => Promise<T>,
    isLasting: (made: T) => boolean = () => true,
  ): Promise<T> => {
    const known = await kernel.cache.read<T>(kind, key);
    if (known !== undefined) return known;
    const made = await make();
    if (isLasting(made)) await kernel.cache.write(kind, key, made);
    return made;
  };
  const isRefused = ({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }) => diagnostics.some(isRefusal);
  const pool = createPagePool({
    root,
    config,
    cache,
    jobs: options.jobs,
    key: () => madeBy("source", "book", "cells", "kernel", "language", "weave", "pages"),
  });
  const configKey = JSON.stringify(config);
  const namedFiles = [config.logo, ...config.styles, ...config.scripts].filter((path) => path !== "");

  /** Pages that stand in no file, by path. */
  let generated: ReadonlyMap<string, string> = new Map();

  async function read(path: string): Promise<string | undefined> {
    const made = generated.get(path);
    const { text, diagnostics } = made === undefined ? await readSource(root, path) : { text: made, diagnostics: [] };
    unreadable.set(path, diagnostics);
    if (text === undefined) sources.delete(path);
    else sources.set(path, { sum: hash(text), size: text.length });
    return text;
  }

  /** Where the cache has a page that has been read. */
  async function sourceOf(path: string, text = generated.get(path)): Promise<PageSource> {
    const { sum = "", size = 0 } = sources.get(path) ?? {};
    const key = hash(await madeBy("source"), configKey, path, sum);
    const refusal = pages.get(path)?.page.diagnostics.find(isRefusal);
    return {
      path,
      key,
      size,
      ...(text !== undefined && { text }),
      ...(refusal && { refused: "is over a limit" }),
    };
  }

  /** A woven page with its files where they lie, or nothing when its HTML is there no more. */
  async function withFiles({ url, html, shows, diagnostics, formulas }: WovenPage): Promise<Woven | undefined> {
    const from = "kept" in html ? await kernel.cache.fileOf(html.kept) : undefined;
    if ("kept" in html && from === undefined) return undefined;
    const page: SiteFile = "kept" in html ? { path: url, from: from ?? "" } : { path: url, content: html.content };
    // An image that is missing, or outside, has been diagnosed by `bind`; the site is written without it.
    const shown = shows.filter((path) => isFileInside(root, path)).map((path): SiteFile => ({ path, from: path }));
    return { files: [page, ...shown], diagnostics, formulas };
  }

  return {
    folder,
    get diagnostics() {
      return [...folder.diagnostics, ...[...unreadable.values()].flat()];
    },
    async pages() {
      if (config.reference.length === 0) return folder.pages;
      generated = await referencePages(root, config, kernel.cache, await madeBy("reference"));
      return [...folder.pages, ...generated.keys()].sort();
    },
    async parse(path) {
      const text = await read(path);
      if (text === undefined) return undefined;
      const source = await sourceOf(path, text);
      const known = pages.get(path);
      if (known?.key === source.key) return known.page;
      const { refused: _, ...fresh } = source;
      const page = await kept(
        "page",
        source.key,
        () => pool.parse(fresh),
        (made) => !isRefused(made),
      );
      pages.set(path, { key: source.key, page });
      return page;
    },
    whole: async ({ path }) => pool.whole(await sourceOf(path)),
    async bind(facts) {
      const wanted = new Set([
        ...config.bibliography,
        ...facts.flatMap(({ bibliographies }) => bibliographies.map(({ path }) => path)),
      ]);
      const found = new Map<string, string>();
      for (const path of wanted) {
        const text = await read(path);
        if (text !== undefined) found.set(path, text);
      }
      // The same map while its texts are the same: what has been made of them is then at hand.
      if (JSON.stringify([...found]) !== JSON.stringify([...bibliographies])) bibliographies = found;
      return bind(facts, config, { exists: (path) => isFileInside(root, path), bibliographies });
    },
    async compile(page) {
      const source = await sourceOf(page.path);
      const key = hash(await madeBy("cells"), source.key);
      const known = programs.get(page.path);
      if (known?.key === key) return known.made;
      const made = await kept(
        "programs",
        key,
        async () =>
          (await pool.compile(source, page.tabs.length > 0 ? page.tabs : [""])).filter(
            (program) => program.cells.length > 0 || program.diagnostics.length > 0,
          ),
        (all) => !isRefused(page) && !all.some(isRefused),
      );
      remember(programs, page.path, { key, made });
      return made;
    },
    async check(ofPage) {
      const sound = ofPage.filter(({ cells, diagnostics }) => cells.length > 0 && !hasErrors(diagnostics));
      if (sound.length === 0) return [];
      const key = kernel.checkKey(sound);
      const known = checks.get(key) ?? (await kernel.cache.read("check", key));
      if (known) return known;
      checker ??= (await import("./check/index.ts")).createChecker({ root, config });
      const found = checker.check(sound);
      checks.set(key, found);
      await kernel.cache.write("check", key, found);
      return found;
    },
    run: (program, onStart) => kernel.run(program, onStart ? { onStart } : {}),
    recall: (program) => kernel.recall(program),
    filesOf: (program) => kernel.filesOf(program),
    async tangle(allPages, book, all = false) {
      const onDisk = await textsOnDisk(root, config);
      // Pages whose cells nobody wants need not be read again.
      if (!all && librariesOf(config).every(({ library }) => isLeftAlone(library.file, onDisk)))
        return { files: [], diagnostics: [], stale: [] };
      const saving = inOrder(allPages, book).filter(({ saves }) => saves);
      const sections = saving.map(({ facts }) => keyOfPart(book, partOf(book, facts)));
      const wholes = await Promise.all(saving.map(({ path }) => sourceOf(path)));
      const keptIn = [...onDisk].filter(([path]) => !/\.[cm]?ts$/.test(path));
      const key = hash(
        await madeBy("source", "cells", "tangle"),
        configKey,
        JSON.stringify([all, keptIn]),
        ...sections,
        ...wholes.map((source) => source.key),
      );
      const { files, diagnostics } = await kept<Made>("library", key, async () =>
        (await import("./tangle/index.ts")).tangle(
          await Promise.all(wholes.map((source) => pool.whole(source))),
          book,
          config,
          { onDisk, onlyWatched: !all },
        ),
      );
      return { files, diagnostics, stale: staleLibraries(files, onDisk, config) };
    },
    async weave(page, book, runs) {
      const source = await sourceOf(page.path);
      const part = partOf(book, page.facts);
      const shown = [...page.facts.images, ...page.facts.includes].map(({ path }) => path);
      const key = hash(
        await madeBy("source", "book", "cells", "language", "weave"),
        source.key,
        // Not the runs' keys: one that timed out has the key of the one that will not.
        JSON.stringify([...runs].map(([tab, run]) => [tab, run.outcomes])),
        keyOfPart(book, part),
        ...(await Promise.all([...shown, ...namedFiles].map(sumOf))),
      );
      const known = wovenPages.get(page.path);
      if (known?.key === key) return { ...known.woven, isNew: false };
      const found = await kernel.cache.read<WovenPage>("woven", key);
      const old = found && (await withFiles(found));
      const woven = old ?? (await weaveAnew());
      wovenPages.set(page.path, { key, woven });
      return { ...woven, isNew: old === undefined };

      async function weaveAnew(): Promise<Woven> {
        const made = await pool.weave(source, commonOf(book), part, runs);
        if ("kept" in made.html && !isRefused(page) && !isRefused(made)) await kernel.cache.write("woven", key, made);
        const files = await withFiles(made);
        if (!files) throw new Error(`The HTML of ${page.path} is not where it has been written`);
        return files;
      }
    },
    async weaveSite(book) {
      const titles = book.order.map((path) => [
        path,
        book.pages.get(path)?.url,
        book.pages.get(path)?.number,
        book.pages.get(path)?.title,
      ]);
      const here = fileURLToPath(import.meta.url);
      const key = hash(
        await madeBy("book", "language", "weave", "../../site"),
        here,
        configKey,
        JSON.stringify([book.contents, titles]),
      );
      // Past weaving's door, behind which all is loaded that weaves pages.
      return kept("site", key, async () => (await import("./weave/assets.ts")).weaveSite(book, config));
    },
    textOf(path) {
      const sum = sources.get(path)?.sum;
      if (sum === undefined || generated.has(path)) return generated.get(path) ?? folder.textOf(path);
      if (lastText?.path !== path || lastText.sum !== sum) lastText = { path, sum, text: textAt(root, path) };
      return lastText.text;
    },
    warm: () => pool.warm(),
    async rehearse(book) {
      const bySize = book.order.toSorted((a, b) => (sources.get(a)?.size ?? 0) - (sources.get(b)?.size ?? 0));
      // A page as most are.
      const page = pages.get(bySize[bySize.length >> 1] ?? "")?.page;
      if (page) await pool.rehearse(await sourceOf(page.path), commonOf(book), partOf(book, page.facts));
    },
    async close() {
      checker?.close();
      await Promise.all([pool.close(), kernel.close()]);
    },
  };
}

/** Pages in the book's order. */
export function inOrder<P extends ReadPage>(pages: readonly P[], book: Book): readonly P[] {
  const byPath = new Map(pages.map((page) => [page.path, page]));
  return book.order.map((path) => byPath.get(path)).filter((page) => page !== undefined);
}

/** The text of a source that could be read before. */
function textAt(root: string, path: string): string | undefined {
  const bytes = bytesInside(root, path);
  return bytes && decodeSource(bytes, path).text;
}

/** Pages whose programs are kept at hand; those of a large book are read from the cache again. */
const mostRemembered = 500;

function remember<V>(known: Map<string, V>, path: string, value: V): void {
  known.delete(path);
  known.set(path, value);
  const [oldest] = known.keys();
  if (known.size > mostRemembered && oldest !== undefined) known.delete(oldest);
}

/** What `tangle` gives. */
type Made = Pick<Tangled, "files" | "diagnostics">;
