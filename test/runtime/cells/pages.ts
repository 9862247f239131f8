// Pages for the tests of cells and check: what parsing a chapter gives, as far as these stages look at it.

import type { Diagnostic, Point } from "../../../src/runtime/diagnostic.ts";
import type { Cell, Page } from "../../../src/runtime/source/index.ts";

/** A page of the cells in `text`; its tabs stand in front matter, `tabs: [a, b]`. A cell without a mark is in all. */
export function pageOf(text: string, path = "input.md"): Page {
  const tabs = (/^tabs: \[(.*)\]$/m.exec(text)?.[1] ?? "").split(",").flatMap((name) => name.trim() || []);
  const cells: Cell[] = [];
  for (const match of text.matchAll(/^```(?:\{\.(\w+) \.input\}|(\w+) \{\.input\})\n([\s\S]*?)\n?```$/gm)) {
    const body = match[3] ?? "";
    const start = match.index + match[0].indexOf("\n") + 1;
    const offsets = [...body.matchAll(/^/gm)].map((line) => start + line.index);
    const marked = /^(?:(?:\/\/|#)@tab|%%tab) (.*)$/m.exec(body.split("\n")[0] ?? "")?.[1];
    const named = marked?.split(",").map((name) => name.trim().toLowerCase()) ?? ["all"];
    const mark = (name: string): string | undefined => new RegExp(`//@${name}\\b(.*)`).exec(body)?.[1]?.trim();
    const raises = mark("raises");
    const timeout = mark("timeout");
    cells.push({
      index: cells.length,
      language: (match[1] ?? match[2] ?? "").replace(/^ts$/, "typescript"),
      text: body,
      lines: offsets.map((offset) => pointAt(text, offset)),
      place: { path, start: pointAt(text, match.index), end: pointAt(text, match.index + match[0].length) },
      tabs: named.includes("all") ? tabs : tabs.filter((tab) => named.includes(tab)),
      marked: marked !== undefined,
      marks: {
        save: body.split("\n").flatMap((line, index) => (/(?:\/\/|#)@save/.test(line) ? [index] : [])),
        hideCode: mark("hide_code") !== undefined,
        hideOutput: mark("hide_output") !== undefined,
        ...(raises === undefined ? {} : { raises }),
        ...(timeout === undefined ? {} : { timeout: Number(timeout) }),
        noCheck: mark("no_check") !== undefined,
        skip: mark("skip") !== undefined,
      },
    });
  }
  const none = { references: [], citations: [], tocs: [], links: [], images: [], bibliographies: [] };
  const facts = { path, tabs, targets: [], ...none, numbered: true };
  return { path, tree: { type: "root", children: [] }, tabs, cells, facts, diagnostics: [] };
}

function pointAt(text: string, offset: number): Point {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1, offset };
}

/** A cell of a page without tabs. */
export function cell(code: string, language = "typescript"): string {
  return `\`\`\`{.${language} .input}\n${code}\n\`\`\`\n`;
}

/** One line a diagnostic, with what it is about, then its hint and notes. */
export function messages(text: string, diagnostics: readonly Diagnostic[]): string {
  const lines = diagnostics.map(({ severity, rule, message, hint, notes, place: { path, start, end } }) =>
    [
      `${path}:${start.line}:${start.column} ${severity} ${rule} ${JSON.stringify(text.slice(start.offset, end.offset))}`,
      `  ${message}`,
      ...(hint === undefined ? [] : [`  hint: ${hint}`]),
      ...(notes ?? []).map((note) => `  note: ${note}`),
    ].join("\n"),
  );
  return [...new Set(lines)].map((line) => `${line}\n`).join("");
}
