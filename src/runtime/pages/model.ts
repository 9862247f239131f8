// What flows to the work on pages and back: plain data, so that it may be done in other processes.

import type { Book, BookPart } from "../book/index.ts";
import type { Program } from "../cells/index.ts";
import type { Config } from "../config/index.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { Run } from "../kernel/index.ts";
import type { Page } from "../source/index.ts";

/** A page without what grows with its text: that lies in the cache, and is read where the page is worked on. */
export interface ReadPage extends Omit<Page, "tree" | "cells"> {
  /** Of each cell. */
  readonly languages: readonly string[];
  /** Whether a cell is marked `//@save`. */
  readonly saves: boolean;
}

/** A page to work on. */
export interface PageSource {
  readonly path: string;
  /** Of its path and text, the config and the parser: under it, the cache has the parsed page. */
  readonly key: string;
  /** Characters of its text. */
  readonly size: number;
  /** Its text; of a page that stands in a file it may be left out, and is read when the cache has no parsed page. */
  readonly text?: string;
  /** Why it is not parsed. Then it has no cells, and shows its text. */
  readonly refused?: string;
}

/** A woven page: its HTML kept as a text of the cache, or here when the cache cannot be written. */
export interface WovenPage {
  readonly url: string;
  readonly html: { readonly kept: string } | { readonly content: string };
  /** Files of the book that it shows, from the root. */
  readonly shows: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  readonly formulas: { readonly total: number; readonly failed: number };
}

/** What is done with one page. Whatever a page holds, each of these ends: within its limits, or with a diagnostic that names the limit. */
export interface PageWork {
  parse(source: PageSource): Promise<ReadPage>;
  /** Its programs, one a tab. */
  compile(source: PageSource, tabs: readonly string[]): Promise<readonly Program[]>;
  /** `common`: what all pages take of the book; `part`: what this one takes besides. */
  weave(source: PageSource, common: Book, part: BookPart, runs: ReadonlyMap<string, Run>): Promise<WovenPage>;
  /** Parses and weaves a page for nothing: what has run once runs faster. */
  rehearse(source: PageSource, common: Book, part: BookPart): Promise<void>;
}

/** What the work needs to know of the book. */
export interface PageWorkOptions {
  readonly root: string;
  readonly config: Config;
  /** Folder of the cache. */
  readonly cache: string;
}
