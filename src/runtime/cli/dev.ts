// `octavo dev [book]`: builds, serves on loopback, rebuilds on save, until it is interrupted.

import { resolve } from "node:path";
import { startDev } from "../dev/index.ts";
import { findBook } from "./open.ts";
import { countDiagnostics, printDiagnostics, progressTo, summaryLine } from "./report.ts";

export interface DevFlags {
  readonly port?: number;
  readonly host: string;
  readonly jobs?: number;
}

export async function devCommand(book: string | undefined, flags: DevFlags): Promise<number> {
  const { port, host, jobs } = flags;
  await findBook(book);
  let progress = progressTo(process.stderr);
  const session = await startDev(book, {
    host,
    ...(port === undefined ? {} : { port }),
    ...(jobs === undefined ? {} : { jobs }),
    ...(book?.endsWith(".md") ? { cache: resolve(".octavo/cache") } : {}),
    tell: {
      building(reason) {
        if (reason) return {};
        progress = progressTo(process.stderr);
        return progress;
      },
      built({ summary, diagnostics }, stages, milliseconds) {
        progress.done();
        printDiagnostics(diagnostics, { root: stages.folder.root, textOf: stages.textOf });
        console.log(
          [summaryLine(summary, milliseconds / 1000), countDiagnostics(diagnostics)].filter(Boolean).join("; "),
        );
      },
      unloaded(folder) {
        progress.done();
        printDiagnostics(folder.diagnostics, folder);
      },
    },
  });
  console.log(`The book is at ${session.url} (Ctrl+C ends)`);
  return new Promise((settle) => {
    const stop = () => session.close().then(() => settle(0));
    process.once("SIGINT", stop).once("SIGTERM", stop);
  });
}
