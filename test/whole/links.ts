// Whether the links of a site lead somewhere: each to a file of the site, and each fragment to an id of that page.

import type { Element, Nodes } from "hast";
import { fromHtml } from "hast-util-from-html";

/** A link that leads nowhere. */
export interface DeadLink {
  readonly page: string;
  readonly address: string;
}

const links: Readonly<Record<string, readonly string[]>> = {
  a: ["href"],
  link: ["href"],
  img: ["src"],
  script: ["src"],
  source: ["src"],
  iframe: ["src"],
};
/** What names other elements of the page by their ids. */
const names = ["ariaControls", "ariaDescribedBy", "ariaLabelledBy", "popoverTarget", "htmlFor"];

/** The links of `pages` (path and bytes) that lead to none of `files`, which are the paths of all files of the site. */
export function deadLinks(pages: ReadonlyMap<string, string>, files: ReadonlySet<string>): readonly DeadLink[] {
  const ids = new Map<string, ReadonlySet<string>>();
  const wanted: { readonly page: string; readonly address: string }[] = [];
  const dead: DeadLink[] = [];
  for (const [page, html] of pages) {
    const own = new Set<string>();
    const inner: string[] = [];
    walk(fromHtml(html), ({ tagName, properties }) => {
      if (typeof properties.id === "string") own.add(properties.id);
      for (const name of links[tagName] ?? []) {
        const address = properties[name];
        if (typeof address === "string") wanted.push({ page, address });
      }
      for (const name of names) inner.push(...[properties[name] ?? []].flat().flatMap((one) => String(one).split(" ")));
    });
    ids.set(page, own);
    for (const id of inner) if (id !== "" && !own.has(id)) dead.push({ page, address: `(names) #${id}` });
  }
  const leadsSomewhere = (page: string, address: string): boolean => {
    const base = new URL(`https://site.invalid/${encodeURI(page)}`);
    const url = URL.canParse(address, base) ? new URL(address, base) : undefined;
    if (url === undefined) return false;
    if (url.origin !== base.origin || address.startsWith("/")) return true;
    const path = decodeURIComponent(url.pathname.slice(1));
    const file = [path, path === "" || path.endsWith("/") ? `${path}index.html` : path].find((one) => files.has(one));
    if (file === undefined) return false;
    const fragment = decodeURIComponent(url.hash.slice(1));
    return fragment === "" || ids.get(file)?.has(fragment) !== false;
  };
  return [...dead, ...wanted.filter(({ page, address }) => !leadsSomewhere(page, address))];
}

function walk(node: Nodes, visit: (element: Element) => void): void {
  if (node.type === "element") visit(node);
  if ("children" in node) for (const child of node.children) walk(child as Nodes, visit);
}
