// A page's title: its first heading, or its file's name.

import type { PhrasingContent } from "mdast";
import type { Facts, PageTarget } from "../source/index.ts";

/** The heading that is the page's title. */
export function titleTarget({ targets }: Facts): PageTarget | undefined {
  return targets.find(({ kind }) => kind === "section");
}

/** What the page is called. "chapters/weight-decay.md" is "weight-decay" when it has no heading. */
export function titleOf(page: Facts): { readonly title: readonly PhrasingContent[]; readonly text: string } {
  const target = titleTarget(page);
  if (target) return { title: target.title, text: target.text };
  const text = (page.path.split("/").at(-1) ?? page.path).replace(/\.[^.]+$/, "");
  return { title: [{ type: "text", value: text }], text };
}
