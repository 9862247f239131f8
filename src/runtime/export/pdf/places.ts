// Where the pages of a book and the places on them stand in one document: "a/b.html#loss" -> "p3-loss".

import type { Book } from "../../book/index.ts";

/** The ids of what is printed. */
export interface Places {
  /** The id of a page, by its path; absent when it is not printed. */
  ofPage(path: string): string | undefined;
  /** The id of a place on a page. */
  ofPlace(path: string, id: string): string;
  /** The id that an address from the site's root leads to; absent when that is not printed. */
  ofAddress(url: string): string | undefined;
}

/** Gives ids to the pages that are printed, in their order. */
export function placesOf(paths: readonly string[], { pages }: Book): Places {
  const ids = new Map(paths.map((path, i) => [path, `p${i + 1}`]));
  const byUrl = new Map(paths.map((path) => [pages.get(path)?.url ?? path, path]));
  const ofPlace = (path: string, id: string) => `${ids.get(path)}-${asName(id)}`;
  return {
    ofPage: (path) => ids.get(path),
    ofPlace,
    ofAddress(url) {
      const [file = "", ...rest] = url.split("#");
      const path = byUrl.get(file);
      if (path === undefined) return undefined;
      const fragment = rest.join("#");
      return fragment === "" ? ids.get(path) : ofPlace(path, fragment);
    },
  };
}

/** What may stand in a name of a PDF as it is; other characters by their numbers. */
function asName(id: string): string {
  return id.replace(/[^\w-]/gu, (sign) => `.${sign.codePointAt(0)?.toString(16)}.`);
}
