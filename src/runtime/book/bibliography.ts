// BibTeX files -> entries by key, each field as TeX and with its place.
//   @book{vapnik:1998, author = {Vapnik, Vladimir}, title = {Statistical Learning Theory}, year = 1998}

import { bibtexParser } from "latex-utensils";
import type { Config } from "../config/index.ts";
import type { Diagnostic, Place } from "../diagnostic.ts";
import { placeName } from "../frame.ts";
import type { BookFiles } from "./bind.ts";

/** A work. */
export interface BibEntry {
  readonly key: string;
  /** Lower case: "article". */
  readonly type: string;
  /** By name in lower case; TeX. */
  readonly fields: ReadonlyMap<string, string>;
  readonly place: Place;
}

/** What bibliographies hold. */
interface Bibliographies {
  /** By key. */
  readonly entries: ReadonlyMap<string, BibEntry>;
  readonly diagnostics: readonly Diagnostic[];
}

/** An edit of a page changes no bibliography: the same texts are read once. */
const known = new WeakMap<BookFiles["bibliographies"], Bibliographies>();

/** All entries of the book's bibliographies, in the order of the files; of a key that is given twice, the first. */
export function readBibliographies(config: Config, files: BookFiles): Bibliographies {
  const read = known.get(files.bibliographies) ?? readAll(config, files);
  known.set(files.bibliographies, read);
  return read;
}

function readAll(config: Config, files: BookFiles): Bibliographies {
  const entries = new Map<string, BibEntry>();
  const diagnostics: Diagnostic[] = [];
  const others = [...files.bibliographies.keys()].filter((path) => !config.bibliography.includes(path)).sort();
  for (const path of [...config.bibliography, ...others]) {
    const text = files.bibliographies.get(path);
    if (text === undefined) continue;
    const read = readBibTex(path, text);
    diagnostics.push(...read.diagnostics);
    for (const entry of read.entries) {
      const first = entries.get(entry.key);
      if (!first) entries.set(entry.key, entry);
      else
        diagnostics.push(
          wrong("warning", `The key \`${entry.key}\` is given twice; first at ${placeName(first.place)}`, entry.place),
        );
    }
  }
  return { entries, diagnostics };
}

/** Months as BibTeX's styles abbreviate them; they are only needed not to be unknown. */
const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

function readBibTex(
  path: string,
  text: string,
): { readonly entries: readonly BibEntry[]; readonly diagnostics: readonly Diagnostic[] } {
  const entries: BibEntry[] = [];
  const diagnostics: Diagnostic[] = [];
  const strings = new Map(months.map((month) => [month, month]));
  const place = placeIn(path, text);
  for (const { from, to } of chunksOf(text)) {
    let parsed: ReturnType<typeof bibtexParser.parse>;
    try {
      parsed = bibtexParser.parse(text.slice(from, to));
    } catch (error) {
      diagnostics.push(wrong("error", ...faultOf(error, text, from, to, place)));
      continue;
    }
    for (const entry of parsed.content) {
      const at = place(from + entry.location.start.offset, from + entry.location.start.offset + 1);
      // `@string{}` is parsed as one, against its type.
      if (bibtexParser.isStringEntry(entry) && "abbreviation" in entry)
        strings.set(entry.abbreviation.toLowerCase(), textOfValue(entry.value, strings));
      if (!bibtexParser.isEntry(entry)) continue;
      if (!entry.internalKey) {
        diagnostics.push(wrong("warning", `This @${entry.entryType} has no key`, at));
        continue;
      }
      const fields = new Map<string, string>();
      for (const field of entry.content) {
        const name = field.name.toLowerCase();
        if (!fields.has(name)) fields.set(name, textOfValue(field.value, strings));
      }
      entries.push({ key: entry.internalKey, type: entry.entryType.toLowerCase(), fields, place: at });
    }
  }
  return { entries, diagnostics };
}

/** From one `@name{` at a line's start to the next, so that a faulty entry costs only itself. `@comment` is skipped, as BibTeX does. */
function chunksOf(text: string): readonly { readonly from: number; readonly to: number }[] {
  const starts = Array.from(text.matchAll(/^[ \t]*@[ \t]*([a-zA-Z]+)[ \t\r\n]*[{(]/gm));
  return starts
    .map(({ index, 1: type }, i) => ({
      from: index,
      to: starts[i + 1]?.index ?? text.length,
      type: type?.toLowerCase(),
    }))
    .filter(({ type }) => type !== "comment");
}

function faultOf(
  error: unknown,
  text: string,
  from: number,
  to: number,
  place: (from: number, to: number) => Place,
): readonly [message: string, place: Place] {
  const key = /[{(]\s*([^\s,{}()=]+)/.exec(text.slice(from, from + 200))?.[1];
  const name = key ? `The entry \`${key}\`` : "This entry";
  if (!bibtexParser.isSyntaxError(error)) return [`${name} is not BibTeX`, place(from, from + 1)];
  const at = from + error.location.start.offset;
  // Running into the next entry, or the file's end, means that this one was never closed: say so where it begins.
  if (at >= to || /^\s*$/.test(text.slice(at, to)))
    return [`${name} is not closed: a brace or quote is missing`, place(from, from + 1)];
  return [`${name} is not BibTeX: ${JSON.stringify(text[at])} does not belong here`, place(at, at + 1)];
}

function textOfValue(value: bibtexParser.FieldValue, strings: ReadonlyMap<string, string>): string {
  if (bibtexParser.isConcatValue(value)) return value.content.map((part) => textOfValue(part, strings)).join("");
  if (bibtexParser.isAbbreviationValue(value)) return strings.get(value.content.toLowerCase()) ?? value.content;
  return value.content;
}

/** Offsets -> places, by the file's line starts. */
function placeIn(path: string, text: string): (from: number, to: number) => Place {
  const starts = [0, ...Array.from(text.matchAll(/\r\n|\r|\n/g), (end) => end.index + end[0].length)];
  const point = (offset: number) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1, offset };
  };
  return (from, to) => ({ path, start: point(from), end: point(to) });
}

function wrong(severity: "error" | "warning", message: string, place: Place): Diagnostic {
  return { severity, rule: "bibliography-is-valid", message, place };
}
