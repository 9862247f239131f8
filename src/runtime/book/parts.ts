// What a page's weave takes from the book: what all pages take, and the page's own part. A book with many pages is large;
// what one of them shows of it is not.

import { hash } from "../hash.ts";
import type { Facts } from "../source/index.ts";
import type { Book, BookPage, Citation, Target } from "./model.ts";

/** What one page takes besides what all do. */
export interface BookPart {
  readonly own: BookPage;
  /** What its references lead to, and the references in the titles of that. */
  readonly targets: readonly Target[];
  /** The works that it cites, in the book's order; all where it lists them. Only there is it known who else cites them. */
  readonly citations: readonly Citation[];
}

const noTargets: BookPage["targets"] = new Map();
const noUses: BookPage["uses"] = [];

/** What all pages take: the contents, each page's address, number and title, and what titles refer to and cite. */
export function commonOf(book: Book): Book {
  return commonWithKey(book).common;
}

/** The part of the page with these facts. */
export function partOf(book: Book, { path, citations, bibliographies }: Facts): BookPart {
  const own = book.pages.get(path);
  if (!own) throw new Error(`${path} is not in the book`);
  const used = targetsNamed(book, own.uses);
  const inTitles = namedIn(used);
  const cited = new Set([...citations.flatMap(({ keys }) => keys), ...inTitles.keys]);
  const works = [...book.citations.values()];
  return {
    own,
    targets: [...new Set([...used, ...targetsNamed(book, inTitles.labels)])],
    citations: bibliographies.length > 0 ? works : works.filter(({ key }) => cited.has(key)).map(alone),
  };
}

/** While it is the same, a page with this part of the book need not be woven again. */
export function keyOfPart(book: Book, part: BookPart): string {
  return hash(
    commonWithKey(book).key,
    JSON.stringify({ ...part, own: { ...part.own, targets: [...part.own.targets] } }),
  );
}

/** The book as one page sees it, but for what only `own` says of the page itself. */
export function joined(common: Book, { targets, citations }: BookPart): Book {
  return {
    ...common,
    targets: new Map([...common.targets, ...targets.map((target) => [target.label, target] as const)]),
    // Its own first: lists of works are in this order.
    citations: new Map([
      ...citations.map((work) => [work.key, work] as const),
      ...[...common.citations].filter(([key]) => !citations.some((work) => work.key === key)),
    ]),
  };
}

/** Made once a book: made for each page, it grew with the square of the pages. */
const commons = new WeakMap<Book, { readonly common: Book; readonly key: string }>();

function commonWithKey(book: Book) {
  const known = commons.get(book);
  if (known) return known;
  const pages = [...book.pages.values()].map(
    ({ path, url, number, title, text }): BookPage => ({
      path,
      url,
      number,
      title,
      text,
      targets: noTargets,
      uses: noUses,
    }),
  );
  const { labels, keys } = namedIn(pages);
  const targets = targetsNamed(book, labels);
  const works = [...book.citations.values()].filter(({ key }) => keys.has(key)).map(alone);
  const { order, contents, bibliographyPage } = book;
  const common: Book = {
    order,
    contents,
    pages: new Map(pages.map((page) => [page.path, page])),
    targets: new Map(targets.map((target) => [target.label, target])),
    citations: new Map(works.map((work) => [work.key, work])),
    ...(bibliographyPage !== undefined && { bibliographyPage }),
    // What is wrong with the book is no part of a page.
    diagnostics: [],
  };
  const made = { common, key: hash(JSON.stringify([order, contents, pages, targets, works, bibliographyPage])) };
  commons.set(book, made);
  return made;
}

function targetsNamed(book: Book, labels: Iterable<string>): readonly Target[] {
  return [...labels].map((label) => book.targets.get(label)).filter((target) => target !== undefined);
}

/** A work, whoever else cites it. */
function alone(work: Citation): Citation {
  return { ...work, citedOn: [] };
}

/** The labels and the works that are named in titles. */
function namedIn(titled: readonly Pick<BookPage, "title">[]) {
  const labels = new Set<string>();
  const keys = new Set<string>();
  const visit = (nodes: readonly object[]): void => {
    for (const node of nodes) {
      if ("label" in node && "type" in node && node.type === "reference") labels.add(String(node.label));
      if ("keys" in node && Array.isArray(node.keys)) for (const key of node.keys) keys.add(String(key));
      if ("children" in node && Array.isArray(node.children)) visit(node.children);
    }
  };
  for (const { title } of titled) visit(title);
  return { labels, keys };
}
