// Numbers: a page "3.4" by the contents, its headings "3.4.1", its figures, tables and equations "3.4.1" each by kind.

import type { Config } from "../config/index.ts";
import type { Facts, PageTarget, PageToc } from "../source/index.ts";
import type { Entry, NumberedTarget } from "./model.ts";
import { targetsUnderTitle, titleTarget } from "./titles.ts";

export interface PageNumbers {
  readonly number: string;
  /** By id. */
  readonly targets: ReadonlyMap<string, NumberedTarget>;
}

/** Numbers all pages and what is on them. */
export function numberPages(
  pages: readonly Facts[],
  contents: readonly Entry[],
  config: Config,
): ReadonlyMap<string, PageNumbers> {
  const byPath = new Map(pages.map((page) => [page.path, page]));
  const numbers = config.numbering ? chapterNumbers(byPath, contents, config.index) : new Map<string, string>();
  const parents = new Set<string>();
  const walk = ({ page, children }: Entry) => {
    if (children.length > 0) parents.add(page);
    children.forEach(walk);
  };
  walk({ page: config.index, children: contents });
  return new Map(
    pages.map((written) => {
      const page = { ...written, targets: targetsUnderTitle(written, pages.length === 1) };
      const number = numbers.get(page.path) ?? "";
      // A page that has pages below it leaves "3.1" to the first of them; a book of one page counts from nothing.
      const countsHeadings = number === "" ? pages.length === 1 && page.numbered : !parents.has(page.path);
      const targets = config.numbering
        ? targetNumbers(page, number, countsHeadings)
        : page.targets.map((target) => ({ ...target, number: "" }));
      return [page.path, { number, targets: new Map(targets.map((target) => [target.id, target])) }];
    }),
  );
}

/** Numbers of the pages that stand in or below a `:numbered:` table. Several such tables count on; those of `:numbered: A` by letters. */
function chapterNumbers(
  pages: ReadonlyMap<string, Facts>,
  contents: readonly Entry[],
  index: string,
): ReadonlyMap<string, string> {
  const numbers = new Map<string, string>();
  let chapters = 0;
  let appendices = 0;

  function number(entries: readonly Entry[], parent: Facts | undefined, prefix: string, isNumbered: boolean): void {
    const listedIn = (holds: (toc: PageToc) => boolean) =>
      new Set(parent?.tocs.filter(holds).flatMap((toc) => toc.entries.map((e) => e.path)));
    const inNumbered = listedIn((toc) => toc.numbered);
    const inLettered = listedIn((toc) => toc.lettered === true);
    let sections = 0;
    for (const { page: path, children } of entries) {
      const page = pages.get(path);
      const counts = (isNumbered || inNumbered.has(path)) && page?.numbered === true;
      const chapter = () => (inLettered.has(path) ? letterOf(appendices++) : `${++chapters}`);
      if (counts) numbers.set(path, prefix === "" ? chapter() : `${prefix}.${++sections}`);
      number(children, page, numbers.get(path) ?? "", counts);
    }
  }

  number(contents, pages.get(index), "", false);
  return numbers;
}

/** 0 -> "A", 25 -> "Z", 26 -> "AA". */
function letterOf(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : `${letterOf(Math.floor(index / 26) - 1)}${letter}`;
}

function targetNumbers(page: Facts, number: string, countsHeadings: boolean): readonly NumberedTarget[] {
  const title = titleTarget(page);
  const counts = { section: 0, figure: 0, table: 0, equation: 0 };
  const inPage = (count: number | string) => (number === "" ? `${count}` : `${number}.${count}`);
  const headings = headingCounter();
  const numberOf = (target: PageTarget): string => {
    if (target === title) return number;
    if (target.kind === "section") return countsHeadings ? inPage(headings(target.depth)) : "";
    counts[target.kind] += 1;
    return inPage(counts[target.kind]);
  };
  return page.targets.map((target) => ({ ...target, number: numberOf(target) }));
}

/** Counts headings by how they nest, so that one that skips a depth still follows: depths 2, 4, 4, 2 are 1, 1.1, 1.2, 2. */
function headingCounter(): (depth: number) => string {
  let open: { readonly depth: number; count: number }[] = [];
  return (written) => {
    // A second heading of the title's depth is a section like others.
    const depth = Math.max(written, 2);
    const closed = open.find((one) => one.depth >= depth);
    open = open.filter((one) => one.depth < depth);
    open.push({ depth, count: (closed?.count ?? 0) + 1 });
    return open.map(({ count }) => count).join(".");
  };
}
