// Programs -> what is wrong with their types, told at the markdown's own lines, once a place.

import { join } from "node:path";
import type { Program } from "../cells/index.ts";
import { type Config, librariesOf } from "../config/index.ts";
import { compareDiagnostics, type Diagnostic } from "../diagnostic.ts";
import { type Explained, explain } from "./explain.ts";
import { createTypeService, type VirtualFile } from "./service.ts";

/** Checks programs. It keeps what it knows of the library between calls; close it when done. */
export interface Checker {
  /** What is wrong with the types of `programs`, in the order of their places. Programs with errors of their own are skipped. */
  check(programs: readonly Program[]): readonly Diagnostic[];
  close(): void;
}

/** A checker for the book in the folder `root`. */
export function createChecker({ root, config }: { readonly root: string; readonly config: Config }): Checker {
  const modules = new Map(librariesOf(config).map(({ library: { name, file } }) => [name, join(root, file)]));
  const service = createTypeService(root, modules);
  return {
    check(programs) {
      const sound = programs.filter(({ diagnostics }) => diagnostics.every(({ severity }) => severity !== "error"));
      const explained: Explained[] = [];
      for (const group of groupsOf(sound)) {
        const found = service.check(group.map((program) => virtualFile(root, program)));
        for (const [index, program] of group.entries())
          for (const finding of found[index] ?? []) explained.push(...explain(program, finding));
      }
      return merge(explained, sound).sort(compareDiagnostics);
    },
    close: service.close,
  };
}

/** Beside its page, so that what the page imports by a relative path is found. */
function virtualFile(root: string, { page, tab, text }: Program): VirtualFile {
  const path = join(root, `${page}.${tab === "" ? "page" : tab}.octavo.ts`);
  return { path: path.replaceAll("\\", "/"), text };
}

/**
 * Programs that can be checked together. A program that adds methods to an imported class changes that module's types
 * for all that import it, so those are checked apart; the tabs of one page, each with a library of its own, are not.
 */
function groupsOf(programs: readonly Program[]): readonly (readonly Program[])[] {
  const groups: { readonly programs: Program[]; readonly changed: Set<string>; readonly used: Set<string> }[] = [];
  for (const program of programs) {
    const changed = [...program.text.matchAll(/^declare module "(.*)" \{$/gm)].map((match) => match[1] ?? "");
    let group = groups.find(
      (one) => !changed.some((name) => one.used.has(name)) && !program.imports.some((name) => one.changed.has(name)),
    );
    if (!group) {
      group = { programs: [], changed: new Set(), used: new Set() };
      groups.push(group);
    }
    group.programs.push(program);
    for (const name of changed) group.changed.add(name);
    for (const name of program.imports) group.used.add(name);
  }
  return groups.map((group) => group.programs);
}

/** One diagnostic for what several tabs say alike at one place; the tabs are named when others run the cell without it. */
function merge(explained: readonly Explained[], programs: readonly Program[]): Diagnostic[] {
  const found = new Map<string, { readonly first: Explained; readonly tabs: Set<string> }>();
  for (const one of explained) {
    const { path, start, end } = one.diagnostic.place;
    const key = JSON.stringify([path, start.offset, end.offset, one.diagnostic.message]);
    const known = found.get(key) ?? { first: one, tabs: new Set() };
    found.set(key, known);
    known.tabs.add(one.program.tab);
  }
  return [...found.values()].map(({ first: { diagnostic, program, cell }, tabs }) => {
    const all = programs.filter(
      ({ page, cells }) => page === program.page && cells.some(({ index }) => index === cell),
    );
    if (all.every(({ tab }) => tabs.has(tab))) return diagnostic;
    const where = `${tabs.size === 1 ? "tab" : "tabs"} ${[...tabs].join(", ")}`;
    return { ...diagnostic, message: `${diagnostic.message}, in ${where}` };
  });
}
