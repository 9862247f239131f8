// Formulas: `$…$` in the text, `$$…$$` on lines of their own with numbers.

import type { ElementContent } from "hast";
import { h } from "hastscript";
import type { DisplayMath, InlineMath } from "../../source/nodes.ts";
import { rawHtml, type Weaver } from "../context.ts";
import { renderMath } from "../math.ts";

/** A formula in the text. */
export function inlineMath(node: InlineMath, weaver: Weaver): ElementContent {
  return formula(node, false, weaver);
}

/** A displayed formula, numbered when it has a label. Spans: it may stand inside a paragraph. */
export function displayMath(node: DisplayMath, weaver: Weaver): ElementContent {
  const target = node.id === undefined ? undefined : weaver.own.targets.get(node.id);
  const body = formula(node, true, weaver);
  if (!target) return h("span", { class: "equation" }, body);
  const number = target.number ? [h("a", { class: "number", href: `#${target.id}` }, `(${target.number})`)] : [];
  return h("span", { class: "equation", id: target.id }, body, ...number);
}

function formula(
  node: InlineMath | DisplayMath,
  display: boolean,
  { page, diagnostics, formulas }: Weaver,
): ElementContent {
  formulas.total += 1;
  const rendered = renderMath(node.value, display);
  if ("html" in rendered) return rawHtml(rendered.html);
  formulas.failed += 1;
  if (node.position) {
    const point = ({ line, column, offset }: { line: number; column: number; offset?: number | undefined }) => ({
      line,
      column,
      offset: offset ?? 0,
    });
    const place = { path: page.path, start: point(node.position.start), end: point(node.position.end) };
    diagnostics.push({ severity: "error", rule: "formula-is-valid", message: rendered.error, place });
  }
  const dollars = display ? "$$" : "$";
  return h("code", { class: "broken", title: rendered.error }, `${dollars}${node.value}${dollars}`);
}
