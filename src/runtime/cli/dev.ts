// `octavo dev [book]`: builds, serves on loopback, rebuilds on save, until it is interrupted.

import { CannotListen, type DevSession, startDev } from "../dev/index.ts";
import { cacheOf, findBook } from "./open.ts";
import { countDiagnostics, printDiagnostics, progressTo, summaryLine } from "./report.ts";
import { UsageError } from "./usage.ts";

export interface DevFlags {
  readonly port?: number;
  readonly host: string;
  readonly jobs?: number;
}

/** Ctrl+C is how it ends: code 0. */
export async function devCommand(book: string | undefined, flags: DevFlags): Promise<number> {
  const session = await start(book, flags);
  const stopped = new Promise<number>((settle) => {
    const stop = () => session.close().then(() => settle(0));
    process.once("SIGINT", stop).once("SIGTERM", stop);
  });
  const ready = session.ready.then(() => console.log(`The book is at ${session.url} (Ctrl+C ends)`));
  return Promise.race([stopped, ready.then(() => stopped)]);
}

async function start(book: string | undefined, { port, host, jobs }: DevFlags): Promise<DevSession> {
  const folder = await findBook(book);
  let progress = progressTo(process.stderr);
  return startDev(book, {
    host,
    ...cacheOf(folder),
    ...(port === undefined ? {} : { port }),
    ...(jobs === undefined ? {} : { jobs }),
    tell: {
      building() {
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
      crashed(error) {
        progress.done();
        console.error(error);
      },
    },
  }).catch((error: unknown) => {
    if (!(error instanceof CannotListen)) throw error;
    throw new UsageError(error.message, "name another with --port, or none: then the next that is free is taken.");
  });
}
