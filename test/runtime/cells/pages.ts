// Pages for the tests of cells and check, of a book whose pages declare their own tabs.

import { configOf } from "../../../src/runtime/config/defaults.ts";
import type { Config } from "../../../src/runtime/config/index.ts";
import type { Diagnostic } from "../../../src/runtime/diagnostic.ts";
import { type Page, parse } from "../../../src/runtime/source/index.ts";

export const config: Config = configOf({
  index: "input.md",
  defaultTab: "all",
});

/** The page of `text`; a cell without a mark is in all tabs. */
export function pageOf(text: string, path = "input.md"): Page {
  return parse(path, text, config);
}

/** A cell as a chapter has it. */
export function cell(code: string, language = "typescript"): string {
  return `\`\`\`{.${language} .input}\n${code}\n\`\`\`\n`;
}

/** What each diagnostic is about, then its message, hint and notes; the same said twice is said once. */
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
