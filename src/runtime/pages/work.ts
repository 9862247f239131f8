// The work on one page: text -> page -> programs, and page + book + runs -> its HTML. Each step ends within its limits.

import type { Book, BookPart } from "../book/index.ts";
// Past the door, behind which bibliographies are read.
import { joined } from "../book/parts.ts";
import { createCache } from "../cache.ts";
import { compile } from "../cells/index.ts";
import { bytesInside, readSource } from "../files.ts";
import type { Run } from "../kernel/index.ts";
import type { Page } from "../source/index.ts";
import { parse } from "../source/index.ts";
import { weavePage } from "../weave/weave.ts";
import { OverLimit, within } from "./limits.ts";
import type { PageSource, PageWork, PageWorkOptions, ReadPage } from "./model.ts";
import { isRefusal, plainPage, plainProgram, refusal } from "./plain.ts";

/** The steps for the pages of one book; and `whole`, which gives a page as it has been parsed. */
export function createPageWork({ root, config, cache: folder }: PageWorkOptions): PageWork & {
  whole(source: PageSource): Promise<Page>;
} {
  // Also in a build that reads no outputs from the cache: it parses each page before it asks for it here.
  const cache = createCache(folder);
  const { parseSeconds } = config.limits;

  const textOf = async ({ path, text }: PageSource) => text ?? (await readSource(root, path)).text ?? "";

  /** What `make` gives, or, when that is over a limit, what `instead` gives. */
  function bounded<T>(doing: string, make: () => T, instead: (why: string) => T): T {
    try {
      return within(parseSeconds, make);
    } catch (error) {
      if (!(error instanceof OverLimit)) throw error;
      return instead(`${error.message} to be ${doing}`);
    }
  }

  async function parsed(source: PageSource): Promise<Page> {
    const { path, refused } = source;
    const text = await textOf(source);
    const plain = (why: string) => plainPage(path, text, why);
    return refused === undefined ? bounded("parsed", () => parse(path, text, config), plain) : plain(refused);
  }

  async function whole(source: PageSource): Promise<Page> {
    const known = source.refused === undefined ? await cache.read<Page>("tree", source.key) : undefined;
    return known ?? parsed(source);
  }

  const woven = (page: Page, common: Book, part: BookPart, runs: ReadonlyMap<string, Run>) =>
    weavePage(page, joined(common, part), runs, config, (path) => bytesInside(root, path), part.own);

  return {
    whole,
    async parse(source) {
      const page = await parsed(source);
      // Of a page that is refused there is nothing to keep: it is its text.
      if (!page.diagnostics.some(isRefusal)) await cache.write("tree", source.key, page);
      return withoutText(page);
    },
    async compile(source, tabs) {
      const page = await whole(source);
      return bounded(
        "made a program",
        () => tabs.map((tab) => compile(page, tab)),
        (why) => [plainProgram(source.path, "", why)],
      );
    },
    async rehearse(source, common, part) {
      const page = await parsed(source);
      bounded(
        "woven",
        () => void woven(page, common, part, new Map()),
        () => undefined,
      );
    },
    async weave(source, common, part, runs) {
      const page = await whole(source);
      const text = await textOf(source);
      const weave = (one: Page) => woven(one, common, part, runs);
      const { files, diagnostics, formulas } = bounded(
        "woven",
        () => weave(page),
        (why) => {
          const plain = weave(plainPage(source.path, text, why));
          return { ...plain, diagnostics: [...plain.diagnostics, refusal(source.path, why)] };
        },
      );
      const [made, ...shown] = files;
      const content = made && "content" in made ? String(made.content) : "";
      const kept = await cache.keep(content);
      return {
        url: made?.path ?? "",
        html: kept === undefined ? { content } : { kept },
        shows: shown.map(({ path }) => path),
        diagnostics,
        formulas,
      };
    },
  };
}

/** What is left is as large as what the rest of the book may know. */
function withoutText({ tree: _, cells, ...rest }: Page): ReadPage {
  return {
    ...rest,
    languages: cells.map(({ language }) => language),
    saves: cells.some(({ marks }) => marks.save.length > 0),
  };
}
