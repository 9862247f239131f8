// A book, built and held to an independent reading of its chapters.

import { join } from "node:path";
import { build, createStages, loadBook } from "../../src/runtime/index.ts";
import { readSiteFile } from "../../src/runtime/site-files.ts";
import { type Difference, differences } from "./compare.ts";
import { type DeadLink, deadLinks } from "./links.ts";
import { marksIn } from "./marks.ts";
import { readPage } from "./site.ts";
import { type Counts, readChapter } from "./source.ts";
import { faultsOf } from "./valid.ts";

export interface Examined {
  readonly pages: number;
  /** Pages times the tabs that they are shown in. */
  readonly views: number;
  /** What the chapters hold, by the reading of this folder and by the build's summary. */
  readonly counts: Readonly<Record<string, { readonly read: number; readonly built: number }>>;
  readonly errors: readonly Said[];
  readonly differences: readonly Difference[];
  readonly marks: readonly { readonly page: string; readonly text: string }[];
  readonly dead: readonly DeadLink[];
  readonly invalid: readonly { readonly page: string; readonly fault: string }[];
}

/** A diagnostic of the build. */
export interface Said {
  readonly path: string;
  readonly line: number;
  readonly rule: string;
  readonly message: string;
}

/** Builds the book in `folder`, running nothing, and holds each page and tab to its chapter. */
export async function examine(folder: string, options: { readonly cache?: string } = {}): Promise<Examined> {
  const book = await loadBook(folder);
  const stages = createStages(book, { cache: options.cache ?? join(book.root, ".octavo", "cache") });
  // Types are not what is looked at here.
  const untyped = Object.create(stages, { check: { value: async () => [] } }) as typeof stages;
  try {
    const built = await build(untyped, { run: false });
    const bookTabs = book.config.tabs.map(({ id }) => id.toLowerCase());
    const texts = await textsOf(built, book.root);
    const found: Difference[] = [];
    const marks: { page: string; text: string }[] = [];
    const totals: Record<string, number> = {};
    let views = 0;
    for (const [path, { url }] of built.book.pages) {
      const source = stages.textOf(path);
      const html = texts.get(url);
      // A page that the build made, of a reference, has no chapter to be held to.
      if (source === undefined || html === undefined) continue;
      const chapter = readChapter(source, bookTabs, book.config.defaultTab.toLowerCase() || undefined);
      const page = readPage(html);
      for (const [name, count] of Object.entries(chapter.counts)) totals[name] = (totals[name] ?? 0) + count;
      if ([...chapter.tabs].sort().join() !== [...page.tabs].sort().join())
        found.push({ path, tab: "", line: 1, written: chapter.tabs.join(" "), shown: page.tabs.join(" ") });
      for (const tab of page.tabs.length > 0 ? page.tabs : [""]) {
        views += 1;
        found.push(...differences(path, tab, chapter.piecesOf(tab), page.shownIn(tab)));
      }
      marks.push(...marksIn(page.root).map((text) => ({ page: url, text })));
    }
    const files = new Set(built.files.map((file) => file.path));
    return {
      pages: built.book.pages.size,
      views,
      counts: countsOf(totals as unknown as Counts, built),
      errors: built.diagnostics
        .filter(({ severity }) => severity !== "info")
        .map(({ place, rule, message }) => ({ path: place.path, line: place.start.line, rule, message })),
      differences: found,
      marks,
      dead: deadLinks(texts, files),
      invalid: [...texts].flatMap(([page, html]) => faultsOf(html).map((fault) => ({ page, fault }))),
    };
  } finally {
    await stages.close();
  }
}

type Built = Awaited<ReturnType<typeof build>>;

/** The pages of a site by their paths. */
async function textsOf({ book, files }: Built, root: string): Promise<ReadonlyMap<string, string>> {
  const ours = new Set(["404.html", ...Array.from(book.pages.values(), ({ url }) => url)]);
  const texts = new Map<string, string>();
  for (const file of files)
    if (ours.has(file.path)) texts.set(file.path, Buffer.from(await readSiteFile(root, file)).toString());
  return texts;
}

function countsOf(read: Counts, { summary }: Built): Examined["counts"] {
  const { cells, formulas, labels, labelled, references, citations } = summary;
  return {
    cells: { read: read.cells, built: cells.total },
    formulas: { read: read.formulas, built: formulas.total },
    labels: { read: read.labels + read.equationLabels, built: labels },
    "labels of equations": { read: read.equationLabels, built: labelled.equations },
    references: { read: read.references, built: references.resolved + references.dangling },
    citations: { read: read.citations, built: citations.resolved + citations.unknown },
    "works cited": { read: read.keys, built: citations.works },
  };
}
