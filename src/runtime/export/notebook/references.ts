// References and citations in words, as links between notebooks: "[Section 3.4](../a/b.ipynb)", "([Vapnik, 1992](#ref-…))".

import type { Citation, Target } from "../../book/index.ts";
import type { CitationNode, ReferenceNode } from "../../source/index.ts";
import { anchor, placed, type Scribe } from "./scribe.ts";
import { codeSpan, escaped, titleToMarkdown } from "./titles.ts";

/** What a reference says; a link unless it stands in one. */
export function referenceToMarkdown({ kind, label }: ReferenceNode, scribe: Scribe, inLink: boolean): string {
  const { book } = scribe;
  const target = book.targets.get(label);
  // What leads nowhere has been reported; here it is seen.
  if (!target) return codeSpan(label);
  const words =
    kind === "ref" && target.title.length > 0 ? titleToMarkdown(target.title, book) : escaped(unbroken(target));
  return inLink ? words : `[${words}](${addressOf(target, scribe)})`;
}

/** References in code, which stand in comments: "# Defined in :numref:`sec_x`". */
export function referencesInCode(code: string, { book }: Scribe): string {
  return code.replace(/:(numref|ref|eqref):(`+)([^`\n]+)\2/g, (written, kind: string, _ticks, label: string) => {
    const target = book.targets.get(label.trim());
    if (!target) return written;
    return kind === "ref" && target.text !== "" ? target.text : target.caption;
  });
}

/** One link for each work. */
export function citationToMarkdown({ kind, keys }: CitationNode, scribe: Scribe, inLink: boolean): string {
  const isTextual = kind === "citet";
  const links = keys.map((key, i) => {
    const before = i === 0 ? "" : !isTextual ? "; " : i === keys.length - 1 ? scribe.words.and : scribe.words.comma;
    const work = scribe.book.citations.get(key);
    if (!work) return before + codeSpan(key);
    scribe.cited.add(key);
    const words = escaped(isTextual ? `${work.authors} (${work.year})` : `${work.authors}, ${work.year}`);
    return before + (inLink ? words : `[${words}](${placed("", idOf(key))})`);
  });
  return isTextual ? links.join("") : `(${links.join("")})`;
}

/** A list of works, one a line, where citations lead. */
export function worksToMarkdown(works: readonly Citation[]): string {
  return works.map(({ key, reference }) => `- ${anchor(idOf(key))}${reference.map(run).join("")}`).join("\n");
}

function run({ text, italic, href }: Citation["reference"][number]): string {
  // A mark of emphasis holds only beside a letter.
  const [, before = "", inner = "", after = ""] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  const words = italic && inner ? `*${escaped(inner)}*` : escaped(inner);
  return before + (href ? `[${words}](<${href.replace(/[<>]/g, encodeURIComponent)}>)` : words) + after;
}

function addressOf({ page, url, label }: Target, { addressOfPage, own }: Scribe): string {
  const at = url.indexOf("#");
  if (at !== -1) return placed(addressOfPage(page), url.slice(at + 1));
  // A page's title is the page itself, but on that page it is a place as well.
  const id = [...own.targets.values()].find((one) => one.label === label)?.id;
  return page === own.path && id !== undefined ? placed("", id) : addressOfPage(page);
}

function idOf(key: string): string {
  return `ref-${key.replace(/[^\p{L}\p{N}_.:-]/gu, "-")}`;
}

/** A line does not end between "Section" and its number. */
function unbroken({ caption, number }: Target): string {
  return number ? caption.replaceAll(" ", "\u00a0") : caption;
}
