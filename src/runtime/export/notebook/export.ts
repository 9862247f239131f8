// A book as notebooks: `<tab>/<page>.ipynb`, one for each page and tab, the files that they show beside them.

import type { Diagnostic } from "../../diagnostic.ts";
import { isFileInside } from "../../files.ts";
import type { Run } from "../../kernel/index.ts";
import { type Progress, resourcesOf, unique } from "../../pipeline.ts";
import type { FileToWrite } from "../../site-files.ts";
import type { ReadPage, Stages } from "../../stages.ts";
import { relativeAddress } from "../../weave/addresses.ts";
import { siteFile } from "../../weave/site-file.ts";
import { chosenPages, type Gathered, gather, isInTab, runPage } from "../gather.ts";
import type { Exported, ExportOptions } from "../model.ts";
import { kernelOfMost } from "./kernels.ts";
import type { Notebook } from "./model.ts";
import { toNotebook } from "./notebook.ts";
import { decoded } from "./scribe.ts";

/** Makes the notebooks of a book, or of some of its pages. */
export async function exportNotebooks(
  stages: Stages,
  options: ExportOptions,
  progress: Progress = {},
): Promise<Exported> {
  const gathered = await gather(stages);
  const chosen = chosenPages(gathered, options);
  const tabs = options.tab === undefined ? gathered.tabs : [options.tab];
  const linked = linkedPlaces(gathered.pages);
  const otherwise = kernelOfMost(
    gathered.pages.flatMap(({ languages }) => languages.map((language) => ({ language }))),
  );
  let done = 0;
  const made = await Promise.all(
    chosen.map(async (page) => {
      const { runs, diagnostics } = await runPage(stages, page, options, progress);
      const files: FileToWrite[] = [];
      for (const tab of tabs.filter((one) => isInTab(page, one))) files.push(...(await ofTab(page, tab, runs)));
      done += 1;
      progress.page?.(page.path, done, chosen.length);
      return { files, diagnostics };
    }),
  );
  // A whole book takes its data along, so that what its cells read is there.
  const resources = options.pages === undefined ? resourcesOf(stages.folder) : [];
  const alongside = tabs.flatMap((tab) => resources.map((file) => ({ ...file, path: inTab(tab, file.path) })));
  const files = once([...made.flatMap((one) => one.files), ...alongside]);
  const diagnostics: readonly Diagnostic[] = unique([
    ...gathered.diagnostics,
    ...made.flatMap((one) => one.diagnostics),
  ]);
  return { files, diagnostics, made: files.filter(({ path }) => path.endsWith(".ipynb")).length };

  async function ofTab(page: ReadPage, tab: string, runs: ReadonlyMap<string, Run>): Promise<readonly FileToWrite[]> {
    const { folder } = stages;
    const path = notebookPath(gathered, page.path, tab);
    const shown = new Map<string, FileToWrite>();
    const ownTab = page.tabs.length === 0 ? "" : tab;
    const notebook = toNotebook({
      page: await stages.whole(page),
      text: stages.textOf(page.path) ?? "",
      tab: ownTab,
      run: runs.get(ownTab),
      book: gathered.book,
      config: folder.config,
      otherwise,
      kernelOf: kernelOfMost,
      linked,
      addressOfPage: (to) => {
        const target = notebookPath(gathered, to, tabOf(gathered, to, tab));
        return target === path ? "" : address(path, target);
      },
      addressOfFile: (from) => {
        if (from.startsWith("../") || !isFileInside(folder.root, from)) return undefined;
        const target = inTab(tab, siteFile(from, folder.config));
        shown.set(target, { path: target, from });
        return address(path, target);
      },
    });
    return [{ path, content: printed(notebook) }, ...shown.values()];
  }
}

/** As Jupyter saves it: keys in their order, one blank a level. */
function printed(notebook: Notebook): string {
  const sorted = (_key: string, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  return `${JSON.stringify(notebook, sorted, 1)}\n`;
}

/** Where a page's notebook stands: the site's addresses, as notebooks, in a folder for each tab. */
function notebookPath({ book, isFile }: Gathered, page: string, tab: string): string {
  const own = page.replace(/\.(?:md|markdown)$/, ".html");
  // A file that is a book for the moment is its site's index, but keeps its name here.
  const url = isFile ? own : (book.pages.get(page)?.url ?? own);
  return inTab(tab, url.replace(/\.html$/, ".ipynb"));
}

/** The tab in which a reader of `tab` finds a page: the same, or the first that has it. */
function tabOf({ pages }: Gathered, path: string, tab: string): string {
  const page = pages.find((one) => one.path === path);
  return page === undefined || isInTab(page, tab) ? tab : (page.tabs[0] ?? tab);
}

function inTab(tab: string, path: string): string {
  return tab === "" ? path : `${tab}/${path}`;
}

/** Parentheses would end a link. */
function address(from: string, to: string): string {
  return relativeAddress(from, to).replaceAll("(", "%28").replaceAll(")", "%29");
}

/** Places that links of the book name: "a/b.md#the-loss". */
function linkedPlaces(pages: readonly ReadPage[]): ReadonlySet<string> {
  const places = pages.flatMap(({ facts }) =>
    facts.links.flatMap(({ path, written }) => {
      const id = /#(.+)/s.exec(written)?.[1];
      return id === undefined ? [] : [`${path}#${decoded(id)}`];
    }),
  );
  return new Set(places);
}

function once(files: readonly FileToWrite[]): readonly FileToWrite[] {
  return [...new Map(files.map((file) => [file.path, file])).values()];
}
