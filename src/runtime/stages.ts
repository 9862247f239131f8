// The stages of one book, its config and its files bound in. Each remembers by content what it made,
// so that a rebuild in `dev` is the same build as the first, with a memory.

import { readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { type Book, bind } from "./book/index.ts";
import type { Program } from "./cells/index.ts";
import type { Checker } from "./check/index.ts";
import type { BookFolder } from "./config/index.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { isFileInside, readSource } from "./files.ts";
import { hash } from "./hash.ts";
import { createKernel, type Run } from "./kernel/index.ts";
import type { Facts, Page } from "./source/index.ts";
import { staleLibraries, textsOnDisk } from "./tangle/stale.ts";
import type { SiteFile, Woven } from "./weave/index.ts";

export interface StagesOptions {
  /** Folder of the output cache; by default `.octavo/cache` in the book's root. */
  readonly cache?: string;
  /** Do not read cached outputs. */
  readonly fresh?: boolean;
  /** Programs that run at once; by default one a core. */
  readonly jobs?: number;
}

/** A page without its tree, which is large and asked for only when the page is woven: `stages.weave` finds it by path. */
export type ReadPage = Omit<Page, "tree">;

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
  compile(page: ReadPage, tab: string): Promise<Program>;
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
  weave(page: ReadPage, book: Book, runs: ReadonlyMap<string, Run>): Promise<WovenPage>;
  weaveSite(book: Book): Promise<readonly SiteFile[]>;
  /** The text of a source file that has been read, for the frames of diagnostics. */
  textOf(path: string): string | undefined;
  close(): Promise<void>;
}

/** A page's files; `isNew` when they have been made now and not found in the cache. */
export interface WovenPage extends Woven {
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
  const kernel = createKernel({
    root,
    config,
    cache: options.cache ?? join(root, ".octavo", "cache"),
    ...(options.fresh === undefined ? {} : { fresh: options.fresh }),
    ...(options.jobs === undefined ? {} : { jobs: options.jobs }),
  });
  const texts = new Map<string, string>();
  const unreadable = new Map<string, readonly Diagnostic[]>();
  const pages = new Map<string, { readonly text: string; readonly page: ReadPage }>();
  const wholePages = new Map<string, { readonly text: string; readonly page: Page }>();
  const checks = new Map<string, readonly Diagnostic[]>();
  const wovenPages = new Map<string, { readonly key: string; readonly woven: Woven }>();
  // TypeScript and what weaves are slow to load: a build that finds all in the cache loads neither.
  let checker: Checker | undefined;
  const sources = new Map<string, Promise<string>>();
  /** The key of what made a value: the sources of these folders, and the versions of what they build on. */
  const madeBy = (...folders: readonly string[]): Promise<string> => {
    const name = folders.join(" ");
    const known = sources.get(name) ?? sourcesKey(folders);
    sources.set(name, known);
    return known;
  };
  /** The value that the cache has under this key, or a new one, which is then kept. */
  const kept = async <T>(kind: string, key: string, make: () => Promise<T>): Promise<T> => {
    const known = await kernel.cache.read<T>(kind, key);
    if (known !== undefined) return known;
    const made = await make();
    await kernel.cache.write(kind, key, made);
    return made;
  };
  const configKey = JSON.stringify(config);
  const namedFiles = [config.logo, ...config.styles, ...config.scripts].filter((path) => path !== "");
  const programs = new Map<string, Program>();

  /** Pages that stand in no file, by path. */
  let generated: ReadonlyMap<string, string> = new Map();

  async function read(path: string): Promise<string | undefined> {
    const made = generated.get(path);
    if (made !== undefined) {
      texts.set(path, made);
      return made;
    }
    const { text, diagnostics } = await readSource(root, path);
    unreadable.set(path, diagnostics);
    if (text === undefined) texts.delete(path);
    else texts.set(path, text);
    return text;
  }

