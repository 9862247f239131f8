// Marks in cells: `//@save`, `#@tab pytorch`, `%%tab mxnet, jax`, `//@raises TypeError`, `# Hide code`.

import { nearest, type Point } from "../../diagnostic.ts";
import type { Marks } from "../model.ts";
import type { Notes } from "./notes.ts";
import { type TabName, tabNames } from "./tab-names.ts";

/** What a cell's lines say. */
export interface ReadMarks {
  readonly marks: Marks;
  /** The tabs that the cell's head names. */
  readonly tabs: readonly TabName[];
}

const known = ["tab", "save", "hide", "hide_code", "hide_output", "hide_all", "raises", "timeout", "no_check", "skip"];

/** A mark on a line of its own: its name and what follows. */
const ownLine = /^[ \t]*(?:\/\/|#)[ \t]*@([A-Za-z_-]+)[ \t]*(.*)$/;
/** `%%tab` in a comment is a mark as well. */
const tabLine = /^([ \t]*(?:(?:(?:\/\/|#)[ \t]*)?%%|(?:\/\/|#)[ \t]*@)tabs?\b[ \t]*)(.*)$/;
/** At a line's end too; where a quote follows, it stands in a string. */
const anySave = /(?:\/\/|#)[ \t]*@save\b[^"'`]*$/;
const saveOfTypeScript = /\/\/[ \t]*@save\b[^"'`]*$/;
/** A mark after code, which says nothing there; where a quote follows, it stands in a string. */
const lateMark = /\S[ \t]*(\/\/[ \t]*@([a-z_-]+)\b[^"'`]*)$/i;
const hideComment = /^[ \t]*#[ \t]*hide (code|outputs?)[ \t]*$/i;

/** Reads the marks of a cell's lines, which stand at `points` of the page. */
export function readMarks(
  lines: readonly string[],
  points: readonly Point[],
  language: string,
  saveMark: string,
  notes: Notes,
): ReadMarks {
  const save: number[] = [];
  let marks: Omit<Marks, "save"> = { hideCode: false, hideOutput: false, noCheck: false, skip: false };
  let tabs: readonly TabName[] | undefined;
  let inHead = true;
  const savesOn = language === "typescript" || language === "javascript" ? saveOfTypeScript : anySave;

  for (const [index, line] of lines.entries()) {
    const start = points[index]?.offset ?? 0;
    const tab = inHead && tabs === undefined ? tabLine.exec(line) : null;
    if (tab !== null) {
      tabs = tabNames(tab[2] ?? "", start + (tab[1] ?? "").length, notes);
      continue;
    }
    if (savesOn.test(line) || hasMark(line, saveMark)) save.push(index);
    const hidden = hideComment.exec(line)?.[1]?.toLowerCase();
    if (hidden !== undefined) marks = { ...marks, [hidden === "code" ? "hideCode" : "hideOutput"]: true };
    const mark = ownLine.exec(line);
    if (mark !== null)
      marks = { ...marks, ...readMark(mark[1] ?? "", (mark[2] ?? "").trim(), language, { line, start }, notes) };
    else if (line.trim() !== "") {
      inHead = false;
      if (language === "typescript") reportLateMark({ line, start }, notes);
    }
  }
  return { marks: { ...marks, save }, tabs: tabs ?? [] };
}

/** True of a line with a comment that begins with the book's own mark for saved code; as above, in a string there is none. */
function hasMark(line: string, mark: string): boolean {
  const comment = mark === "" ? -1 : line.lastIndexOf(mark);
  return comment !== -1 && /(?:\/\/|#)[ \t]*$/.test(line.slice(0, comment)) && !/["'`]/.test(line.slice(comment));
}

/** Only `//@save` may stand behind code: all others say something of the whole cell, or of the lines below. */
function reportLateMark({ line, start }: { line: string; start: number }, notes: Notes): void {
  const [, mark = "", name = ""] = lateMark.exec(line) ?? [];
  if (name === "save" || !known.includes(name.replaceAll("-", "_"))) return;
  const from = start + line.lastIndexOf(mark);
  notes.report(
    "warning",
    "mark-is-known",
    notes.place({ start: from, end: from + mark.trimEnd().length }),
    `\`@${name}\` says nothing behind code`,
    "put it on a line of its own",
  );
}

function readMark(
  name: string,
  value: string,
  language: string,
  { line, start }: { line: string; start: number },
  notes: Notes,
): Partial<Marks> {
  const wrong = (message: string, hint?: string) => {
    const place = notes.place({
      start: start + line.length - line.trimStart().length,
      end: start + line.trimEnd().length,
    });
    notes.report("warning", "mark-is-known", place, message, hint);
    return {};
  };
  switch (name.replaceAll("-", "_")) {
    case "hide":
    case "hide_all":
      return { hideCode: true, hideOutput: true };
    case "hide_code":
      return { hideCode: true };
    case "hide_output":
    case "hide_outputs":
      return { hideOutput: true };
    case "raises":
      if (/^[\w$.]*$/.test(value)) return { raises: value || "Error" };
      return wrong(
        `\`@raises ${value}\` does not name an error`,
        "write the error's name alone: `//@raises TypeError`",
      );
    case "timeout":
      if (/^\d+(\.\d+)?$/.test(value) && Number(value) > 0) return { timeout: Number(value) };
      return wrong(`\`@timeout ${value}\` is no number of seconds`, "write `//@timeout 120`");
    case "no_check":
      return { noCheck: true };
    case "skip":
      return { skip: true };
    case "tab":
    case "save":
      return {};
    default: {
      // Other languages have comments like these of their own, and TypeScript has `//@ts-…`.
      if (language !== "typescript" || name.startsWith("ts-")) return {};
      const near = nearest(name, known);
      return wrong(`unknown mark \`@${name}\``, near === undefined ? undefined : `did you mean \`@${near}\`?`);
    }
  }
}
