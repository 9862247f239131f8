// Links: `[the appendix](../appendix/index.md#units)` -> that page's address in the site; a link to a file of the book takes the file along.

import type { Element } from "hast";
import type { Link } from "mdast";
import { defaultHandlers, type State } from "mdast-util-to-hast";
import type { Weaver } from "../context.ts";

/** A link; to a page of the book by that page's address in the site. */
export function link(state: State, node: Link, weaver: Weaver): Element {
  const made = defaultHandlers.link(state, node) as Element;
  const path = node.data?.path;
  if (path === undefined) return made;
  const page = weaver.book.pages.get(path);
  const fragment = decoded(/#(.*)/.exec(node.url)?.[1] ?? "");
  const address = weaver.href((page?.url ?? path) + (fragment && `#${fragment}`));
  if (!page && !path.startsWith("../")) weaver.files.add(path);
  return { ...made, properties: { ...made.properties, href: address } };
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
