// A tab's saved Python cells -> its library: collect, put methods into their classes, say where each is from, print.
// Python is never run: what d2lbook's users have made of their library's text, they find again in ours.

import type { LibraryTab } from "../../config/index.ts";
import type { Diagnostic, RuleId } from "../../diagnostic.ts";
import { cellsOf } from "../cells.ts";
import type { SavingPage, TangledTab } from "../model.ts";
import { inLoadOrder, type Part } from "../order.ts";
import { labelOf, placeOf } from "../places.ts";
import { aliasLines } from "./aliases.ts";
import { addMethod, type LaterMethod, laterMethod } from "./classes.ts";
import { piecesOf } from "./collect.ts";
import { noteOf, withNote } from "./docstrings.ts";
import { handKept, notice } from "./header.ts";
import type { Piece } from "./model.ts";
import { definitionOf, hasFault, statementsOf } from "./tree.ts";
import { givenNames, importsOf, namesAtLoad } from "./uses.ts";

/** What the library is to hold: a definition by its name, which a later one replaces, or other statements. */
interface Entry {
  readonly name?: string;
  text: string;
}

/** The library of a tab, below what `onDisk` keeps by hand; `pages` in book order. */
export function tanglePython(pages: readonly SavingPage[], tab: LibraryTab, onDisk: string): TangledTab {
  const diagnostics: Diagnostic[] = [];
  const pieces = pages.flatMap((page) => piecesOf(page, tab.id));
  const entries = entriesOf(pieces, (rule, { from, start, end }, message, hint) =>
    diagnostics.push({
      severity: "warning",
      rule,
      message,
      ...(hint && { hint }),
      place: placeOf(from, start, end),
    }),
  );
  const selfNames = new Set(pieces.length === 0 ? [] : selfNamesOf(pages, tab));
  const aliases = tab.aliases ? aliasLines(tab.aliases) : "";
  const kept = handKept(onDisk);
  const keptNames = new Set(givenNames(kept));
  const parts = [...withoutReplaced(entries, selfNames), ...(aliases === "" ? [] : [aliases])].map((text) =>
    partOf(text, selfNames, keptNames),
  );
  const own = selfImports(parts, selfNames, keptNames);
  const texts = [kept, notice, ...own, ...inLoadOrder(parts).map(({ text }) => text)];
  return { content: `${texts.filter((text) => text !== "").join("\n\n")}\n`, diagnostics };
}

type Report = (rule: RuleId, piece: Piece, message: string, hint?: string) => void;

function entriesOf(pieces: readonly Piece[], report: Report): readonly Entry[] {
  const entries: Entry[] = [];
  const classes: { readonly at: number; readonly entry: Entry }[] = [];
  const methods: { readonly at: number; readonly piece: Piece; readonly method: LaterMethod }[] = [];
  for (const [at, piece] of pieces.entries()) {
    if (hasFault(piece.text))
      report("syntax-is-valid", piece, "Saved code is not Python that parses", "The library has it as it is written.");
    const method = laterMethod(piece.text);
    if (method) {
      methods.push({ at, piece, method });
      continue;
    }
    const [statement] = statementsOf(piece.text);
    const definition = statement && definitionOf(statement, piece.text);
    const entry: Entry = definition ? { name: definition.name, text: noted(piece, piece.text) } : { text: piece.text };
    entries.push(entry);
    if (definition?.kind === "class") classes.push({ at, entry });
  }
  for (const { at, piece, method } of methods) {
    const named = classes.filter(({ entry }) => entry.name === method.target);
    // The class as it was then; a chapter may also speak of a class that a later one shows in full.
    const target = named.findLast((one) => one.at < at) ?? named[0];
    if (target) target.entry.text = addMethod(target.entry.text, noted(piece, method.text));
    else {
      const message = `Saved methods need a saved class, and \`${method.target}\` is none: this one is left out`;
      const hint = `Mark the class \`${method.target}\` with \`#@save\` as well.`;
      report("method-has-class", piece, message, hint);
    }
  }
  return entries;
}

/** With a note of the section, if one with a label is around it. */
function noted({ from }: Piece, text: string): string {
  const label = labelOf(from);
  return label === undefined ? text : withNote(text, noteOf(label));
}

/** Of a name that is saved twice the later stands, unless what stands between needs the earlier while it loads. */
function withoutReplaced(entries: readonly Entry[], selfNames: ReadonlySet<string>): readonly string[] {
  return entries
    .filter(({ name }, index) => {
      if (name === undefined) return true;
      const later = entries.findIndex((one, at) => at > index && one.name === name);
      if (later === -1) return true;
      return entries.slice(index + 1, later + 1).some(({ text }) => neededBy(text, selfNames).has(name));
    })
    .map(({ text }) => text);
}

function partOf(text: string, selfNames: ReadonlySet<string>, keptNames: ReadonlySet<string>): Part {
  const needed = new Set([...neededBy(text, selfNames)].filter((name) => !keptNames.has(name)));
  return { text, names: givenNames(text), atLoad: needed, uses: needed };
}

function neededBy(text: string, selfNames: ReadonlySet<string>): ReadonlySet<string> {
  return new Set(statementsOf(text).flatMap((statement) => [...namesAtLoad(statement, text, selfNames)]));
}

/** By which names the pages that save know the library: `from d2l import torch as d2l`. */
function selfNamesOf(pages: readonly SavingPage[], { id, library }: LibraryTab): readonly string[] {
  const outer = library.name.replace(/\.[^.]*$/, "");
  return pages.flatMap((page) =>
    cellsOf(page, id, "python")
      .filter(({ text }) => text.includes("import"))
      .flatMap(({ text }) => importsOf(text))
      .filter(({ local, module }) => module === library.name || (module === outer && local === outer))
      .map(({ local }) => local),
  );
}

/** The library under the names by which its own code calls it, where neither the kept part nor a saved cell says so. */
function selfImports(
  parts: readonly Part[],
  selfNames: ReadonlySet<string>,
  keptNames: ReadonlySet<string>,
): readonly string[] {
  const given = new Set([...keptNames, ...parts.flatMap(({ names }) => names)]);
  const missing = [...selfNames].filter(
    (name) => !given.has(name) && parts.some(({ text }) => new RegExp(`(?<![\\w.])${name}\\s*\\.`).test(text)),
  );
  return missing.length === 0 ? [] : ["import sys", ...missing.map((name) => `${name} = sys.modules[__name__]`)];
}
