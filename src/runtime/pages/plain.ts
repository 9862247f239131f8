// A page that is over a limit, as its own text: nothing of it is lost, the rest of the book is built, and it is said why.

import type { Program } from "../cells/index.ts";
import { type Diagnostic, startOf } from "../diagnostic.ts";
import type { Page } from "../source/index.ts";

/** The page with its text as one listing; `why` is what it does too much: "takes longer than 10 s to be parsed". */
export function plainPage(path: string, text: string, why: string): Page {
  return {
    path,
    tree: { type: "root", children: [{ type: "code", value: text }] },
    tabs: [],
    cells: [],
    facts: {
      path,
      tabs: [],
      targets: [],
      references: [],
      citations: [],
      tocs: [],
      links: [],
      images: [],
      includes: [],
      bibliographies: [],
      numbered: true,
      formulas: 0,
      namingCells: 0,
    },
    diagnostics: [refusal(path, why)],
  };
}

/** A program without cells. */
export function plainProgram(page: string, tab: string, why: string): Program {
  return { page, tab, text: "", spans: [], cells: [], imports: [], diagnostics: [refusal(page, why)] };
}

/** What is said of such a page. */
export function refusal(path: string, why: string): Diagnostic {
  return {
    severity: "error",
    rule: "source-is-parsed",
    message: `The page ${why}; it is shown as its text`,
    hint: "Cut it into smaller pages, or look for what nests or repeats without end: brackets, quotes, stars.",
    place: startOf(path),
  };
}

/** Why the page is shown as its text, when it is. That holds on this machine and today: it is not cached. */
export function isRefusal({ rule }: Diagnostic): boolean {
  return rule === "source-is-parsed";
}
