// `octavo export <kind> [pages…]`: the book, or some of its pages, in another form.

import { existsSync, statSync } from "node:fs";
import { copyFile, mkdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { type BookFolder, exportsFolder } from "../config/index.ts";
import { type Diagnostic, startOf } from "../diagnostic.ts";
import type { Exported, ExportOptions } from "../export/index.ts";
import { reason, writeFileAtomic } from "../files.ts";
import type { Progress } from "../pipeline.ts";
import { isSite, whyNotSite, writeSite } from "../site-files.ts";
import type { Stages } from "../stages.ts";
import { findBook, isMisconfigured, withStages } from "./open.ts";
import { countDiagnostics, countOf, exitCode, printDiagnostics, progressTo, shown } from "./report.ts";
import { bookOf } from "./run.ts";
import { UsageError } from "./usage.ts";

export interface ExportFlags {
  readonly tab?: string;
  readonly out?: string;
  readonly run: boolean;
}

/** A form that a book can take. */
interface Kind {
  /** Its folder, below that of exports, when the command does not say. */
  readonly folder: string;
  /** What one of its files is called. */
  readonly noun: string;
  make(stages: Stages, options: ExportOptions, progress: Progress): Promise<Exported>;
}

const kinds: Readonly<Record<string, Kind>> = {
  ipynb: {
    folder: "notebooks",
    noun: "notebook",
    make: async (...args) => (await import("../export/index.ts")).exportNotebooks(...args),
  },
  pdf: {
    folder: "pdf",
    noun: "PDF",
    make: async (...args) => (await import("../export/index.ts")).exportPdf(...args),
  },
  slides: {
    folder: "slides",
    noun: "deck",
    make: async (...args) => (await import("../export/index.ts")).exportSlides(...args),
  },
};

export async function exportCommand(name: string, given: readonly string[], flags: ExportFlags): Promise<number> {
  const kind = kinds[name];
  if (!kind) throw new UsageError(`There is no export "${name}"`, `octavo export ${Object.keys(kinds).join(" | ")}`);
  const begun = performance.now();
  const { folder, pages } = await chosen(given);
  if (isMisconfigured(folder)) return 1;
  const out = flags.out === undefined ? placeOf(folder, kind) : resolve(flags.out);
  const refusal = await whyNotSite(out);
  if (refusal) throw new UsageError(`${shown(out)}: ${refusal}`);
  return withStages(folder, {}, async (stages) => {
    await checkTab(stages, pages, flags.tab);
    const options = {
      run: flags.run && folder.config.run,
      ...(pages && { pages }),
      ...(flags.tab !== undefined && { tab: flags.tab }),
    };
    const progress = progressTo(process.stderr);
    const { files, diagnostics, made, refusal: nothing } = await kind.make(stages, options, progress);
    progress.done();
    if (nothing) throw new UsageError(nothing.message, nothing.hint);
    const unwritten = await write(out, files, folder, pages !== undefined);
    const all = [...diagnostics, ...unwritten];
    printDiagnostics(all, { root: folder.root, textOf: stages.textOf });
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    console.log([`${countOf(made, kind.noun)} in ${seconds} s`, countDiagnostics(all)].filter(Boolean).join("; "));
    if (unwritten.length === 0) console.log(shown(out));
    return exitCode(all, folder.config.strict);
  });
}

/** Where exports of a book go. Those of a single file stand where the command does. */
function placeOf({ root, isFile }: BookFolder, kind: Kind): string {
  return join(isFile ? process.cwd() : root, exportsFolder, kind.folder);
}

/** The folders of a book's exports that are there. */
export async function exportsOf(book: BookFolder): Promise<readonly string[]> {
  const places = Object.values(kinds).map((kind) => placeOf(book, kind));
  const ours = await Promise.all(places.map(isSite));
  return places.filter((_, i) => ours[i]);
}

/** The book that is meant, and which of its pages; all of them when a folder is named, or nothing. */
async function chosen(given: readonly string[]): Promise<{ folder: BookFolder; pages?: readonly string[] }> {
  const [first] = given;
  if (first === undefined || (given.length === 1 && existsSync(first) && statSync(first).isDirectory()))
    return { folder: await findBook(first) };
  const found = await Promise.all(given.map(bookOf));
  const folder = found[0]?.folder as BookFolder;
  const stranger = found.findIndex((one) => one.folder.root !== folder.root || one.folder.isFile !== folder.isFile);
  if (stranger !== -1) throw new UsageError(`\`${first}\` and \`${given[stranger]}\` are not pages of one book`);
  if (folder.isFile && found.length > 1) throw new UsageError("Pages outside of a book are exported one at a time");
  return { folder, pages: found.map(({ path }) => path) };
}

/** A tab must be one of the book's, or, in a book that declares none, of a page's. @throws UsageError */
async function checkTab(stages: Stages, pages: readonly string[] | undefined, tab: string | undefined): Promise<void> {
  if (tab === undefined) return;
  const declared = stages.folder.config.tabs.map(({ id }) => id);
  const paths = pages ?? (await stages.pages());
  const ofPages = await Promise.all(paths.map(async (path) => (await stages.parse(path))?.tabs ?? []));
  const known = [...new Set(pages ? ofPages.flat() : [...declared, ...ofPages.flat()])];
  const isEverybodys = pages !== undefined && declared.includes(tab) && ofPages.every((tabs) => tabs.length === 0);
  if (known.includes(tab) || isEverybodys) return;
  const whose = pages === undefined ? "The book has" : pages.length === 1 ? `${pages[0]} has` : "These pages have";
  const they = pages === undefined || pages.length === 1 ? "it has" : "they have";
  throw new UsageError(`${whose} no tab "${tab}"; ${they} ${known.join(", ") || "none"}`);
}

/** A whole book replaces what was there; some pages are put beside what is. */
async function write(
  out: string,
  files: Exported["files"],
  { root, config }: BookFolder,
  isPart: boolean,
): Promise<readonly Diagnostic[]> {
  try {
    if (isPart) await writeBeside(out, files, root);
    else await writeSite(out, files, root);
    return [];
  } catch (error) {
    const message = `The export cannot be written to ${shown(out)}: ${reason(error)}`;
    return [{ severity: "error", rule: "output-is-written", message, place: startOf(config.index) }];
  }
}

async function writeBeside(out: string, files: Exported["files"], root: string): Promise<void> {
  if (!existsSync(out)) return writeSite(out, files, root);
  for (const file of files) {
    const path = join(out, file.path);
    if ("content" in file) await writeFileAtomic(path, file.content);
    else {
      await mkdir(dirname(path), { recursive: true });
      await copyFile(resolve(root, file.from), path);
    }
  }
}
