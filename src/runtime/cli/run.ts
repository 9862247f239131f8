// `octavo run FILE --tab NAME`: runs one page's cells and prints what they show.

import { relative, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { loadBook } from "../config/index.ts";
import { type Diagnostic, hasErrors } from "../diagnostic.ts";
import type { Output, Run } from "../kernel/index.ts";
import { createStages } from "../stages.ts";
import { exitCode, printDiagnostics } from "./report.ts";

export async function runCommand(
  file: string,
  flags: { readonly tab?: string; readonly json?: boolean },
): Promise<number> {
  const { folder, path } = await bookOf(file);
  if (hasErrors(folder.diagnostics)) {
    printDiagnostics(folder.diagnostics, folder.textOf);
    return 1;
  }
  const stages = createStages(folder, folder.isFile ? { cache: resolve(".octavo/cache") } : {});
  try {
    const page = await stages.parse(path);
    const tab = flags.tab ?? page?.tabs[0] ?? "";
    if (page && flags.tab !== undefined && !page.tabs.includes(flags.tab)) {
      console.error(`${path} has no tab "${flags.tab}"; it has ${page.tabs.join(", ") || "none"}.`);
      return 2;
    }
    const program = page && (await stages.compile(page, tab));
    const found: Diagnostic[] = [...stages.diagnostics, ...(page?.diagnostics ?? []), ...(program?.diagnostics ?? [])];
    let run: Run | undefined;
    if (program && !hasErrors(program.diagnostics)) {
      found.push(...(await stages.check([program])));
      run = await stages.run(program);
      found.push(...run.diagnostics);
    }
    if (flags.json)
      console.log(JSON.stringify({ page: path, tab, outcomes: run?.outcomes ?? [], diagnostics: found }, null, 2));
    else {
      for (const outcome of run?.outcomes ?? []) for (const output of outcome.outputs) print(output);
      printDiagnostics(found, stages.textOf);
    }
    return exitCode(found);
  } finally {
    await stages.close();
  }
}

/** The book that holds a chapter, or the chapter as a book of its own. */
async function bookOf(file: string) {
  const folder = await loadBook(resolve(file, ".."));
  const path = relative(folder.root, resolve(file)).replaceAll("\\", "/");
  if (!folder.isFile && folder.pages.includes(path)) return { folder, path };
  const alone = await loadBook(file);
  return { folder: alone, path: alone.pages[0] ?? file };
}

function print(output: Output): void {
  const plain = process.stdout.isTTY ? (text: string) => text : stripVTControlCharacters;
  if (output.type === "stream")
    (output.stream === "stderr" ? process.stderr : process.stdout).write(plain(output.text));
  else if (output.type === "display") console.log(plain(String(output.bundle["text/plain"] ?? "")));
  else console.log(`${output.name}: ${output.message}`);
}
