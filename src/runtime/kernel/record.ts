// What a worker says, turned into outcomes and diagnostics.

import type { Program, ProgramCell } from "../cells/index.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { endedDiagnostic, notRaised, threwDiagnostic } from "./failure.ts";
import { type Locator, placeOfCell } from "./locate.ts";
import type { Failure, Outcome, Output, Run } from "./model.ts";
import { isEnding, type Report, type Thrown } from "./protocol.ts";

/** A run in the making. */
export interface Recorder {
  hear(report: Report): void;
  finish(): Pick<Run, "outcomes" | "diagnostics"> & {
    /** The program came to its own end, by done or by an error: it would do so again. */
    readonly isWhole: boolean;
    /** Something in it says where in the chapter it was. */
    readonly namesPlaces: boolean;
  };
}

/** Hears a program's reports. */
export function record(
  program: Program,
  locator: Locator,
  hooks: { readonly onOutcome?: (outcome: Outcome) => void },
): Recorder {
  const outcomes: Outcome[] = [];
  const diagnostics: Diagnostic[] = [];
  let outputs: Output[] = [];
  let isWhole = false;
  const current = () => program.cells[outcomes.length] ?? program.cells.at(-1);
  const settle = (outcome: Outcome) => {
    outcomes.push(outcome);
    outputs = [];
    hooks.onOutcome?.(outcome);
  };
  const fail = (cell: ProgramCell, why: Failure, diagnostic: Diagnostic) => {
    diagnostics.push(diagnostic);
    // After the last cell it is what that left behind.
    const before = outcomes.length < program.cells.length ? [] : (outcomes.pop()?.outputs ?? []);
    settle({ cell: cell.index, state: "failed", outputs: [...before, ...outputs], why });
  };
  const errorOutput = (error: Thrown): Output => ({
    type: "error",
    name: error.names[0] ?? "Error",
    message: error.message,
    trace: locator
      .frames(error.stack)
      .map(({ place, name }) => `${name ? `${name} ` : ""}${place.start.line}:${place.start.column}`),
  });

  function hear(report: Report): void {
    const cell = current();
    if (!cell) return;
    if (report.type === "done" || report.type === "threw") isWhole = true;
    if (report.type === "stream") {
      const last = outputs.at(-1);
      if (last?.type === "stream" && last.stream === report.stream)
        outputs[outputs.length - 1] = { ...last, text: last.text + report.text };
      else outputs.push({ type: "stream", stream: report.stream, text: report.text });
    } else if (report.type === "display") outputs.push({ type: "display", bundle: report.bundle });
    else if (report.type === "cut") {
      const message = `The cell writes more than the limit: ${report.characters} characters are left out`;
      diagnostics.push({
        severity: "warning",
        rule: "output-is-bounded",
        message,
        hint: "Write less, or raise `limits.outputKilobytes`.",
        place: placeOfCell(program, cell),
      });
    } else if (report.type === "cell") finishCell(cell, report.raised);
    else if (report.type === "threw") {
      outputs.push(errorOutput(report.error));
      fail(cell, "threw", threwDiagnostic(program, cell, report.error, locator));
    } else if (isEnding(report)) fail(cell, report.type, endedDiagnostic(program, cell, report));
  }

  function finishCell(cell: ProgramCell, raised: Thrown | undefined): void {
    if (raised) outputs.push(errorOutput(raised));
    const isExpected = raised && (cell.raises === "Error" || raised.names.includes(cell.raises ?? ""));
    if (raised && !isExpected) fail(cell, "threw", threwDiagnostic(program, cell, raised, locator));
    else if (!raised && cell.raises !== undefined) fail(cell, "threw", notRaised(program, cell));
    else settle({ cell: cell.index, state: "passed", outputs });
  }

  return {
    hear,
    finish() {
      for (const { index } of program.cells.slice(outcomes.length))
        settle({ cell: index, state: "not-run", outputs: [] });
      const shown = outcomes.flatMap((outcome) => outcome.outputs);
      const namesPlaces = diagnostics.length > 0 || shown.some(({ type }) => type === "error");
      return { outcomes, diagnostics, isWhole, namesPlaces };
    },
  };
}
