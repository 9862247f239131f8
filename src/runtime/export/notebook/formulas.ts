// Displayed formulas: as written, with their number as a \tag, which both MathJax and KaTeX set beside them.

import type { DisplayMath } from "../../source/index.ts";
import { anchor, type Scribe } from "./scribe.ts";
import { sourceOf, stretchOf } from "./source.ts";

/** A displayed formula; where it has a label, a place before it that references lead to. */
export function displayMathToMarkdown(node: DisplayMath, scribe: Scribe): string {
  const source = sourceOf(node, scribe);
  const target = node.id === undefined ? undefined : scribe.own.targets.get(node.id);
  if (!target) return source;
  const formula = target.number ? tagged(source, target.number) : source;
  return anchor(target.id) + lineBreakBefore(node, scribe) + formula;
}

/** Some readers of notebooks take `$$` for a formula of several lines only where a line begins: there it stays. */
function lineBreakBefore(node: DisplayMath, { source }: Scribe): string {
  const { start } = stretchOf(node);
  const before = source.slice(source.lastIndexOf("\n", start - 1) + 1, start);
  return /^[ \t>]*$/.test(before) ? `\n${before}` : "";
}

/** "$$x = 1$$" -> "$$x = 1 \tag{3.1.1}$$". Environments that number their lines have it inside. */
function tagged(source: string, number: string): string {
  const [, body = source, rest = ""] = /^([\s\S]*?)(\s*\$\$)$/.exec(source) ?? [];
  if (/\\tag\b/.test(body)) return source;
  const [, before = body, end = ""] =
    /^([\s\S]*?)(\s*\\end\{(?:align|gather|equation|alignat|multline|eqnarray)\})$/.exec(body) ?? [];
  // A comment would take the tag with it.
  const lastLine = before.slice(before.lastIndexOf("\n") + 1);
  const apart = /(?<!\\)%/.test(lastLine) ? "\n" : " ";
  return `${before}${apart}\\tag{${number}}${end}${rest}`;
}
