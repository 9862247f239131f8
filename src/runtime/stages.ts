// The stages of one book, its config and its files bound in. Each remembers by content what it made,
// so that a rebuild in `dev` is the same build as the first, with a memory.

import { existsSync, readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Book, bind } from "./book/index.ts";
import { compile, type Program } from "./cells/index.ts";
import { type Checker, createChecker } from "./check/index.ts";
import type { BookFolder } from "./config/index.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { readSource } from "./files.ts";
import { hash } from "./hash.ts";
import { createKernel, type Run } from "./kernel/index.ts";
import { type Facts, type Page, parse } from "./source/index.ts";
import { staleLibraries, tangle } from "./tangle/index.ts";
import type { SiteFile, Woven } from "./weave/index.ts";

export interface StagesOptions {
  /** Folder of the output cache; by default `.octavo/cache` in the book's root. */
  readonly cache?: string;
  /** Do not read cached outputs. */
  readonly fresh?: boolean;
  /** Programs that run at once; by default one a core. */
  readonly jobs?: number;
}

/** The functions of `pipeline.ts`, for one book. Close them when done: processes wait behind the kernel. */
export interface Stages {
  readonly folder: BookFolder;
  /** What loading the book noticed, and which files could not be read. */
  readonly diagnostics: readonly Diagnostic[];
  /** The page, or nothing when its file cannot be read, which is then among the diagnostics. */
  parse(path: string): Promise<Page | undefined>;
  bind(facts: readonly Facts[]): Promise<Book>;
  compile(page: Page, tab: string): Program;
  /** Type-checks the programs of one page. */
  check(programs: readonly Program[]): Promise<readonly Diagnostic[]>;
  /** Runs a program, or takes its run from the cache; `onStart` is called only when it really runs. */
  run(program: Program, onStart?: () => void): Promise<Run>;
  /** The cached run of a program, if there is one. */
  recall(program: Program): Promise<Run | undefined>;
  /** The tabs' libraries as the saved cells say, and which files are not current. */
  tangle(pages: readonly Page[], book: Book): Promise<Tangled>;
  weave(page: Page, book: Book, runs: ReadonlyMap<string, Run>): Promise<Woven>;
  weaveSite(book: Book): Promise<readonly SiteFile[]>;
  /** The text of a source file that has been read, for the frames of diagnostics. */
  textOf(path: string): string | undefined;
  close(): Promise<void>;
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
  const kernel = createKernel({
    root,
    config,
    cache: options.cache ?? join(root, ".octavo", "cache"),
    ...(options.fresh === undefined ? {} : { fresh: options.fresh }),
    ...(options.jobs === undefined ? {} : { jobs: options.jobs }),
  });
  const texts = new Map<string, string>();
  const unreadable = new Map<string, readonly Diagnostic[]>();
  const pages = new Map<string, { readonly text: string; readonly page: Page }>();
  const checks = new Map<string, readonly Diagnostic[]>();
  const wovenPages = new Map<string, { readonly key: string; readonly woven: Woven }>();
  // The type-checker is slow to start, and what weaves is slow to load: a build that finds all in the cache needs neither.
  let checker: Checker | undefined;
  let weaver: Promise<string> | undefined;

  async function read(path: string): Promise<string | undefined> {
    const { text, diagnostics } = await readSource(root, path);
    unreadable.set(path, diagnostics);
    if (text === undefined) texts.delete(path);
    else texts.set(path, text);
    return text;
  }

  /** A picture that the page shows, or nothing when there is none: the page marks its place. */
  function bytesOf(path: string): Uint8Array | undefined {
    try {
      return readFileSync(join(root, path));
    } catch {
      return undefined;
    }
  }

