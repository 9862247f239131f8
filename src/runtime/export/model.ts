// What exporting a book gives: files, and what was noticed on the way.

import type { Diagnostic } from "../diagnostic.ts";
import type { FileToWrite } from "../site-files.ts";

export interface Exported {
  /** Paths from the folder that the export is written to. */
  readonly files: readonly FileToWrite[];
  /** Sorted by place. */
  readonly diagnostics: readonly Diagnostic[];
  /** What was made, for the command's last line: notebooks, decks. */
  readonly made: number;
  /** Why nothing was made of what was asked for; then there are no files. */
  readonly refusal?: { readonly message: string; readonly hint: string } | undefined;
}

export interface ExportOptions {
  /** Only these pages, by their paths from the book's root; all when absent. */
  readonly pages?: readonly string[];
  /** Only this tab. */
  readonly tab?: string;
  /** False: nothing is run; outputs are those that the cache has. */
  readonly run: boolean;
}
