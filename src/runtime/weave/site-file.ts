// Where the files that a configuration names stand in the site: "chapters/static/d2l.css" -> "static/d2l.css".

import type { Config } from "../config/index.ts";
import type { SiteFile } from "./model.ts";

/** A file's path in the site: that in the book, without the folder of the chapters. */
export function siteFile(path: string, { source }: Config): string {
  return source !== "" && path.startsWith(`${source}/`) ? path.slice(source.length + 1) : path;
}

/** The icon, the logo, the style sheets and the scripts of the book. */
export function namedFiles(config: Config): readonly SiteFile[] {
  const { favicon, logo, styles, scripts } = config;
  const paths = [favicon, logo, ...styles, ...scripts].filter((path) => path !== "");
  return paths.map((path) => ({ path: siteFile(path, config), from: path }));
}
