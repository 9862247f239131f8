// A page's title: its first heading, or its file's name.

import type { PhrasingContent } from "mdast";
import { withDashes } from "../language/index.ts";
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

/**
 * The page's targets. Where no heading is of depth 1, they go up as far as the first one does, which is the title:
 * "## Loss" above "### Gradient" is "# Loss" above "## Gradient". A page by itself is as it is written.
 */
export function targetsUnderTitle(page: Facts, isAlone: boolean): readonly PageTarget[] {
  const title = titleTarget(page);
  if (title === undefined || isAlone || page.targets.some(({ depth }) => depth === 1)) return page.targets;
  const depthOf = (target: PageTarget) => (target === title ? 1 : Math.max(2, target.depth - title.depth + 1));
  return page.targets.map((one) => (one.kind === "section" ? { ...one, depth: depthOf(one) } : one));
}

/** The page with its titles' plain texts as they are shown: with dashes. */
export function withShownTexts(page: Facts): Facts {
  if (!page.targets.some(({ text }) => text.includes("--"))) return page;
  return { ...page, targets: page.targets.map((target) => ({ ...target, text: withDashes(target.text) })) };
}
