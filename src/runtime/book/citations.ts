// Citations: which works are cited where, with letters after the year where authors and year would be the same.

import type { Config } from "../config/index.ts";
import { type Diagnostic, nearest } from "../diagnostic.ts";
import { type Words, wordsOf } from "../language/index.ts";
import type { Facts } from "../source/index.ts";
import type { BibEntry } from "./bibliography.ts";
import type { BookFiles } from "./bind.ts";
import { referenceOf, shortAuthors, sortKey, yearOf } from "./cite.ts";
import type { Citation } from "./model.ts";

/** All works that are cited and known, in the order of a list of references, and the keys that are not known. */
export function citationsOf(
  pages: readonly Facts[],
  entries: ReadonlyMap<string, BibEntry>,
  files: BookFiles,
  { language }: Config,
): { readonly citations: ReadonlyMap<string, Citation>; readonly diagnostics: readonly Diagnostic[] } {
  const words = wordsOf(language);
  const citedOn = new Map<string, Set<string>>();
  const diagnostics: Diagnostic[] = [];
  for (const page of pages) {
    for (const { keys, place } of page.citations) {
      for (const key of keys) {
        if (entries.has(key)) citedOn.set(key, (citedOn.get(key) ?? new Set()).add(page.path));
        else diagnostics.push(unknown(key, place, entries));
      }
    }
    for (const { path, written, place } of page.bibliographies) {
      if (files.bibliographies.has(path)) continue;
      const message = `No bibliography \`${written}\``;
      diagnostics.push({ severity: "error", rule: "bibliography-is-valid", message, place });
    }
  }
  const cited = [...citedOn.keys()]
    .map((key) => entries.get(key))
    .filter((entry) => entry !== undefined)
    .map((entry) => workOf(entry, words))
    .sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : a.entry.key < b.entry.key ? -1 : 1));
  const alike = new Map<string, BibEntry[]>();
  for (const { entry, authors, year } of cited) {
    const name = `${authors}\n${year}`;
    alike.set(name, [...(alike.get(name) ?? []), entry]);
  }
  const lists = pages.flatMap(({ path: page, bibliographies }) => bibliographies.map(({ path }) => ({ page, path })));
  const citations = new Map<string, Citation>();
  for (const { entry, authors, year, references } of cited) {
    const group = alike.get(`${authors}\n${year}`) ?? [];
    const letter = group.length > 1 ? letterOf(group.indexOf(entry)) : "";
    const dated = year === "n.d." && letter !== "" ? `n.d.-${letter}` : `${year}${letter}`;
    const reference = references.get(dated) ?? referenceOf(entry, dated);
    references.set(dated, reference);
    const list = lists.find(({ path }) => path === entry.place.path) ?? lists[0];
    citations.set(entry.key, {
      key: entry.key,
      authors,
      year: dated,
      reference,
      citedOn: [...(citedOn.get(entry.key) ?? [])],
      ...(list !== undefined && { list }),
    });
  }
  return { citations, diagnostics };
}

/** An entry as it is cited. Made once: an edit of a page changes no work. */
interface Work {
  readonly words: Words;
  readonly entry: BibEntry;
  readonly authors: string;
  readonly year: string;
  readonly order: string;
  /** By year with its letter. */
  readonly references: Map<string, Citation["reference"]>;
}

const works = new WeakMap<BibEntry, Work>();

function workOf(entry: BibEntry, words: Words): Work {
  const known = works.get(entry);
  if (known?.words === words) return known;
  const [authors, year, order] = [shortAuthors(entry, words), yearOf(entry), sortKey(entry)];
  const work = { words, entry, authors, year, order, references: new Map() };
  works.set(entry, work);
  return work;
}

/** 0 -> "a", 25 -> "z", 26 -> "aa". */
function letterOf(index: number): string {
  const letter = String.fromCharCode(97 + (index % 26));
  return index < 26 ? letter : `${letterOf(Math.floor(index / 26) - 1)}${letter}`;
}

function unknown(key: string, place: Diagnostic["place"], entries: ReadonlyMap<string, BibEntry>): Diagnostic {
  const near = nearest(key, entries.keys());
  const hint =
    near !== undefined ? `Did you mean \`${near}\`?` : entries.size === 0 ? "The book has no bibliography." : undefined;
  return {
    severity: "error",
    rule: "citation-resolves",
    message: `No work \`${key}\` in the bibliography`,
    ...(hint !== undefined && { hint }),
    place,
  };
}
