// A reference as pages of the book: one for each module and each namespace in it, in the book's own markdown, so that they have its
// navigation, search, links and looks.

import type { Doc, Entry, Group, Module } from "./model.ts";

/** A page that stands in no file. */
export interface GeneratedPage {
  /** From the folder of the reference: "torch.nn.md". */
  readonly path: string;
  readonly text: string;
}

const front = ["---", "tabs: []", "numbered: false", "---"];

/** The pages of a reference, and the one that lists them, "index.md". */
export function writePages(modules: readonly Module[]): readonly GeneratedPage[] {
  const pages = modules.flatMap((module) => pagesOf(module));
  const index = [
    ...front,
    "# Reference",
    ":label:`chap_reference`",
    "",
    "Every public name of the library, with its signature and what it does.",
    "",
    ...contentsOf(modules, 2),
  ];
  return [{ path: "index.md", text: index.join("\n") }, ...pages];
}

/** A table of contents, which makes its pages part of this one's. */
function contentsOf(modules: readonly Module[], depth: number): readonly string[] {
  return ["```toc", `:maxdepth: ${depth}`, "", ...modules.map(nameOf), "```", ""];
}

function pagesOf(module: Module, isOwnNamed = isNamedInside(module)): readonly GeneratedPage[] {
  return [
    { path: `${nameOf(module)}.md`, text: pageOf(module, isOwnNamed) },
    ...module.modules.flatMap((inner) => pagesOf(inner, isOwnNamed)),
  ];
}

const lastOf = ({ path: [name = ""] }: Module): string => name.split("/").at(-1) ?? "";

/** Whether a module exports a namespace of its own name, as `octavo/jax` does: then its others stand beside that one. */
function isNamedInside(module: Module): boolean {
  return module.modules.some(({ path }) => path[1] === lastOf(module));
}

/** "torch.nn": the last part of the module's name, and the names inside. */
function nameOf(module: Module): string {
  return [lastOf(module), ...module.path.slice(1)].join(".");
}

/** What readers call it: "octavo/torch", "torch.nn"; of `octavo/jax`, "jax.lax" and "jnp". */
function titleOf(module: Module, isOwnNamed: boolean): string {
  const [name = "", ...inside] = module.path;
  return inside.length === 0 ? name : isOwnNamed ? inside.join(".") : nameOf(module);
}

function pageOf(module: Module, isOwnNamed: boolean): string {
  const title = titleOf(module, isOwnNamed);
  const lines = [...front, `# ${title}`, `:label:\`api_${nameOf(module)}\``, "", prose(module.intro), ""];
  if (module.modules.length > 0) lines.push(...contentsOf(module.modules, 1));
  for (const group of module.groups) lines.push(...groupOf(group));
  return `${lines.join("\n").replace(/\n{3,}/g, "\n\n")}\n`;
}

function groupOf({ name, intro, entries }: Group): readonly string[] {
  const isIndex = name === "index";
  const title = isIndex ? "Names" : `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll("-", " ")}`;
  return [`## ${title}`, "", isIndex ? "" : prose(intro.split("\n\n")[0] ?? ""), "", ...entries.flatMap(entryOf)];
}

function entryOf({ name, code, doc, members }: Entry): readonly string[] {
  const listed = members.flatMap((member) => [`* ${member.code.map(inline).join("<br>")}${sentence(member.doc)}`]);
  return [
    `### \`${name}\``,
    "",
    ...(code.length > 0 ? fenced(code.join("\n")) : []),
    "",
    ...docOf(doc),
    "",
    ...listed,
    "",
  ];
}

function docOf({ text, throws, examples }: Doc): readonly string[] {
  return [
    prose(text),
    "",
    ...throws.flatMap((one) => [`*Throws* ${prose(one)}`, ""]),
    ...examples.flatMap((one) => [...fenced(one.replace(/^```\w*\n?|\n?```$/g, "")), ""]),
  ];
}

/** What a member's docstring says, behind its code. */
function sentence({ text, throws }: Doc): string {
  const all = [...(text === "" ? [] : [escaped(text)]), ...throws.map((one) => `*Throws* ${escaped(one)}`)];
  return all.length === 0 ? "" : `  \n  ${all.join(" ").replace(/\s*\n\s*/g, " ")}`;
}

/** Code between backticks, however many it holds. */
function inline(code: string): string {
  const flat = code.replace(/\s+/g, " ");
  const longest = Math.max(0, ...[...flat.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = longest > 0 ? " " : "";
  return `${fence}${pad}${flat}${pad}${fence}`;
}

function fenced(code: string): readonly string[] {
  const longest = Math.max(2, ...[...code.matchAll(/`{3,}/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return [`${fence}ts`, code, fence];
}

/** A comment as markdown: what markdown would take for marks of its own is written out, and indented lines are code. */
function prose(text: string): string {
  const out: string[] = [];
  for (const paragraph of text.split(/\n{2,}/)) {
    const lines = paragraph.split("\n");
    if (lines.every((line) => /^\s{2,}\S/.test(line)))
      out.push(fenced(lines.map((line) => line.slice(2)).join("\n")).join("\n"));
    else out.push(escaped(paragraph));
  }
  return out.join("\n\n");
}

/** Outside of code, <, *, _, $, | and brackets are characters. */
function escaped(text: string): string {
  return text
    .split(/(`+[^`]*`+)/)
    .map((part, i) =>
      i % 2 === 1 ? part : part.replace(/[<*$|[\]_\\]/g, "\\$&").replace(/^(\s*)([#>+-]|\d+\.)(?=\s)/gm, "$1\\$2"),
    )
    .join("");
}
