// What the rest of the book may know of a page, collected from its finished tree in the order of the file.

import type { Link, Node, PhrasingContent, Root, Table } from "mdast";
import type { Cell, Facts, PageCitation, PageReference, PageTarget, PageToc, PathUse, TargetKind } from "../model.ts";
import type { Figure } from "../nodes.ts";
import { labelOf } from "../syntax/role.ts";
import { pageIds } from "./ids.ts";
import type { Labels } from "./labels.ts";
import type { Notes } from "./notes.ts";
import { pathFrom } from "./paths.ts";
import { plainText } from "./plain.ts";
import { walk } from "./walk.ts";

/** What the passes before found out. */
export interface Found {
  readonly tabs: readonly string[];
  readonly cells: readonly Cell[];
  readonly naming: number;
  readonly tocs: readonly PageToc[];
  readonly labels: Labels;
  readonly numbered: boolean;
}

/** In place: ids and resolved paths are set on the nodes. */
export function collectFacts(tree: Root, { tabs, cells, naming, tocs, labels, numbered }: Found, notes: Notes): Facts {
  const ids = pageIds();
  const targets: PageTarget[] = [];
  const references: PageReference[] = [];
  const citations: PageCitation[] = [];
  const links: PathUse[] = [];
  const images: PathUse[] = [];
  const includes: PathUse[] = [];
  const bibliographies: PathUse[] = [];
  let formulas = 0;

  walk(tree, (node) => {
    switch (node.type) {
      case "heading":
        node.data = { ...node.data, id: target("section", node, node.children, node.depth) };
        break;
      case "figure":
        node.id = target("figure", node, node.children);
        setPath(node, use(node.url, node, images));
        break;
      case "table":
        tableTarget(node);
        break;
      case "inlineMath":
        formulas += 1;
        break;
      case "displayMath":
        formulas += 1;
        if (labels.has(node)) node.id = target("equation", node, []);
        break;
      case "anchor":
        node.id = ids.ofLabel(labels.get(node) ?? "anchor");
        break;
      case "image":
      case "link": {
        const path = use(node.url, node, node.type === "link" ? links : images);
        if (path !== undefined) node.data = { ...node.data, path };
        if (node.type === "link" && /^https?:/i.test(node.url) && !URL.canParse(node.url)) noAddress(node);
        break;
      }
      case "definition":
        use(node.url, node, links);
        break;
      case "reference":
        references.push({ kind: node.kind, label: node.label, place: notes.place(node) });
        break;
      case "citation":
        citations.push({ kind: node.kind, keys: node.keys, place: notes.place(node) });
        break;
      case "raw":
        if (node.written !== undefined) use(node.written, node, includes);
        break;
      case "bibliography":
        bibliography(node);
        break;
      case "cell":
        if (cells[node.index] !== undefined) references.push(...referencesIn(cells[node.index] as Cell, notes));
        break;
    }
  });
  const { path } = notes;
  const uses = { links, images, includes, bibliographies };
  return { path, tabs, targets, references, citations, tocs, ...uses, numbered, formulas, namingCells: naming };

  function target(kind: TargetKind, node: Node, title: readonly PhrasingContent[], depth = 0): string {
    const label = labels.get(node);
    const text = plainText(title);
    const id = label === undefined ? ids.ofText(text, kind) : ids.ofLabel(label);
    targets.push({ kind, id, ...(label !== undefined && { label }), depth, title, text, place: notes.place(node) });
    return id;
  }

  function tableTarget(table: Table): void {
    const caption = table.data?.caption;
    if (caption === undefined && !labels.has(table)) return;
    table.data = { ...table.data, id: target("table", table, caption ?? []) };
  }

  function use(written: string, node: Node, uses: PathUse[]): string | undefined {
    const path = pathFrom(notes.path, written);
    if (path !== undefined) uses.push({ path, written, place: notes.place(node) });
    return path;
  }

  function noAddress(node: Link): void {
    notes.report("warning", "link-resolves", notes.place(node), `\`${node.url}\` is no address`);
  }

  function bibliography(node: Node): void {
    const written = String((node.data as { written?: string } | undefined)?.written ?? "");
    delete node.data;
    const path = use(written, node, bibliographies);
    if (path !== undefined) Object.assign(node, { path });
  }
}

function setPath(figure: Figure, path: string | undefined): void {
  if (path !== undefined) figure.path = path;
}

/** References in a cell's comments and docstrings count: `# Defined in :numref:`sec_x``. */
function referencesIn(cell: Cell, notes: Notes): PageReference[] {
  const found: PageReference[] = [];
  let inDocstring = false;
  for (const [index, line] of cell.text.split("\n").entries()) {
    const quotes = cell.language === "python" ? (line.match(/"""|'''/g)?.length ?? 0) : 0;
    const from = inDocstring || quotes > 0 ? 0 : line.search(/\/\/|#|\/\*|^\s*\*/);
    if (quotes % 2 === 1) inDocstring = !inDocstring;
    if (from === -1) continue;
    for (const role of line.matchAll(/:(numref|ref|eqref):(`+)([^`]+)\2/g)) {
      if (role.index < from) continue;
      const start = (cell.lines[index]?.offset ?? 0) + role.index;
      const place = notes.place({ start, end: start + role[0].length });
      found.push({ kind: role[1] as PageReference["kind"], label: labelOf(role[3] ?? ""), place });
    }
  }
  return found;
}
