// One page in one tab as a notebook: prose as the author wrote it, cells with what they showed.

import type { Book } from "../../book/index.ts";
import { foldedCell, shownCode } from "../../cells/index.ts";
import type { Config } from "../../config/index.ts";
import { hash } from "../../hash.ts";
import type { Run } from "../../kernel/index.ts";
import { wordsOf } from "../../language/index.ts";
import type { Cell, Page } from "../../source/index.ts";
import { walk } from "../../source/page/walk.ts";
import { fenced } from "./blocks.ts";
import { codeFor, type NotebookKernel } from "./kernels.ts";
import { toMarkdown } from "./markdown.ts";
import { type CodeCell, type CodeMetadata, linesOf, type Notebook, type NotebookCell } from "./model.ts";
import { outputsOf } from "./outputs.ts";
import { isShown, notesToMarkdown, piecesOf } from "./pieces.ts";
import { referencesInCode, worksToMarkdown } from "./references.ts";
import { decoded, type Scribe } from "./scribe.ts";
import { hasValue } from "./value.ts";

/** What a notebook is made from. */
export interface NotebookSource {
  readonly page: Page;
  /** The page's file. */
  readonly text: string;
  readonly tab: string;
  readonly run: Run | undefined;
  readonly book: Book;
  readonly config: Config;
  /** Of a page without cells. */
  readonly otherwise: NotebookKernel | undefined;
  readonly addressOfPage: (path: string) => string;
  readonly addressOfFile: (path: string) => string | undefined;
  readonly linked: ReadonlySet<string>;
  readonly kernelOf: (cells: readonly Cell[]) => NotebookKernel | undefined;
}

/** A cell before it has its id; prose grows until a cell of code follows. */
type Draft = { readonly prose: string[] } | Omit<CodeCell, "id">;

export function toNotebook(source: NotebookSource): Notebook {
  const { page, tab, config, book } = source;
  const own = book.pages.get(page.path);
  if (!own) throw new Error(`${page.path} is not in the book that it is exported with`);
  const scribe: Scribe = {
    page,
    source: source.text.startsWith("\uFEFF") ? source.text.slice(1) : source.text,
    tab,
    book,
    own,
    config,
    words: wordsOf(config.language),
    addressOfPage: source.addressOfPage,
    addressOfFile: source.addressOfFile,
    linked: new Set([...source.linked, ...ownPlaces(page)]),
    write: (node, inLink) => toMarkdown(node, scribe, inLink),
    cited: new Set(),
    notes: new Map(),
    hasBibliography: false,
  };
  const kernel = source.kernelOf(page.cells.filter(({ index }) => isShown(index, scribe))) ?? source.otherwise;
  const cells: Draft[] = [];
  let count = 0;
  for (const piece of piecesOf(page.tree.children, scribe)) {
    if (piece.type === "prose") prose(cells, piece.text);
    else {
      const cell = page.cells[piece.index];
      if (cell) addCell(cell);
    }
  }
  const works = [...book.citations.values()].filter(({ key }) => scribe.cited.has(key));
  if (works.length > 0 && !scribe.hasBibliography)
    prose(cells, `## ${scribe.words.references}\n\n${worksToMarkdown(works)}`, true);
  if (scribe.notes.size > 0) prose(cells, notesToMarkdown(scribe), true);
  return {
    cells: withIds(cells),
    metadata: {
      ...(config.authors.length > 0 && { authors: config.authors.map((name) => ({ name })) }),
      ...(kernel && { kernelspec: kernel.kernelspec, language_info: kernel.language }),
      title: [own.number, own.text].filter(Boolean).join(" "),
    },
    nbformat: 4,
    nbformat_minor: 5,
  };

  /** A cell as the kernel runs it; one of another language is a listing. */
  function addCell(cell: Cell): void {
    // What is hidden is run all the same: later cells need it.
    const { text } = shownCode(cell, tab, config.tabs) ?? { text: foldedCell(cell, tab).code.text.trim() };
    const code = referencesInCode(text, scribe);
    if (code.trim() === "") return;
    const forKernel = codeFor(kernel, cell.language, code);
    if (forKernel === undefined) {
      if (!cell.marks.hideCode) prose(cells, fenced(code, cell.language));
      return;
    }
    const outcome = source.run?.outcomes.find((one) => one.cell === cell.index);
    const hasRun = outcome !== undefined && outcome.state !== "not-run";
    if (hasRun) count += 1;
    const outputs =
      hasRun && !isOutputHidden(cell, outcome.state) ? outputsOf(outcome, count, hasValue(cell, tab)) : [];
    cells.push({
      cell_type: "code",
      execution_count: hasRun ? count : null,
      metadata: metadataOf(cell),
      outputs,
      source: linesOf(forKernel),
    });
  }
}

/** Places of the page itself that its links name: `[above](#the-loss)`. */
function ownPlaces({ path, tree }: Page): readonly string[] {
  const places: string[] = [];
  walk(tree, (node) => {
    if ((node.type === "link" || node.type === "definition") && node.url.startsWith("#"))
      places.push(`${path}#${decoded(node.url.slice(1))}`);
  });
  return places;
}

/** A failure is shown whatever the cell hides. */
function isOutputHidden({ marks }: Cell, state: string): boolean {
  return marks.hideOutput && state === "passed";
}

function metadataOf({ marks }: Cell): CodeMetadata {
  const tags = [
    ...(marks.raises === undefined ? [] : ["raises-exception"]),
    ...(marks.skip ? ["skip-execution"] : []),
    ...(marks.hideCode ? ["remove-input"] : []),
    ...(marks.hideOutput ? ["remove-output"] : []),
  ];
  const jupyter = {
    ...(marks.hideOutput && { outputs_hidden: true as const }),
    ...(marks.hideCode && { source_hidden: true as const }),
  };
  return { ...(Object.keys(jupyter).length > 0 && { jupyter }), ...(tags.length > 0 && { tags }) };
}

/** Prose goes on in the cell before it, unless that is code. */
function prose(cells: Draft[], text: string, isApart = false): void {
  const last = cells.at(-1);
  if (last && "prose" in last && !isApart) last.prose.push(text);
  else cells.push({ prose: [text] });
}

/** Ids from what the cells say, so that an edit changes the id of its cell alone. */
function withIds(cells: readonly Draft[]): readonly NotebookCell[] {
  const seen = new Map<string, number>();
  return cells.map((draft): NotebookCell => {
    const cell =
      "prose" in draft
        ? { cell_type: "markdown" as const, metadata: {}, source: linesOf(draft.prose.join("\n\n")) }
        : draft;
    const own = hash(cell.cell_type, ...cell.source).slice(0, 12);
    const before = seen.get(own) ?? 0;
    seen.set(own, before + 1);
    return { ...cell, id: before === 0 ? own : `${own}-${before + 1}` };
  });
}
