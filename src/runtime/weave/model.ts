// The files of the site, and what weaving a page gives.

import type { Diagnostic } from "../diagnostic.ts";

/** One file of the site. Either content that was made, or a file of the book or of Octavo that is copied. */
export type SiteFile =
  | { readonly path: string; readonly content: string | Uint8Array }
  /** `from` is absolute, or from the book's root. */
  | { readonly path: string; readonly from: string };

/** A woven page. */
export interface Woven {
  readonly files: readonly SiteFile[];
  readonly diagnostics: readonly Diagnostic[];
  readonly formulas: { readonly total: number; readonly failed: number };
}
