// A finding of the type-checker -> a diagnostic at the markdown's line, in TypeScript's words and with our advice:
// "Type 'string' is not assignable to type 'number' (TS2322)" at chapters/page.md:12:7.

import type { Program, Span } from "../cells/index.ts";
import type { Diagnostic, Place } from "../diagnostic.ts";
import { type Finding, missesModule } from "./service.ts";

export interface Explained {
  readonly program: Program;
  /** Index of the cell in which it stands. */
  readonly cell: number;
  readonly diagnostic: Diagnostic;
}

/** What to tell of a finding; nothing of a cell that is not to be checked, and of types that were made for the checker. */
export function explain(program: Program, finding: Finding): readonly Explained[] {
  const span = spanAt(program, finding.start);
  const isCopy = span === undefined && /^(?:interface|declare module) /.test(lineAround(program.text, finding.start));
  // The interfaces made for `addToClass` repeat what cells say, where it is checked as well.
  if (isCopy) return [];
  const near = span ?? nearestSpan(program, finding.start);
  const cell = near?.cell ?? program.cells[0]?.index;
  if (cell === undefined || program.cells.some(({ index, noCheck }) => noCheck && index === cell)) return [];
  const { message, hint } = adviceFor(program, finding);
  const notes = [...finding.elaboration.map((line) => line.replace(/^ {2}/, "")), ...relatedNotes(program, finding)];
  const diagnostic: Diagnostic = {
    severity: "error",
    rule: "types-agree",
    message: `${message.replace(/\.$/, "")} (TS${finding.code})`,
    ...(hint === undefined ? {} : { hint }),
    ...(notes.length === 0 ? {} : { notes }),
    place: placeOf(program, finding, near),
  };
  return [{ program, cell, diagnostic }];
}

function adviceFor(program: Program, { code, message, start }: Finding): { message: string; hint?: string } {
  const meant = /^(.*?[.?]) (Did you mean .*\?)$/.exec(message);
  if (meant?.[1] && meant[2]) return { message: meant[1], hint: meant[2] };
  // "Cannot find name 'process'. Do you need to install type definitions for node?"
  const sentence = message.replace(/(?<='\.) .*$/, "");
  if ([2580, 2591].includes(code))
    return { message: sentence, hint: "Cells run in the reader's page too, where nothing of Node is there" };
  if (code === 2584) return { message: sentence, hint: "Cells run in a worker, which has no document or window" };
  if (missesModule.includes(code)) return { message, hint: moduleAdvice(message) };
  const name = code === 2304 ? /'(.*)'/.exec(message)?.[1] : undefined;
  if (name !== undefined && declaresLater(program.text, name, start))
    return {
      message,
      hint: `A later cell declares \`${name}\`, but in between a name is declared again: only the cells after that see it`,
    };
  return { message };
}

function moduleAdvice(message: string): string {
  return /'\.{1,2}\//.test(message)
    ? "Relative modules are found from the page's folder; name them with their extension"
    : "A tab's library is written by `octavo tangle`; packages are found from the page's folder";
}

function declaresLater(text: string, name: string, from: number): boolean {
  if (!/^[\w$]+$/.test(name)) return false;
  const declaration = new RegExp(
    `\\b(?:const|let|function\\*?|class|enum|type|interface)\\s+${name.replaceAll("$", "\\$")}(?![\\w$])`,
  );
  return declaration.test(text.slice(from));
}

/** "line 12: 'x' is declared here." */
function relatedNotes(program: Program, { related }: Finding): readonly string[] {
  return related.flatMap(({ start, message }) => {
    const place = spanAt(program, start)?.place;
    return place ? [`line ${place.start.line}: ${message}`] : [];
  });
}

function placeOf(program: Program, { start, length }: Finding, near: Span | undefined): Place {
  if (!near) return program.cells[0]?.place ?? emptyPlace(program);
  const from = pointIn(near, start);
  const lastSpan = length > 0 ? spanAt(program, start + length - 1) : undefined;
  // What goes on in another cell's text (or was moved) is shown to the end of its first line.
  const isOne = lastSpan !== undefined && lastSpan.cell === near.cell && lastSpan.place.end.offset >= from.offset;
  const to = isOne ? pointIn(lastSpan, start + length) : length > 0 ? near.place.end : from;
  return { path: near.place.path, start: from, end: to };
}

/** The point of the page where `offset` of the program is, held within the span. */
function pointIn({ at, length, place }: Span, offset: number): Place["start"] {
  const by = Math.max(0, Math.min(offset - at, length));
  const { line, column } = place.start;
  return { line, column: column + by, offset: place.start.offset + by };
}

/** The span that holds `offset`; its end belongs to it when nothing follows at once. */
function spanAt({ spans }: Program, offset: number): Span | undefined {
  return (
    spans.find(({ at, length }) => offset >= at && offset < at + length) ??
    spans.find(({ at, length }) => offset === at + length)
  );
}

/** What was kept just before `offset`, or else the first. */
function nearestSpan({ spans }: Program, offset: number): Span | undefined {
  return spans.findLast(({ at }) => at <= offset) ?? spans[0];
}

function lineAround(text: string, offset: number): string {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const end = text.indexOf("\n", offset);
  return text.slice(start, end === -1 ? text.length : end);
}

function emptyPlace({ page }: Program): Place {
  const point = { line: 1, column: 1, offset: 0 };
  return { path: page, start: point, end: point };
}
