// `octavo tangle [book]`: writes the tabs' libraries from the saved cells; `--check` only says whether they are current.

import { join } from "node:path";
import { hasErrors } from "../diagnostic.ts";
import { writeFileAtomic } from "../files.ts";
import { parseAll, unique } from "../pipeline.ts";
import { withBook } from "./open.ts";
import { countOf, printDiagnostics, shown } from "./report.ts";

export async function tangleCommand(book: string | undefined, flags: { readonly check?: boolean }): Promise<number> {
  return withBook(book, {}, async (stages, folder) => {
    const pages = await parseAll(stages);
    const bound = await stages.bind(pages.map((page) => page.facts));
    const { files, stale, diagnostics } = await stages.tangle(pages, bound, true);
    // A cell that does not parse would be cut wrongly: then nothing is written.
    const programs = (await Promise.all(pages.filter(({ saves }) => saves).map(stages.compile))).flat();
    const errors = programs.flatMap((program) => program.diagnostics).filter(({ severity }) => severity === "error");
    const faults = unique([...diagnostics, ...errors]);
    const texts = { root: folder.root, textOf: stages.textOf };
    printDiagnostics(faults, texts);
    if (hasErrors(faults)) return 1;
    if (files.length === 0) console.log("no library: no cell is saved for a tab that has one");
    if (flags.check) {
      printDiagnostics(unique(stale.map((one) => ({ ...one, severity: "error" }))), texts);
      if (files.length > 0)
        console.log(
          `${countOf(files.length, "file")}, ${stale.length === 0 ? "current" : `${stale.length} not current`}`,
        );
      return stale.length === 0 ? 0 : 1;
    }
    const changed = new Set(stale.map(({ place }) => place.path));
    for (const { path, content } of files) {
      if (changed.has(path)) await writeFileAtomic(join(folder.root, path), content);
      console.log(`${shown(join(folder.root, path))}${changed.has(path) ? "" : " (current)"}`);
    }
    return 0;
  });
}
