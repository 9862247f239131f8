// Addresses in the site: "chapters/linear-regression/oo-design.md" -> "linear-regression/oo-design.html".

import type { Config } from "../config/index.ts";

/** Each page's address from the site's root, not percent-encoded. The index page is "index.html", whatever its name. */
export function urlsOf(paths: readonly string[], { source, index }: Config): ReadonlyMap<string, string> {
  const urls = new Map<string, string>();
  const taken = new Set<string>();
  for (const path of paths) {
    const inSource = source !== "" && path.startsWith(`${source}/`) ? path.slice(source.length + 1) : path;
    const stem = path === index ? "index" : inSource.replace(/\.(md|markdown)$/, "");
    // Only an index page of another name can make two pages meet.
    const url = taken.has(`${stem}.html`) ? `${stem}-page.html` : `${stem}.html`;
    taken.add(url);
    urls.set(path, url);
  }
  return urls;
}
