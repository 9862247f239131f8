// The files of the site.

/** One file of the site. Either bytes that were made, or a file of the book or of Octavo that is copied. */
export type SiteFile =
  | { readonly path: string; readonly content: string | Uint8Array }
  | { readonly path: string; readonly from: string };
