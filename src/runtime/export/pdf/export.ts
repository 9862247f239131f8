// A book, or some of its pages, as one PDF.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Book, BookPage } from "../../book/index.ts";
import { isFileInside } from "../../files.ts";
import { wordsOf } from "../../language/index.ts";
import { type Progress, unique } from "../../pipeline.ts";
import type { FileToWrite } from "../../site-files.ts";
import type { ReadPage, Stages } from "../../stages.ts";
import { bundle, fontFiles } from "../../weave/assets.ts";
import { chosenPages, gather, isInTab, runPage } from "../gather.ts";
import type { Exported, ExportOptions } from "../model.ts";
import { filesFolder, type Print, printedArticle } from "./article.ts";
import { BrowserFailed } from "./browser.ts";
import { documentOf, headsOf, outlineOf, type Part, type PrintedBook, titleOf } from "./document.ts";
import { findChromium, installHint } from "./find.ts";
import { placesOf } from "./places.ts";
import { print } from "./print.ts";
import { writePdf } from "./write.ts";

/** Prints a book, or some of its pages, in one tab. */
export async function exportPdf(stages: Stages, options: ExportOptions, progress: Progress = {}): Promise<Exported> {
  const chromium = findChromium();
  if (chromium === undefined) return nothing("There is no Chromium to print with", installHint);
  const { root, config } = stages.folder;
  const gathered = await gather(stages);
  const { book } = gathered;
  // A reference is for looking things up on the screen: on paper it would be most of the book.
  const pages = chosenPages(gathered, options).filter(({ path }) => stages.folder.pages.includes(path));
  const tab = options.tab ?? gathered.tabs[0] ?? "";
  const places = placesOf(
    pages.map(({ path }) => path),
    book,
  );
  const read = (path: string) => (isFileInside(root, path) ? readFileSync(join(root, path)) : undefined);
  const printing: Print = { book, config, places, read };
  const parts: Part[] = [];
  const diagnostics = [...gathered.diagnostics];
  const shown = new Set<string>();
  let drawings = 0;
  const all = await Promise.all(
    pages.map(async (page) => {
      const own = ownTab(page, tab);
      return { page, own, ...(await runPage(stages, page, { ...options, tab: own }, progress)) };
    }),
  );
  for (const [i, { page, own, runs, diagnostics: ofRuns }] of all.entries()) {
    const whole = await stages.whole(page);
    const one = { page: whole, tab: own, isOther: !isInTab(page, tab), runs };
    const { content, weaver } = printedArticle(one, printing, drawings);
    drawings = weaver.drawings;
    diagnostics.push(...ofRuns, ...weaver.diagnostics);
    for (const file of weaver.files) shown.add(file);
    parts.push({ page: weaver.own, content, ...depthOf(weaver.own, book) });
    progress.page?.(page.path, i + 1, pages.length);
  }
  const { css, js, math } = await bundle("book/index.css", "book/fit.ts");
  const printed: PrintedBook = {
    book,
    config,
    words: wordsOf(config.language),
    places,
    parts,
    label: config.tabs.find(({ id }) => id === tab)?.label ?? tab,
    isWhole: options.pages === undefined && pages.length > 1,
    styles: config.styles.map((path) => filesFolder + path),
  };
  const html = documentOf(printed);
  const files: readonly FileToWrite[] = [
    { path: "book.html", content: html },
    { path: "assets/book.css", content: css },
    { path: "assets/heads.css", content: headsOf(printed) },
    ...fontFiles(math),
    ...[...shown, ...config.styles]
      .filter((path) => isFileInside(root, path))
      .map((from) => ({ path: filesFolder + from, from })),
  ];
  const pdf = await print(chromium, { root, files, main: "book.html", fit: js }).catch((error: unknown) => {
    if (error instanceof BrowserFailed) return error;
    throw error;
  });
  if (pdf instanceof BrowserFailed) return nothing(`${chromium} cannot print: ${pdf.message}`, installHint);
  const content = writePdf(pdf, {
    title: titleOf(printed),
    author: config.authors.join(", "),
    language: config.language || "en",
    outline: outlineOf(printed),
  });
  return { files: [{ path: "book.pdf", content }], diagnostics: unique(diagnostics), made: 1 };
}

/** Nothing is made, and why. */
function nothing(message: string, hint: string): Exported {
  return { files: [], diagnostics: [], made: 0, refusal: { message, hint } };
}

/** The tab of a page that is printed: another one where it has not what is asked for. */
function ownTab({ tabs }: Pick<ReadPage, "tabs">, tab: string): string {
  return tabs.includes(tab) ? tab : (tabs[0] ?? "");
}

/** How deep a page lies in the book, and in which chapter. */
function depthOf(page: BookPage, book: Book): Pick<Part, "depth" | "chapter"> {
  const parent = page.parent === undefined ? undefined : book.pages.get(page.parent);
  if (parent === undefined) return { depth: 0, chapter: page };
  const above = depthOf(parent, book);
  return above.depth === 0 ? { depth: 1, chapter: page } : { depth: above.depth + 1, chapter: above.chapter };
}
