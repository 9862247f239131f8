// Titles and captions outside of their page: in the contents, in links, in the page's head. No links inside them.

import type { ElementContent } from "hast";
import type { PhrasingContent } from "mdast";
import { toHast } from "mdast-util-to-hast";
import type { Book } from "../book/index.ts";
import { withDashes } from "../language/index.ts";
import { rawHtml, text } from "./context.ts";
import { textWithDashes } from "./dashes.ts";
import { renderMath } from "./math.ts";

/** A title with its formulas and emphasis; references in it as their text. */
export function titleToHast(title: readonly PhrasingContent[], { book }: { readonly book: Book }): ElementContent[] {
  // Most titles are words; each page shows dozens of them.
  if (title.every((node) => node.type === "text" && !/[\r\n]/.test(node.value)))
    return title.map((node) => text(withDashes("value" in node ? node.value : "")));
  const tree = toHast(
    { type: "paragraph", children: [...title] },
    {
      allowDangerousHtml: false,
      handlers: {
        text: (_state, node, parent) => text(textWithDashes(node, parent)),
        paragraph: (state, node) => state.all(node),
        inlineMath: (_state, node: { value: string }) => mathOrText(node.value),
        displayMath: (_state, node: { value: string }) => mathOrText(node.value),
        slideMark: (state, node) => (node.slideOnly ? [] : state.all(node)),
        reference: (_state, node: { label: string }) => text(book.targets.get(node.label)?.caption ?? node.label),
        citation: (_state, node: { keys: string[] }) => text(node.keys.map((key) => authorYear(key, book)).join("; ")),
        anchor: () => [],
        bibliography: () => [],
        link: (state, node) => state.all(node),
        image: (_state, node) => text(node.alt ?? ""),
        footnoteReference: () => [],
      },
    },
  );
  return "children" in tree ? (tree.children as ElementContent[]) : [];
}

function mathOrText(tex: string): ElementContent {
  const rendered = renderMath(tex, false);
  return "html" in rendered ? rawHtml(rendered.html, tex) : text(`$${tex}$`);
}

function authorYear(key: string, { citations }: Book): string {
  const work = citations.get(key);
  return work ? `${work.authors}, ${work.year}` : key;
}
