// Pages for the tests of source, and what parsing says of them as text: tree, cells, facts, diagnostics.

import { configOf } from "../../../src/runtime/config/defaults.ts";
import type { Config } from "../../../src/runtime/config/index.ts";
import type { Facts } from "../../../src/runtime/source/index.ts";
import { type Cell, type Page, parse } from "../../../src/runtime/source/index.ts";
import { printTree } from "./print-tree.ts";

/** A book of four tabs whose first is that of a cell without a mark, as d2lbook has it. */
export const config: Config = configOf({
  tabs: ["mxnet", "pytorch", "tensorflow", "jax"].map((id) => ({ id, label: id })),
});

/** The page of `text`, in a folder so that paths have something to climb out of. */
export function pageOf(text: string, path = "part/input.md"): Page {
  return parse(path, text, config);
}

/** All that parsing says of a page; what there is none of is left out. */
export function printPage({ tree, tabs, cells, facts, diagnostics }: Page): string {
  const parts: Record<string, readonly string[]> = {
    tree: [printTree(tree).trimEnd()],
    tabs: tabs.length > 0 ? [tabs.join(", ")] : [],
    cells: cells.map(cellLines),
    facts: factLines(facts),
    diagnostics: diagnostics.map(
      ({ severity, rule, message, hint, place: { start, end } }) =>
        `${severity} ${start.line}:${start.column}-${end.line}:${end.column} ${rule}: ${message}${hint ? ` | ${hint}` : ""}`,
    ),
  };
  return Object.entries(parts)
    .filter(([, lines]) => lines.length > 0)
    .map(([name, lines]) => `# ${name}\n${lines.join("\n")}\n`)
    .join("\n");
}

/** A cell's head says what is not as it mostly is; its lines follow, each with where it stands. */
function cellLines({ index, language, text, lines, tabs, marked, marks }: Cell): string {
  const { save, ...others } = marks;
  const told = Object.entries(others).filter(([, value]) => value !== false);
  const marksSaid = told.map(([name, value]) => (value === true ? ` ${name}` : ` ${name}=${value}`)).join("");
  const head = `${index} ${language} [${tabs.join(", ")}]${marked ? " marked" : ""}${marksSaid}`;
  const body = text.split("\n").map((line, at) => {
    const point = lines[at];
    return `  ${point?.line}:${point?.column} ${save.includes(at) ? "(save) " : ""}| ${line}`;
  });
  return [head, ...body].join("\n");
}

function factLines(facts: Facts): string[] {
  const { targets, references, citations, tocs, links, images, bibliographies, numbered } = facts;
  const uses = (name: string, list: Facts["links"]) => list.map(({ path, written }) => `${name} ${path} <${written}>`);
  return [
    ...targets.map(
      ({ kind, id, label, depth, text }) =>
        `${kind}${depth > 0 ? ` ${depth}` : ""} #${id}${label === undefined ? "" : ` label=${label}`} ${JSON.stringify(text)}`,
    ),
    ...references.map(({ kind, label, place: { start } }) => `${kind} ${label} @${start.line}:${start.column}`),
    ...citations.map(
      ({ kind, keys, place: { start } }) => `${kind} ${keys.join(" + ")} @${start.line}:${start.column}`,
    ),
    ...tocs.map(
      ({ entries, numbered: isNumbered, maxDepth }) =>
        `toc${isNumbered ? " numbered" : ""}${maxDepth === undefined ? "" : ` maxDepth=${maxDepth}`} ${entries.map(({ path }) => path).join(" ")}`,
    ),
    ...uses("link", links),
    ...uses("image", images),
    ...uses("bibliography", bibliographies),
    ...(numbered ? [] : ["not numbered"]),
  ].map((line) => line.trimEnd());
}
