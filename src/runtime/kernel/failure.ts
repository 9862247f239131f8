// What went wrong in a cell, said at its place.

import type { Program, ProgramCell } from "../cells/index.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { placeName } from "../frame.ts";
import { type Locator, placeOfCell } from "./locate.ts";
import type { Run } from "./model.ts";
import type { Ending, Thrown } from "./protocol.ts";

/** A cell threw what it should not, or not what it should. */
export function threwDiagnostic(
  program: Program,
  cell: ProgramCell,
  error: Thrown,
  locator: Locator | undefined,
): Diagnostic {
  const frames = locator?.frames(error.stack) ?? [];
  const [first, ...rest] = frames;
  const name = error.names[0] ?? "Error";
  const said =
    error.stack === "" && error.message.startsWith("threw ")
      ? `The cell ${error.message}`
      : error.message === ""
        ? name
        : `${name}: ${error.message}`;
  const expected =
    cell.raises === undefined
      ? {}
      : { hint: `The cell says \`//@raises ${cell.raises}\`; say \`//@raises ${name}\` if this is what it shows.` };
  return {
    severity: "error",
    rule: cell.raises === undefined ? "cell-succeeds" : "cell-raises",
    message: inTab(program, said),
    ...expected,
    place: first?.place ?? placeOfCell(program, cell),
    ...(rest.length > 0
      ? {
          notes: rest
            .slice(0, 20)
            .map(({ place, name: fn }) => `at ${fn ? `${fn} (${placeName(place)})` : placeName(place)}`),
        }
      : {}),
  };
}

/** A cell that says it fails did not. */
export function notRaised(program: Program, cell: ProgramCell): Diagnostic {
  const message = inTab(program, `The cell should fail with ${cell.raises}, and does not`);
  return {
    severity: "error",
    rule: "cell-raises",
    message,
    hint: "Take `//@raises` away, or make the cell fail.",
    place: placeOfCell(program, cell),
  };
}

/** A program that did not end by itself, blamed on the cell that was running. */
export function endedDiagnostic(program: Program, cell: ProgramCell, ending: Ending): Diagnostic {
  const at = { severity: "error", place: placeOfCell(program, cell) } as const;
  switch (ending.type) {
    case "timed-out":
      return {
        ...at,
        rule: "cell-ends-in-time",
        message: inTab(
          program,
          ending.whole
            ? `The page's cells take longer than ${ending.seconds} s`
            : `The cell takes longer than ${ending.seconds} s`,
        ),
        hint: ending.whole
          ? "Raise `limits.pageSeconds` in the book's configuration."
          : "Does it loop forever? If it only needs longer, say `//@timeout SECONDS` in the cell.",
      };
    case "out-of-memory":
      return {
        ...at,
        rule: "cell-fits-memory",
        message: inTab(
          program,
          `The page's cells need more than ${ending.megabytes} MB of memory${ending.heap ? " for objects" : ""}`,
        ),
        hint: "Keep less at once, or raise `limits.memoryMegabytes` in the book's configuration.",
      };
    case "exited":
      return {
        ...at,
        rule: "cell-does-not-exit",
        message: inTab(
          program,
          ending.how === "exit"
            ? `The cell ends its process with \`process.exit(${ending.code})\``
            : ending.how === "killed"
              ? "The cell kills its process"
              : "The cell waits for a promise that can never settle",
        ),
        hint:
          ending.how === "never-settles"
            ? "Nothing is left that could settle it: no timer, no file, no connection."
            : "Cells share their page's process: throw an error instead.",
      };
  }
}

function inTab({ tab }: Program, message: string): string {
  return tab === "" ? message : `${message} (tab ${tab})`;
}

/** Which cells failed, and with what; an error often stands at another cell's line, in a function that it defined. */
export function failuresOf({ outcomes, diagnostics }: Run): ReadonlyMap<number, readonly Diagnostic[]> {
  const failed = outcomes.filter(({ state }) => state === "failed").map(({ cell }) => cell);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  // They come in the order of their cells, one each; only the last may have more.
  return new Map(
    failed.map((cell, i) => [cell, errors.slice(i, i === failed.length - 1 ? errors.length : i + 1)] as const),
  );
}
