// The table of commands. Exit code 0: fine; 1: the book has errors; 2: used wrongly; 130: interrupted.

import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { reason } from "../files.ts";
import { UsageError } from "./usage.ts";
import { version } from "./version.ts";

const bookHelp = "a folder with an octavo.config.ts or a config.ini, or one .md file (default: the book one stands in)";

function wholeNumber(from: number, to: number) {
  return (text: string): number => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= from && value <= to) return value;
    throw new InvalidArgumentError(`It takes a whole number from ${from} to ${to}.`);
  };
}

/** Tabs are named without regard to case. */
const lowerCase = (text: string): string => text.toLowerCase();

/** Runs one command line, as `["build", "--strict"]`, and gives its exit code. */
export async function main(args: readonly string[]): Promise<number> {
  let code = 0;
  try {
    await commands((given) => {
      code = given;
    }).parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    // Commander has printed what is wrong; help and version are fine, all else is wrong use.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof UsageError) {
      console.error(`error: ${error.message}${error.hint ? `\nTry: ${error.hint}` : ""}`);
      return 2;
    }
    // The system's own refusals, of a disk that is full, say, are no faults of ours: no stack.
    if (!(error instanceof Error && "syscall" in error)) throw error;
    const path = "path" in error ? `${error.path}: ` : "";
    console.error(`error: ${path}${reason(error)}`);
    return 1;
  }
}

function commands(end: (code: number) => void): Command {
  const program = new Command("octavo")
    .description("Build, run, check and test books whose chapters hold TypeScript.")
    .version(version())
    .exitOverride();

  /** A command loads what it needs when it is called, and ends with the exit code that its function gives. */
  // biome-ignore lint/suspicious/noExplicitAny: Commander gives a command's arguments and options untyped; they are as declared below
  function action<Arguments extends any[]>(run: (...args: Arguments) => Promise<number>) {
    return async (...args: Arguments): Promise<void> => end(await run(...args));
  }

  const tab = new Option("--tab <name>", "only this tab's cells are run").argParser(lowerCase);
  const json = new Option("--json", "print one JSON object and nothing else");
  const jobs = new Option(
    "--jobs <n>",
    "programs that run at once, and processes for pages (default: one a core)",
  ).argParser(wholeNumber(1, 256));

  program
    .command("build")
    .description("run what has no cached output and weave the site")
    .argument("[book]", bookHelp)
    .option("--out <dir>", "where the site is written (default: dist)")
    .addOption(tab)
    .option("--no-run", "run nothing: show the outputs that are cached")
    .option("--fresh", "run every cell, whatever is cached")
    .option("--strict", "warnings are errors")
    .addOption(jobs)
    .addOption(json)
    .action(action(async (book, flags) => (await import("./build.ts")).buildCommand(book, flags)));

  program
    .command("dev")
    .description("build the book, serve it, rebuild on save")
    .argument("[book]", bookHelp)
    .option("--port <n>", "port to listen on (default: 8000, or the next free one)", wholeNumber(0, 65535))
    .option("--host <name>", "address to listen on", "127.0.0.1")
    .addOption(jobs)
    .action(action(async (book, flags) => (await import("./dev.ts")).devCommand(book, flags)));

  program
    .command("test")
    .description("run the cells as tests; further arguments and options are Vitest's")
    .argument("[arguments...]", "a book, and what Vitest takes: filters, -t, --watch, --shard, --reporter …")
    .allowUnknownOption()
    .helpOption(false)
    .action(action(async (args) => (await import("./test.ts")).testCommand(args)));

  program
    .command("check")
    .description("check types, references, tabs, links and labels; run nothing")
    .argument("[book]", bookHelp)
    .option("--strict", "warnings are errors")
    .addOption(json)
    .action(action(async (book, flags) => (await import("./check.ts")).checkCommand(book, flags)));

  program
    .command("run")
    .description("run one page's cells and print what they show")
    .argument("<file>", "a chapter")
    .addOption(new Option("--tab <name>", "the tab (default: the page's first)").argParser(lowerCase))
    .addOption(json)
    .action(action(async (file, flags) => (await import("./run.ts")).runCommand(file, flags)));

  program
    .command("tangle")
    .description("write the tabs' libraries from the saved cells")
    .argument("[book]", bookHelp)
    .option("--check", "write nothing; fail when they are not current")
    .action(action(async (book, flags) => (await import("./tangle.ts")).tangleCommand(book, flags)));

  program
    .command("export")
    .description("write the book, or some of its pages, as notebooks, slides or a PDF")
    .argument("<kind>", "ipynb, slides or pdf")
    .argument("[pages...]", "chapters, or the book's folder (default: the whole book one stands in)")
    .addOption(new Option("--tab <name>", "only this tab").argParser(lowerCase))
    .option("--out <dir>", "where it is written (default: below _build in the book's folder)")
    .option("--no-run", "run nothing: take the outputs that are cached")
    .action(action(async (kind, pages, flags) => (await import("./export.ts")).exportCommand(kind, pages, flags)));

  const create = program.command("new").description("write a book, a chapter or a section that builds as it is");
  create
    .command("book")
    .description("a book with a chapter and a section")
    .argument("<dir>", "a folder that is new or empty")
    .action(action(async (dir) => (await import("./new.ts")).newBook(dir)));
  create
    .command("chapter")
    .description("a chapter, in the book's contents")
    .argument("<name>", "its folder's name: linear-regression")
    .action(action(async (name) => (await import("./new.ts")).newChapter(name)));
  create
    .command("section")
    .description("a section with a cell for each tab, in its chapter's contents")
    .argument("<path>", "its file in the book: linear-regression/weight-decay")
    .action(action(async (path) => (await import("./new.ts")).newSection(path)));

  program
    .command("clean")
    .description("remove the site, the exports and the cache")
    .argument("[book]", bookHelp)
    .action(action(async (book) => (await import("./clean.ts")).cleanCommand(book)));

  return program;
}
