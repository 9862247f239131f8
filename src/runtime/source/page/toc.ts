// A table of contents, one path a line without extension:
//     ```toc
//     :maxdepth: 2
//     :numbered:
//
//     chapter_preface/index
//     ```
// `:numbered: A` counts by letters, which is ours: d2lbook knows no appendices.

import type { Root } from "mdast";
import type { PageToc } from "../model.ts";
import type { TocNode } from "../nodes.ts";
import { bodyOf } from "./cells.ts";
import type { Notes } from "./notes.ts";
import { pathFrom } from "./paths.ts";
import { rewrite } from "./walk.ts";

/** In place: `toc` listings become `toc` nodes, in the order of the file. */
export function takeTocs(tree: Root, notes: Notes): readonly PageToc[] {
  const tocs: PageToc[] = [];
  rewrite(tree, (children) =>
    children.map((node) => {
      if (node.type !== "code" || !("lang" in node) || node.lang !== "toc") return node;
      tocs.push(tocOf(node as Parameters<typeof bodyOf>[0], notes));
      const toc: TocNode = { type: "toc", index: tocs.length - 1, ...(node.position && { position: node.position }) };
      return toc;
    }),
  );
  return tocs;
}

function tocOf(node: Parameters<typeof bodyOf>[0], notes: Notes): PageToc {
  const { text, lines } = bodyOf(node, notes);
  const entries: PageToc["entries"][number][] = [];
  let numbered = false;
  let lettered = false;
  let maxDepth: number | undefined;
  for (const [index, line] of text.split("\n").entries()) {
    const written = line.trim();
    const option = /^:([\w-]+):\s*(.*)$/.exec(written);
    if (option?.[1] === "numbered") {
      numbered = true;
      lettered = /^A$/i.test(option[2]?.trim() ?? "");
    }
    if (option?.[1] === "maxdepth" && /^[1-9]\d?$/.test(option[2] ?? "")) maxDepth = Number(option[2]);
    if (written === "" || option !== null) continue;
    const path = pathFrom(notes.path, written);
    if (path === undefined) continue;
    const start = (lines[index]?.offset ?? 0) + line.length - line.trimStart().length;
    const place = notes.place({ start, end: start + written.length });
    if (path.endsWith(".md")) {
      const message = `the contents list \`${written}\` with its extension, and d2lbook finds no such page`;
      notes.report(
        "warning",
        "page-is-in-toc",
        place,
        message,
        `write \`${written.slice(0, -3)}\`; here the page is in the contents`,
      );
    }
    entries.push({ path: path.endsWith(".md") ? path : `${path}.md`, written, place });
  }
  return {
    entries,
    numbered,
    ...(lettered && { lettered }),
    ...(maxDepth !== undefined && { maxDepth }),
    place: notes.place(node),
  };
}
