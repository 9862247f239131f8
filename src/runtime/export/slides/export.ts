// A book as slides: `<tab>/<page>.html` for each page that has slide marks, `<tab>/index.html` that lists them.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "../../diagnostic.ts";
import { isFileInside } from "../../files.ts";
import type { Run } from "../../kernel/index.ts";
import { type Progress, unique } from "../../pipeline.ts";
import type { FileToWrite } from "../../site-files.ts";
import type { ReadPage, Stages } from "../../stages.ts";
import { relativeAddress } from "../../weave/addresses.ts";
import { bundle, fontFiles, ownIcon } from "../../weave/assets.ts";
import { weaverOf } from "../../weave/weave.ts";
import { chosenPages, type Gathered, gather, isInTab, runPage } from "../gather.ts";
import type { Exported, ExportOptions } from "../model.ts";
import { cutSlides } from "./cut.ts";
import { deckToHtml, iconName, outputsOf } from "./deck.ts";
import { decksToHtml, type ListedDeck, tabsToHtml } from "./list.ts";

interface Deck {
  readonly tab: string;
  readonly page: ReadPage;
  readonly files: readonly FileToWrite[];
  readonly slides: number;
  /** Formulas that cannot be set. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Makes the slides of a book, or of some of its pages. */
export async function exportSlides(stages: Stages, options: ExportOptions, progress: Progress = {}): Promise<Exported> {
  const { folder } = stages;
  const { config } = folder;
  const gathered = await gather(stages);
  const { book } = gathered;
  const chosen = chosenPages(gathered, options);
  const tabs = options.tab === undefined ? gathered.tabs : [options.tab];
  const labelOf = (tab: string) => config.tabs.find(({ id }) => id === tab)?.label ?? tab;
  let done = 0;
  const made = await Promise.all(
    chosen.map(async (page) => {
      const whole = await stages.whole(page);
      const inTabs = tabs.filter((tab) => isInTab(page, tab));
      // Nothing is run for a page without slides.
      const isMarked = inTabs.some((tab) => cutSlides(whole, ownTab(page, tab), () => false).length > 0);
      const { runs, diagnostics } = isMarked
        ? await runPage(stages, page, options, progress)
        : { runs: new Map<string, Run>(), diagnostics: page.diagnostics };
      const decks = isMarked ? await Promise.all(inTabs.map((tab) => deckOf(page, tab, runs))) : [];
      done += 1;
      progress.page?.(page.path, done, chosen.length);
      return { page, decks: decks.filter((deck) => deck !== undefined), diagnostics };
    }),
  );
  const decks = made.flatMap((one) => one.decks);
  const diagnostics = unique([
    ...gathered.diagnostics,
    ...made.flatMap((one) => one.diagnostics),
    ...decks.flatMap((deck) => deck.diagnostics),
  ]);
  const refusal = refusalOf(made, options);
  if (refusal) return { files: [], diagnostics, made: 0, refusal };
  const { css, js, math } = await bundle("slides/index.css", "slides/index.ts");
  const shared: readonly FileToWrite[] = [
    { path: "assets/slides.css", content: css },
    { path: "assets/slides.js", content: js },
    { path: `assets/${iconName(config)}`, from: config.favicon === "" ? ownIcon : config.favicon },
    ...fontFiles(math),
  ];
  const lists = options.pages === undefined ? listsOf(decks) : [];
  const files = new Map([...decks.flatMap((deck) => deck.files), ...lists, ...shared].map((file) => [file.path, file]));
  return { files: [...files.values()], diagnostics, made: decks.length };

  async function deckOf(page: ReadPage, tab: string, runs: ReadonlyMap<string, Run>): Promise<Deck | undefined> {
    const own = ownTab(page, tab);
    const whole = await stages.whole(page);
    const weaver = weaverOf({ ...whole, tabs: own === "" ? [] : [own] }, book, runs, config, bytesOf);
    const slides = cutSlides(whole, own, (cell) => outputsOf(cell, weaver, own).length > 0);
    if (slides.length === 0) return undefined;
    const path = deckPath(gathered, page.path, tab);
    const label = tab === "" ? "" : labelOf(tab);
    const content = deckToHtml({ slides, weaver, tab: own, label, assets: assetsFrom(path) });
    const pictures = [...weaver.files].filter((file) => isFileInside(folder.root, file));
    const files = [{ path, content }, ...pictures.map((from) => ({ path: inTab(tab, from), from }))];
    return { tab, page, files, slides: slides.length, diagnostics: weaver.diagnostics };
  }

  function listsOf(all: readonly Deck[]): readonly FileToWrite[] {
    const lists = tabs.map((tab): FileToWrite => {
      const path = inTab(tab, "index.html");
      const listed = all.flatMap((deck): ListedDeck[] => {
        const page = book.pages.get(deck.page.path);
        if (deck.tab !== tab || !page) return [];
        return [{ page, address: relativeAddress(path, deckPath(gathered, deck.page.path, tab)), slides: deck.slides }];
      });
      const label = tab === "" ? "" : labelOf(tab);
      return { path, content: decksToHtml(listed, label, { book, config, assets: assetsFrom(path) }) };
    });
    if (tabs.includes("")) return lists;
    const named = tabs.map((tab) => ({ label: labelOf(tab), address: `${tab}/index.html` }));
    return [...lists, { path: "index.html", content: tabsToHtml(named, { book, config, assets: "assets/" }) }];
  }

  function bytesOf(path: string): Uint8Array | undefined {
    return isFileInside(folder.root, path) ? readFileSync(join(folder.root, path)) : undefined;
  }
}

/** Why there is nothing to write: pages that were asked for by name, or all of the book's, have no marks. */
function refusalOf(
  made: readonly { readonly page: ReadPage; readonly decks: readonly Deck[] }[],
  { pages, tab }: ExportOptions,
): Exported["refusal"] {
  const empty = made.filter(({ decks }) => decks.length === 0).map(({ page }) => page.path);
  if (pages === undefined ? empty.length < made.length : empty.length === 0) return undefined;
  const which = pages === undefined ? "No page of the book" : empty.join(", ");
  const has = pages === undefined ? "has" : empty.length === 1 ? "has no" : "have no";
  const message = `${which} ${has} slide marks${tab === undefined ? "" : ` in the tab "${tab}"`}`;
  return { message, hint: "[**words**] in the text starts a slide, (**words**) goes on with it" };
}

/** The tab by which a page knows its cells: one without tabs has them under "". */
function ownTab({ tabs }: Pick<ReadPage, "tabs">, tab: string): string {
  return tabs.length === 0 ? "" : tab;
}

/** Where a page's slides stand: the site's addresses, in a folder for each tab; `index.html` is the list. */
function deckPath({ book, isFile }: Gathered, page: string, tab: string): string {
  const own = page.replace(/\.(?:md|markdown)$/, ".html");
  const url = isFile ? own : (book.pages.get(page)?.url ?? own);
  return inTab(tab, url === "index.html" ? "index-slides.html" : url);
}

/** The folder of shared files, seen from a file. */
function assetsFrom(path: string): string {
  return `${relativeAddress(path, "assets")}/`;
}

function inTab(tab: string, path: string): string {
  return tab === "" ? path : `${tab}/${path}`;
}