  /** The page with its tree, parsed when it is not at hand: a build that finds all in the cache does not load the parser. */
  async function whole(path: string): Promise<Page> {
    const text = texts.get(path) ?? "";
    const known = wholePages.get(path);
    if (known?.text === text) return known.page;
    const page = (await import("./source/index.ts")).parse(path, text, config);
    wholePages.set(path, { text, page });
    return page;
  }

  /** A picture that the page shows, or nothing when there is none: the page marks its place. */
  function bytesOf(path: string): Uint8Array | undefined {
    try {
      return isFileInside(root, path) ? readFileSync(join(root, path)) : undefined;
    } catch {
      return undefined;
    }
  }

  return {
    folder,
    get diagnostics() {
      return [...folder.diagnostics, ...[...unreadable.values()].flat()];
    },
    async pages() {
      if (config.reference.length === 0) return folder.pages;
      const key = hash(await madeBy("reference"), JSON.stringify(config.reference));
      const known = await kernel.cache.read<KeptReference>("reference", key);
      const isCurrent = known !== undefined && (await fingerprintOf(root, known.files)) === known.fingerprint;
      const reference = isCurrent ? known : await referenceOf(root, config);
      if (!isCurrent) await kernel.cache.write("reference", key, reference);
      const below = config.source === "" ? "reference" : `${config.source}/reference`;
      generated = new Map(reference.pages.map(({ path, text }) => [`${below}/${path}`, text]));
      return [...folder.pages, ...generated.keys()].sort();
    },
    async parse(path) {
      const text = await read(path);
      if (text === undefined) return undefined;
      const known = pages.get(path);
      if (known?.text === text) return known.page;
      const key = hash(await madeBy("source"), configKey, path, text);
      const page = await kept<ReadPage>("page", key, async () => {
        const { tree: _, ...rest } = await whole(path);
        return rest;
      });
      pages.set(path, { text, page });
      return page;
    },
    whole: (page) => whole(page.path),
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
      return bind(facts, config, { exists: (path) => isFileInside(root, path), bibliographies });
    },
    async compile(page, tab) {
      const key = hash(await madeBy("source", "cells"), configKey, page.path, texts.get(page.path) ?? "", tab);
      const known = programs.get(key);
      if (known) return known;
      const program = await kept("program", key, async () =>
        (await import("./cells/index.ts")).compile(await whole(page.path), tab),
      );
      programs.set(key, program);
      return program;
    },
    async check(ofPage) {
      const sound = ofPage.filter(({ diagnostics }) => !diagnostics.some(({ severity }) => severity === "error"));
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
      const saving = inOrder(allPages, book).filter(({ cells }) => cells.some(({ marks }) => marks.save.length > 0));
      const sections = saving.map(({ path }) => fingerprint(book, path));
      const onDisk = await textsOnDisk(root, config);
      const keptIn = [...onDisk].filter(([path]) => !/\.[cm]?ts$/.test(path));
      const key = hash(
        await madeBy("source", "cells", "tangle"),
        configKey,
        JSON.stringify([all, keptIn]),
        ...sections,
        ...saving.map(({ path }) => texts.get(path) ?? ""),
      );
      const { files, diagnostics } = await kept<Made>("library", key, async () =>
        (await import("./tangle/index.ts")).tangle(saving, book, config, { onDisk, onlyWatched: !all }),
      );
      return { files, diagnostics, stale: staleLibraries(files, onDisk, config) };
    },
    async weave(page, book, runs) {
      const key = hash(
        await madeBy("source", "book", "cells", "weave"),
        configKey,
        texts.get(page.path) ?? "",
        // Not the runs' keys: one that timed out has the key of the one that will not.
        JSON.stringify([...runs].map(([tab, run]) => [tab, run.outcomes])),
        fingerprint(book, page.path),
        ...[...[...page.facts.images, ...page.facts.includes].map(({ path }) => path), ...namedFiles].map(
          (path) => bytesOf(path) ?? "",
        ),
      );
      const known = wovenPages.get(page.path);
      if (known?.key === key) return { ...known.woven, isNew: false };
      let isNew = false;
      const made = await kept<Woven>("woven", key, async () => {
        isNew = true;
        return (await import("./weave/index.ts")).weavePage(await whole(page.path), book, runs, config, bytesOf);
      });
      // An image that is missing, or outside, has been diagnosed by `bind`; the site is written without it.
      const woven = {
        ...made,
        files: made.files.filter((file) => "content" in file || isFileInside(root, file.from)),
      };
      wovenPages.set(page.path, { key, woven });
      return { ...woven, isNew };
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
        await madeBy("book", "weave", "../../site"),
        here,
        configKey,
        JSON.stringify([book.contents, titles]),
      );
      return kept("site", key, async () => (await import("./weave/index.ts")).weaveSite(book, config));
    },
    textOf: (path) => texts.get(path) ?? folder.textOf(path),
    async close() {
      checker?.close();
      await kernel.close();
    },
  };
}