  return {
    folder,
    get diagnostics() {
      return [...folder.diagnostics, ...[...unreadable.values()].flat()];
    },
    async parse(path) {
      const text = await read(path);
      if (text === undefined) return undefined;
      const known = pages.get(path);
      if (known?.text === text) return known.page;
      const page = parse(path, text, config);
      pages.set(path, { text, page });
      return page;
    },
    async bind(facts) {
      const wanted = new Set([
        ...config.bibliography,
        ...facts.flatMap(({ bibliographies }) => bibliographies.map(({ path }) => path)),
      ]);
      const bibliographies = new Map<string, string>();
      for (const path of wanted) {
        const text = await read(path);
        if (text !== undefined) bibliographies.set(path, text);
      }
      return bind(facts, config, { exists: (path) => existsSync(join(root, path)), bibliographies });
    },
    compile,
    async check(programs) {
      const sound = programs.filter(({ diagnostics }) => !diagnostics.some(({ severity }) => severity === "error"));
      if (sound.length === 0) return [];
      const key = kernel.checkKey(sound);
      const known = checks.get(key) ?? (await kernel.cache.read("check", key));
      if (known) return known;
      checker ??= createChecker({ root, config });
      const found = checker.check(sound);
      checks.set(key, found);
      await kernel.cache.write("check", key, found);
      return found;
    },
    run: (program, onStart) => kernel.run(program, onStart ? { onStart } : {}),
    recall: (program) => kernel.recall(program),
    async tangle(allPages, book) {
      const { files, diagnostics } = tangle(inOrder(allPages, book), book, config);
      const stale = await staleLibraries(root, files, config);
      return { files, diagnostics, stale };
    },
    async weave(page, book, runs) {
      weaver ??= weaverKey();
      const key = hash(
        await weaver,
        JSON.stringify(config),
        texts.get(page.path) ?? "",
        JSON.stringify([...runs].map(([tab, run]) => [tab, run.key])),
        fingerprint(book, page.path),
        ...page.facts.images.map(({ path }) => bytesOf(path) ?? ""),
      );
      const known = wovenPages.get(page.path);
      if (known?.key === key) return known.woven;
      let made = await kernel.cache.read<Woven>("page", key);
      if (!made) {
        const { weavePage } = await import("./weave/index.ts");
        made = weavePage(page, book, runs, config, bytesOf);
        await kernel.cache.write("page", key, made);
      }
      // An image that is missing has been diagnosed by `bind`; the site is written without it.
      const woven = {
        ...made,
        files: made.files.filter((file) => "content" in file || existsSync(resolve(root, file.from))),
      };
      wovenPages.set(page.path, { key, woven });
      return woven;
    },
    weaveSite: async (book) => (await import("./weave/index.ts")).weaveSite(book, config),
    textOf: (path) => texts.get(path),
    async close() {
      checker?.close();
      await kernel.close();
    },
  };
}

/** Pages in the book's order. */
export function inOrder(pages: readonly Page[], book: Book): readonly Page[] {
  const byPath = new Map(pages.map((page) => [page.path, page]));
  return book.order.map((path) => byPath.get(path)).filter((page) => page !== undefined);
}

/** What a page's weave takes from the book: the contents with their titles, its neighbours, and what its references lead to. */
function fingerprint(book: Book, path: string): string {
  const page = book.pages.get(path);
  const titles = book.order.map((one) => [one, book.pages.get(one)?.number, book.pages.get(one)?.title]);
  const targets = page?.uses.map((label) => book.targets.get(label));
  return JSON.stringify([
    book.contents,
    titles,
    { ...page, targets: [...(page?.targets ?? [])] },
    targets,
    [...book.citations.values()],
  ]);
}

/** A key of what weaves: its own sources, and the versions of what it builds on. */
async function weaverKey(): Promise<string> {
  const folder = fileURLToPath(new URL("./weave/", import.meta.url));
  const names = (await readdir(folder, { recursive: true })).filter((name) => /\.[jt]s$/.test(name)).sort();
  const sources = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
  return hash(...names, ...sources, await readFile(new URL("../../package.json", import.meta.url), "utf8"));
}
