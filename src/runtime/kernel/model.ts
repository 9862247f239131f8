// What running a program gives: one outcome a cell, with outputs as MIME bundles.

import type { Diagnostic } from "../diagnostic.ts";

export interface Run {
  /** Hash of all that the outputs depend on. */
  readonly key: string;
  /** One for each of the program's cells, in their order. */
  readonly outcomes: readonly Outcome[];
  /** Kept: a cached run reports what a fresh one did. */
  readonly diagnostics: readonly Diagnostic[];
  /** True when it came from the cache. Not itself cached. */
  readonly cached: boolean;
}

export type Outcome =
  | { readonly cell: number; readonly state: "passed"; readonly outputs: readonly Output[] }
  | { readonly cell: number; readonly state: "failed"; readonly outputs: readonly Output[]; readonly why: Failure }
  | { readonly cell: number; readonly state: "not-run"; readonly outputs: readonly Output[] };

/** "threw": an error that the cell did not expect, or none where it expected one. */
export type Failure = "threw" | "timed-out" | "out-of-memory" | "exited";

/** What a cell showed, in the order in which it did. Neighbouring writes to one stream are one output. */
export type Output =
  | { readonly type: "stream"; readonly stream: "stdout" | "stderr"; readonly text: string }
  | { readonly type: "display"; readonly bundle: MimeBundle }
  /** The expected error of a `//@raises` cell, or the one that it failed with. `trace` names book places only. */
  | { readonly type: "error"; readonly name: string; readonly message: string; readonly trace: readonly string[] };

/** By MIME type: "text/plain" always; "text/html", "image/svg+xml", "image/png" (base64), "application/json" (a value), "application/vnd.octavo.plot+json" (a value, see the library's plot.ts). */
export type MimeBundle = Readonly<Record<string, Json>>;

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
