// Formulas: `$…$` in the text, `$$…$$` on lines of their own, numbered when they have a label.
//
//   span.equation#eq_loss > span.katex-display | a.number

import type { ElementContent } from "hast";
import { h } from "hastscript";
import type { DisplayMath, InlineMath } from "../../source/index.ts";
import { rawHtml, type Weaver } from "../context.ts";
import { renderMath } from "../math.ts";

/** A formula in the text. */
export function inlineMath(node: InlineMath, weaver: Weaver): ElementContent {
  return formula(node, false, weaver);
}

/** A displayed formula. Spans: it may stand inside a paragraph. */
export function displayMath(node: DisplayMath, weaver: Weaver): ElementContent {
  const target = node.id === undefined ? undefined : weaver.own.targets.get(node.id);
  const body = formula(node, true, weaver);
  if (!target) return h("span", { class: "equation" }, body);
  const number = target.number
    ? [h("a", { class: "number", href: weaver.href(`${weaver.own.url}#${target.id}`) }, `(${target.number})`)]
    : [];
  return h("span", { class: "equation", id: target.id }, body, ...number);
}

function formula(node: InlineMath | DisplayMath, display: boolean, weaver: Weaver): ElementContent {
  weaver.formulas.total += 1;
  const rendered = renderMath(node.value, display);
  if ("html" in rendered) return rawHtml(rendered.html, node.value);
  weaver.formulas.failed += 1;
  report(rendered.error, node, weaver);
  const dollars = display ? "$$" : "$";
  return h("code", { class: "broken", title: rendered.error }, `${dollars}${node.value}${dollars}`);
}

function report(message: string, { position }: InlineMath | DisplayMath, { page, diagnostics }: Weaver): void {
  if (!position) return;
  const point = ({ line, column, offset = 0 }: { line: number; column: number; offset?: number | undefined }) => ({
    line,
    column,
    offset,
  });
  const place = { path: page.path, start: point(position.start), end: point(position.end) };
  diagnostics.push({ severity: "error", rule: "formula-is-valid", message, place });
}
