// Names in Python: what statements give a module, and what they need while it loads.

import type { SyntaxNode } from "@lezer/common";
import { treeOf } from "./tree.ts";

/** A name that an import gives. */
export interface ImportedName {
  readonly local: string;
  /** "d2l.torch" of `import d2l.torch` and of `from d2l import torch`. */
  readonly module: string;
}

/** The names that text gives its module, at any depth but inside functions and classes. */
export function givenNames(text: string): readonly string[] {
  const names: string[] = [];
  treeOf(text).iterate({
    enter: ({ name, node }) => {
      if (name === "FunctionDefinition" || name === "ClassDefinition") {
        const own = node.getChild("VariableName");
        if (own) names.push(text.slice(own.from, own.to));
        return false;
      }
      if (name === "ImportStatement") names.push(...importedNames(node, text).map(({ local }) => local));
      if (name === "AssignStatement") names.push(...targetsOf(node, text));
      return name !== "LambdaExpression";
    },
  });
  return names;
}

/** The names of each import in `text`. */
export function importsOf(text: string): readonly ImportedName[] {
  const names: ImportedName[] = [];
  treeOf(text).iterate({
    enter: ({ name, node }) => void (name === "ImportStatement" && names.push(...importedNames(node, text))),
  });
  return names;
}

/** `import a.b as c, d`, `from x.y import (h, i as j)` */
function importedNames(node: SyntaxNode, text: string): readonly ImportedName[] {
  const written = text
    .slice(node.from, node.to)
    .replace(/#.*|[()\\]/g, " ")
    .replace(/\s+/g, " ");
  const [, from, list = ""] = /^(?:from (.*?) ?)?\bimport (.*)$/.exec(written) ?? [];
  const base = from?.replaceAll(" ", "");
  return list.split(",").flatMap((term): ImportedName[] => {
    const [name = "", local] = term.trim().split(/ as /);
    const path = name.replaceAll(" ", "");
    if (path === "") return [];
    const module = base === undefined ? path : base.endsWith(".") ? base + path : `${base}.${path}`;
    return [{ local: local?.trim() ?? (base === undefined ? (path.split(".")[0] ?? path) : path), module }];
  });
}

/** `x, (y, z) = a.b = 5` gives x, y and z. */
function targetsOf(node: SyntaxNode, text: string): readonly string[] {
  const names: string[] = [];
  const last = node.getChildren("AssignOp").at(-1)?.from ?? node.from;
  const take = (one: SyntaxNode): void => {
    if (one.name === "VariableName") names.push(text.slice(one.from, one.to));
    if (!["AssignStatement", "TupleExpression", "ArrayExpression", "ParenthesizedExpression"].includes(one.name))
      return;
    for (let child = one.firstChild; child && child.from < last; child = child.nextSibling) take(child);
  };
  take(node);
  return names;
}

/**
 * The names that loading a statement uses: bases, decorators, defaults, values, and not what stands in functions.
 * `d2l.Module` is `Module` where `d2l` is one of the names of the library itself.
 */
export function namesAtLoad(node: SyntaxNode, text: string, selfNames?: ReadonlySet<string>): ReadonlySet<string> {
  const names = new Set<string>();
  node.cursor().iterate(({ name, node: one }) => {
    const { parent } = one;
    if (name === "Body" && parent?.name === "FunctionDefinition") return false;
    if (name === "LambdaExpression") return false;
    if (name === "VariableName" && !isGiven(one)) names.add(text.slice(one.from, one.to));
    if (name === "MemberExpression" && one.firstChild && one.lastChild?.name === "PropertyName") {
      const object = text.slice(one.firstChild.from, one.firstChild.to);
      if (selfNames?.has(object)) names.add(text.slice(one.lastChild.from, one.lastChild.to));
    }
    return undefined;
  });
  return names;
}

/** True of names that are no uses: a definition's own, a parameter's, a keyword's, an import's, an assignment's. */
function isGiven(node: SyntaxNode): boolean {
  const { parent, nextSibling } = node;
  switch (parent?.name) {
    case "FunctionDefinition":
    case "ClassDefinition":
    case "ImportStatement":
      return true;
    case "ParamList":
      return node.prevSibling?.name !== "AssignOp";
    case "ArgList":
      return nextSibling?.name === "AssignOp";
    case "AssignStatement":
      return nextSibling?.name === "AssignOp";
    default:
      return false;
  }
}
