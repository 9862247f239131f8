// What a page's weave takes from the book, as a key: while it is the same, the page need not be woven again.

import type { Book } from "./book/index.ts";
import { hash } from "./hash.ts";
import type { ReadPage } from "./pages/index.ts";

/** The contents with their titles, the page's neighbours, what its references lead to, and the works that it cites. */
export function fingerprint(book: Book, { path, facts }: Pick<ReadPage, "path" | "facts">): string {
  const page = book.pages.get(path);
  const targets = page?.uses.map((label) => book.targets.get(label)) ?? [];
  const cited = new Set(facts.citations.flatMap(({ keys }) => keys));
  const works =
    facts.bibliographies.length > 0
      ? [...book.citations.values()]
      : [...book.citations.values()].flatMap(({ citedOn: _, ...work }) => (cited.has(work.key) ? [work] : []));
  return JSON.stringify([
    commonFingerprint(book),
    { ...page, targets: [...(page?.targets ?? [])] },
    targets,
    namedIn(targets, book),
    works,
  ]);
}

/** What all pages take from a book. Made once a book: made for each page, it grew with the square of the pages. */
const commonFingerprints = new WeakMap<Book, string>();

function commonFingerprint(book: Book): string {
  const known = commonFingerprints.get(book);
  if (known !== undefined) return known;
  const titles = book.order.map((one) => [one, book.pages.get(one)?.number, book.pages.get(one)?.title]);
  const key = hash(JSON.stringify([book.contents, titles, namedIn(titles, book), book.bibliographyPage]));
  commonFingerprints.set(book, key);
  return key;
}

/** What references and citations in titles show: a title's nodes only name it. */
function namedIn(value: unknown, book: Book): readonly unknown[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((one) => namedIn(one, book));
  const { type, label, keys, children, title } = value as Record<string, unknown>;
  if (type === "reference") return [book.targets.get(String(label))?.caption];
  if (type === "citation" && Array.isArray(keys))
    return keys.map((key) => {
      const work = book.citations.get(String(key));
      return [work?.authors, work?.year];
    });
  return [...namedIn(children, book), ...namedIn(title, book)];
}
