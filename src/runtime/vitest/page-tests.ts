// A page -> its tests: parsed, compiled, type-checked, and each cell named by where it stands and how it begins.

import { join } from "node:path";
import { type Program, shownCode } from "../cells/index.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { Cell, Page } from "../source/index.ts";
import type { Stages } from "../stages.ts";
import type { CellTest, PageTests } from "./model.ts";

/** Longest first line of code in a name. */
const longest = 60;

/** The tests of a page, and the files that make them anew when they change. */
export async function testsOf(
  stages: Stages,
  path: string,
  cache: string,
): Promise<PageTests & { readonly files: readonly string[] }> {
  const { root, config } = stages.folder;
  const page = await stages.parse(path);
  const base = { root, config, cache, page: path, text: stages.textOf(path) ?? "" };
  if (!page) {
    const faults = stages.diagnostics.filter(({ place }) => place.path === path);
    return { ...base, faults, tabs: [], files: [join(root, path)] };
  }
  const whole = await stages.whole(page);
  const programs = await stages.compile(page);
  const types = await checkApart(stages, programs);
  const labels = new Map(config.tabs.map(({ id, label }) => [id, label]));
  const faults = new Map(
    [...page.diagnostics, ...programs.flatMap(({ diagnostics }) => diagnostics)]
      .filter(({ severity }) => severity === "error")
      .map((one) => [JSON.stringify([one.rule, one.message, one.place.start.offset]), one]),
  );
  return {
    ...base,
    faults: [...faults.values()],
    tabs: programs.map((program, i) => ({
      label: labels.get(program.tab) ?? program.tab,
      program,
      cells: cellTests(whole, program, types[i] ?? []),
    })),
    files: [...new Set(programs.flatMap((program) => stages.filesOf(program)))],
  };
}

/** The type errors of each program: together, as the build asks, and one by one only where there are some. */
async function checkApart(stages: Stages, programs: readonly Program[]): Promise<readonly (readonly Diagnostic[])[]> {
  const all = await stages.check(programs);
  if (all.length === 0 || programs.length === 1) return programs.map(() => all);
  const apart: (readonly Diagnostic[])[] = [];
  for (const program of programs) apart.push(await stages.check([program]));
  return apart;
}

function cellTests(page: Page, program: Program, types: readonly Diagnostic[]): CellTest[] {
  const names = new Map<string, number>();
  return program.cells.flatMap(({ index, place }) => {
    const cell = page.cells[index];
    if (!cell) return [];
    const plain = nameOf(page, cell, program.tab);
    const count = (names.get(plain) ?? 0) + 1;
    names.set(plain, count);
    const faults = types.filter(
      ({ severity, place: { start } }) =>
        severity === "error" && start.offset >= place.start.offset && start.offset < place.end.offset,
    );
    return [{ index, name: count === 1 ? plain : `${plain} (${count})`, faults }];
  });
}

/** "Defining the Model: class LinearRegression extends d2l.Module" */
function nameOf(page: Page, cell: Cell, tab: string): string {
  const heading = page.facts.targets.findLast(
    ({ kind, place }) => kind === "section" && place.start.offset < cell.place.start.offset,
  );
  const lines = (shownCode(cell, tab, [])?.text || cell.text)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("//"));
  const first = lines.find((line) => !line.startsWith("import ")) ?? lines[0] ?? "an empty cell";
  const code = first.replace(/\s*(\{|\(|\[|=>|=|;)$/, "").replace(/\s+/g, " ");
  const short = code.length > longest ? `${code.slice(0, longest - 1)}…` : code;
  return heading ? `${heading.text}: ${short}` : short;
}
