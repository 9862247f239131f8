// Titles of other pages, and texts of ours, as markdown. They are made from nodes: their source stands elsewhere.

import type { Nodes, PhrasingContent } from "mdast";
import type { Book } from "../../book/index.ts";

/** A title in words: its formulas and emphasis stay, references in it are what they say, links their text. */
export function titleToMarkdown(title: readonly PhrasingContent[], book: Book): string {
  return title
    .map((node) => part(node, book))
    .join("")
    .replace(/\s+/g, " ")
    .trim();
}

/** The same as plain text: what a picture is called where it cannot be shown. */
export function titleToText(title: readonly Nodes[], book: Book): string {
  const words = title.map((node) => {
    if (node.type === "reference") return book.targets.get(node.label)?.caption ?? node.label;
    if (node.type === "citation") return node.keys.map((key) => authorYear(key, book)).join("; ");
    if (node.type === "break") return " ";
    if (node.type === "html" || (node.type === "slideMark" && node.slideOnly)) return "";
    if ("value" in node) return node.value;
    if ("alt" in node) return node.alt ?? "";
    return "children" in node ? titleToText(node.children as readonly Nodes[], book) : "";
  });
  return words.join("").replace(/\s+/g, " ").trim();
}

function part(node: Nodes, book: Book): string {
  const inner = () => ("children" in node ? titleToMarkdown(node.children as PhrasingContent[], book) : "");
  switch (node.type) {
    case "text":
      return escaped(node.value);
    case "inlineMath":
    case "displayMath":
      return `$${node.value.trim()}$`;
    case "inlineCode":
      return codeSpan(node.value);
    case "emphasis":
      return `*${inner()}*`;
    case "strong":
      return `**${inner()}**`;
    case "delete":
      return `~~${inner()}~~`;
    case "break":
      return " ";
    case "slideMark":
      return node.slideOnly ? "" : inner();
    case "reference":
      return escaped(book.targets.get(node.label)?.caption ?? node.label);
    case "citation":
      return escaped(node.keys.map((key) => authorYear(key, book)).join("; "));
    case "image":
      return escaped(node.alt ?? "");
    default:
      return inner();
  }
}

function authorYear(key: string, { citations }: Book): string {
  const work = citations.get(key);
  return work ? `${work.authors}, ${work.year}` : key;
}

/** Plain text as markdown: what would be a mark is escaped, a dollar as well, which opens a formula in a notebook. */
export function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>$~|]/g, "\\$&");
}

/** Code in backticks, more of them than it holds. */
export function codeSpan(code: string): string {
  const longest = Math.max(0, ...Array.from(code.matchAll(/`+/g), ([run]) => run.length));
  const marks = "`".repeat(longest + 1);
  return longest > 0 || /^ | $/.test(code) ? `${marks} ${code} ${marks}` : `${marks}${code}${marks}`;
}
