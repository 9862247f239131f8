// Headings, figures, images, tables, contents: what the dialect adds to markdown's own blocks.

import type { Element, ElementContent } from "hast";
import { h } from "hastscript";
import type { Heading, Image, Link, Table } from "mdast";
import { defaultHandlers, type State } from "mdast-util-to-hast";
import type { Entry } from "../../book/index.ts";
import type { Figure, TocNode } from "../../source/nodes.ts";
import type { Weaver } from "../context.ts";
import { titleToHast } from "../titles.ts";

/** A heading with its number and a link to itself. */
export function heading(state: State, node: Heading, { own }: Weaver): Element {
  const id = node.data?.id;
  const target = id === undefined ? undefined : own.targets.get(id);
  const number = target?.number
    ? [h("span", { class: "number" }, target.number), { type: "text" as const, value: " " }]
    : [];
  const link =
    id === undefined
      ? []
      : [h("a", { class: "permalink", href: `#${id}`, ariaLabel: `Link to “${target?.text ?? ""}”` }, "#")];
  return h(`h${node.depth}`, { id }, ...number, ...(state.all(node) as ElementContent[]), ...link);
}

/** A figure: the picture, its number and its caption. */
export function figure(state: State, node: Figure, weaver: Weaver): Element {
  const target = weaver.own.targets.get(node.id);
  const size = { style: styleOf(node) };
  const src = node.path === undefined ? node.url : imageAddress(node.path, weaver);
  const picture = h("img", { src, alt: node.alt, title: node.title, loading: "lazy", decoding: "async", ...size });
  const number = target?.number
    ? [h("span", { class: "number" }, figureName(node.id, weaver)), { type: "text" as const, value: " " }]
    : [];
  return h("figure", { id: node.id }, picture, h("figcaption", ...number, ...(state.all(node) as ElementContent[])));
}

/** "Fig. 3.4.1": what a reference to it says. */
function figureName(id: string, { own, book }: Weaver): string {
  const target = own.targets.get(id);
  const named = target?.label === undefined ? undefined : book.targets.get(target.label);
  return named?.caption ?? `${target?.kind === "table" ? "Table" : "Fig."} ${target?.number ?? ""}`;
}

/** A picture in the text, without a number. */
export function image(node: Image, weaver: Weaver): Element {
  const src = node.data?.path === undefined ? node.url : imageAddress(node.data.path, weaver);
  return h("img", {
    src,
    alt: node.alt ?? "",
    title: node.title ?? undefined,
    loading: "lazy",
    decoding: "async",
    style: styleOf(node.data ?? {}),
  });
}

function styleOf({ width, height }: { readonly width?: string; readonly height?: string }): string | undefined {
  const parts = [...(width ? [`width:${width}`] : []), ...(height ? [`height:${height}`] : [])];
  return parts.length > 0 ? parts.join(";") : undefined;
}

/** Images keep their place in the book. */
function imageAddress(path: string, weaver: Weaver): string {
  weaver.images.add(path);
  return weaver.href(path);
}

/** A table in a box of its own that scrolls, with its number and caption. */
export function table(state: State, node: Table, weaver: Weaver): Element {
  const made = defaultHandlers.table(state, node) as Element;
  const { id, caption } = node.data ?? {};
  const target = id === undefined ? undefined : weaver.own.targets.get(id);
  if (!caption && !target) return h("div", { class: "table", tabindex: 0 }, made);
  const number =
    target?.number && id
      ? [h("span", { class: "number" }, figureName(id, weaver)), { type: "text" as const, value: " " }]
      : [];
  const content = state.all({ type: "paragraph", children: caption ?? [] }) as ElementContent[];
  const full = h("table", h("caption", ...number, ...content), ...made.children);
  return h("div", { class: "table", id, tabindex: 0 }, full);
}

/** A link; to a page of the book by that page's address in the site. */
export function link(state: State, node: Link, weaver: Weaver): Element {
  const made = defaultHandlers.link(state, node) as Element;
  const path = node.data?.path;
  const page = path === undefined ? undefined : weaver.book.pages.get(path);
  if (page) made.properties.href = weaver.href(page.url + (/#.*/.exec(node.url)?.[0] ?? ""));
  else if (path !== undefined) {
    weaver.images.add(path);
    made.properties.href = weaver.href(path);
  }
  return made;
}

/** The page's children, as deep as it says. */
export function toc({ index }: TocNode, weaver: Weaver): ElementContent[] {
  const facts = weaver.page.facts.tocs[index];
  if (!facts) return [];
  const entries = findEntries(
    weaver.book.contents,
    facts.entries.map(({ path }) => path),
  );
  return entries.length > 0
    ? [h("nav", { class: "contents", ariaLabel: "Contents" }, entriesToHast(entries, facts.maxDepth ?? 1, weaver))]
    : [];
}

function findEntries(entries: readonly Entry[], paths: readonly string[]): Entry[] {
  const wanted = new Set(paths);
  const found = entries.filter(({ page }) => wanted.has(page));
  return found.length > 0 ? found : entries.flatMap(({ children }) => findEntries(children, paths));
}

function entriesToHast(entries: readonly Entry[], depth: number, weaver: Weaver): Element {
  return h(
    "ul",
    ...entries.map(({ page, children }) => {
      const target = weaver.book.pages.get(page);
      const number = target?.number
        ? [h("span", { class: "number" }, target.number), { type: "text" as const, value: " " }]
        : [];
      const below = depth > 1 && children.length > 0 ? [entriesToHast(children, depth - 1, weaver)] : [];
      return h(
        "li",
        h(
          "a",
          { href: weaver.href(target?.url ?? "") },
          ...number,
          h("span", ...titleToHast(target?.title ?? [], weaver)),
        ),
        ...below,
      );
    }),
  );
}
