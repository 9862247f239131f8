// What the site and the exports say by themselves, in the book's language: "Section 3.4", "Next page". English stands in for languages
// that are not here.

import { ar } from "./words/ar.ts";
import { de } from "./words/de.ts";
import { en } from "./words/en.ts";
import { es } from "./words/es.ts";
import { fr } from "./words/fr.ts";
import { he } from "./words/he.ts";
import { it } from "./words/it.ts";
import { ja } from "./words/ja.ts";
import { ko } from "./words/ko.ts";
import { pt } from "./words/pt.ts";
import { ru } from "./words/ru.ts";
import { tr } from "./words/tr.ts";
import { vi } from "./words/vi.ts";
import { zh } from "./words/zh.ts";
import { zhHant } from "./words/zh-Hant.ts";

/** "{}" stands for what is put in: a number, a name, a link. */
export interface Words {
  readonly section: string;
  /** A page whose number is whole. */
  readonly chapter: string;
  /** The same, counted by letters. */
  readonly appendix: string;
  readonly figure: string;
  readonly table: string;
  /** What an equation without a number is called. */
  readonly equation: string;

  /** Between the members of a list; before its last one. */
  readonly comma: string;
  readonly and: string;
  readonly or: string;
  /** The first of many authors. */
  readonly etAl: string;
  readonly references: string;
  readonly footnotes: string;
  readonly backToReference: string;
  readonly citedIn: string;

  /** A link for who goes through the page by keys. */
  readonly skip: string;
  /** What the navigation through the book is called. */
  readonly book: string;
  readonly contents: string;
  readonly sectionsOf: string;
  readonly onThisPage: string;
  readonly previous: string;
  readonly next: string;
  readonly neighbours: string;
  /** Before the choice of a tab. */
  readonly codeIn: string;
  /** What a bar of tabs is called. */
  readonly shownFor: string;
  /** Of a group of tabs, and of a page, which tabs they have; of a page also which it has not. */
  readonly onlyIn: string;
  readonly pageTabs: string;
  /** A link to the book's repository. */
  readonly source: string;
  readonly links: string;
  readonly release: string;
  readonly theme: string;
  readonly light: string;
  readonly dark: string;
  readonly system: string;
  readonly copy: string;
  readonly copied: string;

  /** What a cell showed. */
  readonly output: string;
  readonly notRun: string;
  /** Over the trace of an error. */
  readonly trace: string;
  readonly linkTo: string;
  readonly notFound: string;
  readonly notFoundText: string;
  readonly untitled: string;
  readonly slides: string;
  readonly slidesBy: string;
  readonly slidesIn: string;
  readonly slideCount: string;
  readonly oneSlide: string;
}

const all: Readonly<Record<string, Words>> = {
  en,
  de,
  fr,
  es,
  pt,
  it,
  ru,
  tr,
  vi,
  ar,
  he,
  ja,
  ko,
  zh,
  "zh-Hant": zhHant,
};

/** Regions where Chinese is written in traditional characters. */
const traditional = /^zh-(TW|HK|MO)$/i;

/** The words of a BCP 47 language: of "pt-BR" those of "pt" when it has none of its own. */
export function wordsOf(language: string): Words {
  const parts = (traditional.test(language) ? "zh-Hant" : language).split("-");
  for (let count = parts.length; count > 0; count--) {
    const found = all[parts.slice(0, count).join("-")];
    if (found !== undefined) return found;
  }
  return en;
}

/** Puts values in the places of a text that are left for them, in order. */
export function fill(text: string, ...values: readonly (string | number)[]): string {
  let next = 0;
  return text.replace(/\{\}/g, () => String(values[next++] ?? ""));
}

/** "a, b and c", by `join` before the last. */
export function listed(names: readonly string[], { comma }: Words, join: string): string {
  return names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(comma)}${join}${names.at(-1)}`;
}
