// `octavo run FILE --tab NAME`: runs one page's cells and prints what they show.

import { existsSync, statSync } from "node:fs";
import { relative, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { type BookFolder, loadBook } from "../config/index.ts";
import { type Diagnostic, hasErrors } from "../diagnostic.ts";
import type { Output, Run } from "../kernel/index.ts";
import { isMisconfigured, withStages } from "./open.ts";
import { exitCode, printDiagnostics } from "./report.ts";
import { UsageError } from "./usage.ts";

export async function runCommand(
  file: string,
  flags: { readonly tab?: string; readonly json?: boolean },
): Promise<number> {
  const { folder, path } = await bookOf(file);
  if (isMisconfigured(folder)) return 1;
  return withStages(folder, {}, async (stages) => {
    const page = await stages.parse(path);
    const tab = flags.tab ?? page?.tabs[0] ?? "";
    if (page && flags.tab !== undefined && !page.tabs.includes(flags.tab))
      throw new UsageError(`${file} has no tab "${flags.tab}"; it has ${page.tabs.join(", ") || "none"}`);
    const programs = page ? await stages.compile(page) : [];
    const program = programs.find((one) => one.tab === tab);
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
      printDiagnostics(found, { root: folder.root, textOf: stages.textOf });
    }
    return exitCode(found);
  });
}

/** The book that holds a chapter, or the chapter as a book of its own. @throws UsageError when there is no such file. */
export async function bookOf(file: string): Promise<{ readonly folder: BookFolder; readonly path: string }> {
  if (!existsSync(file)) throw new UsageError(`There is no file \`${file}\``);
  if (statSync(file).isDirectory() || !/\.(md|markdown)$/.test(file))
    throw new UsageError(`\`${file}\` is no chapter: it is not a .md file`);
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
