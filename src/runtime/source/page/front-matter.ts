// What front matter says: `tabs: [mxnet, pytorch]`, `numbered: false`.

import type { Root } from "mdast";
import { isMap, isScalar, isSeq, parseDocument, type Node as YamlNode } from "yaml";
import { nearest } from "../../diagnostic.ts";
import { type FrontMatterNode, isFrontMatter } from "../syntax/front-matter.ts";
import type { Notes, Stretch } from "./notes.ts";
import type { TabName } from "./tab-names.ts";

/** A page's own settings. */
export interface FrontMatter {
  readonly tabs?: readonly TabName[];
  readonly numbered: boolean;
}

const keys = ["tabs", "numbered"];

/** Reads the front matter and takes it out of the tree. */
export function takeFrontMatter(tree: Root, notes: Notes): FrontMatter {
  const first = tree.children[0];
  if (!isFrontMatter(first)) return { numbered: true };
  tree.children.shift();
  return read(first, notes);
}

function read(node: FrontMatterNode, notes: Notes): FrontMatter {
  const start = notes.lineStart(2);
  // YAML knows no lone CR; one character for one keeps the places.
  const document = parseDocument(node.value.replace(/\r(?!\n)/g, "\n"), { prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const at = notes.place({ start: start + error.pos[0], end: start + error.pos[1] });
    notes.report("error", "front-matter-is-valid", at, `front matter is no YAML: ${error.message}`);
    return { numbered: true };
  }
  if (document.contents === null) return { numbered: true };
  if (!isMap(document.contents)) {
    const message = "front matter is no list of keys and values";
    notes.report("error", "front-matter-is-valid", notes.place(node), message, "write `tabs: [a, b]`");
    return { numbered: true };
  }

  let tabs: readonly TabName[] | undefined;
  let numbered = true;
  for (const { key, value } of document.contents.items) {
    const name = isScalar(key) ? String(key.value) : "";
    const at = notes.place(stretchOf(key as YamlNode, start));
    if (name === "tabs") tabs = namesIn(value as YamlNode | null, start, notes);
    else if (name === "numbered" && isScalar(value) && typeof value.value === "boolean") numbered = value.value;
    else if (name === "numbered") {
      notes.report("error", "front-matter-is-valid", at, "`numbered` is not true or false");
    } else {
      const near = nearest(name, keys);
      const hint = near === undefined ? `known are ${keys.join(", ")}` : `did you mean \`${near}\`?`;
      notes.report("warning", "front-matter-is-valid", at, `front matter has no key \`${name}\``, hint);
    }
  }
  return { numbered, ...(tabs !== undefined && { tabs }) };
}

/** The names of `[a, b]`, of a block list, or of one name alone. */
function namesIn(value: YamlNode | null, start: number, notes: Notes): readonly TabName[] | undefined {
  const items = isSeq(value) ? (value.items as YamlNode[]) : value === null ? [] : [value];
  return items.flatMap((item) => {
    const place = notes.place(stretchOf(item, start));
    if (isScalar(item) && typeof item.value === "string" && item.value.trim() !== "") {
      return [{ name: item.value.trim(), place }];
    }
    notes.report("error", "front-matter-is-valid", place, "`tabs` holds something that is no name");
    return [];
  });
}

function stretchOf(node: YamlNode, start: number): Stretch {
  const [from, to] = node.range ?? [0, 0];
  return { start: start + from, end: start + to };
}