/** Pages in the book's order. */
export function inOrder<P extends ReadPage>(pages: readonly P[], book: Book): readonly P[] {
  const byPath = new Map(pages.map((page) => [page.path, page]));
  return book.order.map((path) => byPath.get(path)).filter((page) => page !== undefined);
}

/** What a page's weave takes from the book: the contents with their titles, its neighbours, and what its references lead to. */
function fingerprint(book: Book, path: string): string {
  const page = book.pages.get(path);
  const targets = page?.uses.map((label) => book.targets.get(label));
  return JSON.stringify([commonFingerprint(book), { ...page, targets: [...(page?.targets ?? [])] }, targets]);
}

/** Keys of what all pages take from a book. Made once a book: made for each page, it grew with the square of the pages. */
const commonFingerprints = new WeakMap<Book, string>();

function commonFingerprint(book: Book): string {
  const known = commonFingerprints.get(book);
  if (known !== undefined) return known;
  const titles = book.order.map((one) => [one, book.pages.get(one)?.number, book.pages.get(one)?.title]);
  const key = hash(JSON.stringify([book.contents, titles, [...book.citations.values()]]));
  commonFingerprints.set(book, key);
  return key;
}

/** The pages of a reference, and the state of the files, from the root, that they were made from. */
interface KeptReference {
  readonly pages: readonly { readonly path: string; readonly text: string }[];
  readonly files: readonly string[];
  readonly fingerprint: string;
}

async function referenceOf(root: string, { reference }: BookFolder["config"]): Promise<KeptReference> {
  const { makeReference } = await import("./reference/index.ts");
  const modules = reference.map(({ name, file }) => ({ name, file: join(root, file) }));
  const { pages, files } = makeReference(root, modules);
  const own = files.map((file) => relative(root, file));
  return { pages, files: own, fingerprint: await fingerprintOf(root, own) };
}

/** The contents of files, those that are missing among them. */
async function fingerprintOf(root: string, files: readonly string[]): Promise<string> {
  const texts = await Promise.all(files.map((file) => readFile(join(root, file), "utf8").catch(() => "")));
  return hash(...files, ...texts);
}

/** What `tangle` gives. */
type Made = Pick<Tangled, "files" | "diagnostics">;

/** A key of the sources of some of our folders, and of the versions of the packages that they build on. */
async function sourcesKey(folders: readonly string[]): Promise<string> {
  const parts: string[] = [await readFile(new URL("../../package.json", import.meta.url), "utf8")];
  for (const name of folders) {
    const folder = fileURLToPath(new URL(`./${name}/`, import.meta.url));
    const files = (await readdir(folder, { recursive: true })).filter((file) => /\.(ts|js|css|svg)$/.test(file)).sort();
    parts.push(...files, ...(await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")))));
  }
  return hash(...parts);
}
