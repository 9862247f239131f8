// The lines of a cell that one tab's readers see, decided line by line: marks taken off, `tab.selected` followed by indent or brace.

const marks = "tab|save|hide|hide_code|hide_outputs?|hide_all|raises|timeout|no_check|skip";
const mark = new RegExp(`\\s*(?:#|//)\\s?@(?:${marks})(?![\\w-]).*$`);
const hidesCode = /^\s*(?:#|\/\/)\s?(?:@hide(?:_code|_all)?|hide code)\s*$/i;
const head = /^\s*(?:%%[A-Za-z]|(?:#|\/\/)\s*%%tab|%load_ext\s+d2lbook)/;
const spoken = /^\s*#\s*hide outputs?\s*$/i;

/** The lines of a cell, in their order. */
export function codeOf(lines: readonly string[], tab: string, language: string): readonly string[] {
  if (lines.some((line) => hidesCode.test(line))) return [];
  const chosen = language === "typescript" ? byBraces(byLines(lines, tab), tab) : byIndent(byLines(lines, tab), tab);
  return chosen.flatMap((line) => {
    if (head.test(line) || spoken.test(line)) return [];
    const kept = line.replace(mark, "");
    return kept.trim() === "" && line.trim() !== "" ? [] : [kept];
  });
}

/** The line form: `//@tab mxnet` below a cell's head switches what follows. */
function byLines(lines: readonly string[], tab: string): readonly string[] {
  let on = true;
  let inHead = true;
  return lines.filter((line) => {
    const names = /^\s*(?:\/\/|#\s?)@tab\s+(.*)$/.exec(line)?.[1];
    if (names === undefined) {
      if (line.trim() !== "") inHead = false;
      return on;
    }
    if (!inHead) on = tab === "" || names.split(",").some((name) => ["all", tab].includes(name.trim().toLowerCase()));
    return false;
  });
}

/** `if tab.selected('a', 'b'):`, its lines taken back by its indent. */
function byIndent(lines: readonly string[], tab: string): readonly string[] {
  const kept: string[] = [];
  const open: { readonly indent: number; readonly holds: boolean; by: number }[] = [];
  for (const line of lines) {
    const indent = line.length - line.trimStart().length;
    if (line.trim() !== "") while ((open.at(-1)?.indent ?? -1) >= indent) open.pop();
    const condition = /^\s*if\s+(.*tab\.selected.*?):\s*(?:#.*)?$/.exec(line)?.[1];
    const inner = open.at(-1);
    if (inner && inner.by === 0 && line.trim() !== "") inner.by = indent - inner.indent;
    if (condition !== undefined) {
      const names = [...condition.matchAll(/["'](\w+)["']/g)].map(({ 1: name = "" }) => name.toLowerCase());
      open.push({ indent, holds: names.includes(tab), by: 0 });
    } else if (open.every(({ holds }) => holds)) {
      const back = open.reduce((sum, { by }) => sum + by, 0);
      kept.push(line.slice(Math.min(back, indent)));
    }
  }
  return kept;
}

/** `if (tab.selected("a")) {` … `} else {` … `}`, each on lines of their own. */
function byBraces(lines: readonly string[], tab: string): readonly string[] {
  const kept: string[] = [];
  const open: { readonly indent: string; holds: boolean; any: boolean }[] = [];
  for (const line of lines) {
    const condition = /^(\s*)(\}\s*else\s+)?if\s*\(\s*(tab\.selected\(.*)\)\s*\{\s*$/.exec(line);
    const top = open.at(-1);
    const indent = /^\s*/.exec(line)?.[0] ?? "";
    if (condition !== null) {
      const holds = [...(condition[3] ?? "").matchAll(/["'`](\w+)["'`]/g)].some(({ 1: name }) => name === tab);
      if (condition[2] !== undefined && top) {
        top.holds = holds && !top.any;
        top.any ||= holds;
      } else open.push({ indent, holds, any: holds });
    } else if (top && top.indent === indent && /^\s*\}\s*else\s*\{\s*$/.test(line)) {
      top.holds = !top.any;
      top.any = true;
    } else if (top && top.indent === indent && /^\s*\}\s*$/.test(line)) open.pop();
    else if (open.every(({ holds }) => holds)) {
      const chosen = inLine(line, tab);
      if (chosen !== undefined) kept.push(chosen.slice(Math.min(2 * open.length, indent.length)));
    }
  }
  return kept;
}

/** A condition with what it decides on one line. */
function inLine(line: string, tab: string): string | undefined {
  const [, indent = "", names = "", statement] = /^(\s*)if\s*\(tab\.selected\(([^)]*)\)\)\s*(\S.*)$/.exec(line) ?? [];
  const holds = (list: string) => new RegExp(`["'\`]${tab}["'\`]`).test(list);
  if (statement !== undefined) return holds(names) ? indent + statement : undefined;
  return line.replace(
    /tab\.selected\(([^)]*)\)\s*\?\s*(.+?)\s*:\s*([^;]+)/,
    (_, list: string, yes: string, no: string) => (holds(list) ? yes : no),
  );
}
