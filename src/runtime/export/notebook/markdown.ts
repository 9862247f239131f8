// The author's markdown as a notebook has it: the source itself, from place to place, with what only our dialect reads put
// into words. Nothing is printed from the tree, so the author's spelling stays.

import type { Code, Link, Nodes } from "mdast";
import { bibliographyToMarkdown, blockToMarkdown } from "./blocks.ts";
import { displayMathToMarkdown } from "./formulas.ts";
import { imageToMarkdown } from "./pictures.ts";
import { citationToMarkdown, referenceToMarkdown } from "./references.ts";
import { anchor, decoded, placed, type Scribe } from "./scribe.ts";
import { inside, sourceOf, stretchOf, whole } from "./source.ts";

/** The source of a node, as a notebook has it. */
export function toMarkdown(node: Nodes, scribe: Scribe, inLink = false): string {
  switch (node.type) {
    case "text":
      return withPlainDollars(sourceOf(node, scribe));
    case "reference":
      return referenceToMarkdown(node, scribe, inLink);
    case "citation":
      return citationToMarkdown(node, scribe, inLink);
    case "displayMath":
      return displayMathToMarkdown(node, scribe);
    case "slideMark":
      return node.slideOnly ? "" : withoutNewMarks(inside(node, scribe, inLink), startsLine(node, scribe));
    case "anchor":
      return anchor(node.id);
    case "bibliography":
      return bibliographyToMarkdown(scribe);
    case "link":
      return link(node, scribe);
    case "image":
      return imageToMarkdown(node, scribe);
    case "code":
      return listing(node, scribe);
    case "footnoteReference":
      return note(node.identifier, scribe);
    case "footnoteDefinition":
      keepNote(node.identifier, inside(node, scribe), scribe);
      return "";
    default:
      return blockToMarkdown(node, scribe) ?? whole(node, scribe, inLink);
  }
}

/** A dollar that is none of a formula's would open one in a notebook. */
function withPlainDollars(text: string): string {
  return text.replace(/(\\*)\$/g, (found, slashes: string) => (slashes.length % 2 === 0 ? `${slashes}\\$` : found));
}

/** The text of a mark that stood before it at a line's start may read as a heading or a list there. */
function withoutNewMarks(text: string, isFirst: boolean): string {
  if (!isFirst) return text;
  return text.replace(/^(?:([#>+-])(?=\s|#)|(\d+)([.)])(?=\s))/, (_found, mark, number, end) =>
    mark ? `\\${mark}` : `${number}\\${end}`,
  );
}

function startsLine(node: Nodes, { source }: Scribe): boolean {
  const { start } = stretchOf(node);
  return /(?:^|\n)[ \t>]*$/.test(source.slice(Math.max(0, start - 80), start));
}

/** A link to a page leads to its notebook, one to a file of the book to its copy. */
function link(node: Link, scribe: Scribe): string {
  const path = node.data?.path;
  if (path === undefined) return whole(node, scribe, true);
  const id = /#(.*)/s.exec(node.url)?.[1];
  const page = scribe.book.pages.has(path) ? scribe.addressOfPage(path) : scribe.addressOfFile(path);
  if (page === undefined) return whole(node, scribe, true);
  const title = node.title ? ` "${node.title.replace(/["\\]/g, "\\$&")}"` : "";
  const address = id ? placed(page, decoded(id)) : page || scribe.addressOfPage(path);
  return `[${inside(node, scribe, true)}](${address || "#"}${title})`;
}

/** A listing. Its language stands alone behind the marks, and it is closed, or it would swallow the notebook's text. */
function listing(node: Code, scribe: Scribe): string {
  const source = sourceOf(node, scribe);
  const [, marks = "", info = ""] = /^(`{3,}|~{3,})([^\n]*)/.exec(source) ?? [];
  if (marks === "") return source;
  const language = /^\{[^}]*\}?/.test(info.trim()) ? (/\.([\w+-]+)/.exec(info)?.[1] ?? "") : (node.lang ?? "");
  const lines = source.split("\n");
  const last = /^[ \t>]*(`+|~+)[ \t]*$/.exec(lines.at(-1) ?? "")?.[1] ?? "";
  const isClosed = lines.length > 1 && last[0] === marks[0] && last.length >= marks.length;
  if (!isClosed) while (lines.length > 1 && lines.at(-1)?.trim() === "") lines.pop();
  return [marks + language, ...lines.slice(1), ...(isClosed ? [] : [marks])].join("\n");
}

/** Notebooks know no notes: a small link to the text at the end. */
function note(identifier: string, { notes }: Scribe): string {
  const known = notes.get(identifier) ?? { number: notes.size + 1, text: "" };
  notes.set(identifier, known);
  return `<sup><a href="#note-${known.number}">${known.number}</a></sup>`;
}

/** The first text of a note is the one that is called; others are kept behind it. */
function keepNote(identifier: string, text: string, { notes }: Scribe): void {
  const known = notes.get(identifier);
  const number = notes.size + 1;
  if (known === undefined) notes.set(identifier, { number, text });
  else if (known.text === "") known.text = text;
  else notes.set(`${identifier} ${number}`, { number, text });
}
