// What all pages share: styles, script, fonts, the icon, the page that says "not found".

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build } from "esbuild";
import type { Book } from "../book/index.ts";
import type { Config } from "../config/index.ts";
import type { SiteFile } from "./model.ts";
import { notFound } from "./not-found.ts";
import { bookTitle, homeOf } from "./page.ts";
import { namedFiles } from "./site-file.ts";

const site = fileURLToPath(new URL("../../../site/", import.meta.url));
const { resolve } = createRequire(import.meta.url);

/** The icon of books that have none. */
export const ownIcon = join(site, "favicon.svg");

/** The faces that the styles name, by the package that has them. */
const fonts = {
  "source-serif-4.woff2": "@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2",
  "source-serif-4-italic.woff2": "@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-italic.woff2",
  "source-serif-4-ext.woff2": "@fontsource-variable/source-serif-4/files/source-serif-4-latin-ext-wght-normal.woff2",
  "source-code-pro.woff2": "@fontsource-variable/source-code-pro/files/source-code-pro-latin-wght-normal.woff2",
} as const;

/** Tabs by their place on a page, `html[data-tab="3"]`, up to this many; on pages with more, all are shown. */
const mostTabs = 16;

let bundled: Promise<Bundle> | undefined;

/** What a kind of page looks like and does. */
export interface Bundle {
  readonly css: string;
  readonly js: string;
  /** Names of KaTeX's faces. */
  readonly math: readonly string[];
}

/** The shared files of a site. */
export async function weaveSite(book: Book, config: Config): Promise<readonly SiteFile[]> {
  bundled ??= bundle("styles/index.css", "client/index.ts");
  const { css, js, math } = await bundled;
  return [
    { path: "assets/octavo.css", content: `${css}@layer tabs{${tabRules()}}` },
    { path: "assets/octavo.js", content: js },
    { path: "assets/favicon.svg", content: await readFile(ownIcon, "utf8") },
    ...fontFiles(math),
    ...namedFiles(config),
    { path: "404.html", content: notFound(config, bookTitle({ config, book }), homeOf(book)) },
  ];
}

/** The faces of text and code, and those of formulas, where the styles look for them. */
export function fontFiles(math: readonly string[]): readonly SiteFile[] {
  const katex = dirname(resolve("katex/dist/katex.min.css"));
  return [
    ...Object.entries(fonts).map(([name, from]): SiteFile => ({ path: `assets/fonts/${name}`, from: resolve(from) })),
    ...math.map((name): SiteFile => ({ path: `assets/fonts/${name}`, from: join(katex, "fonts", name) })),
  ];
}

/** Styles and script, files of `site/`, as one file each, KaTeX's styles before them. KaTeX's faces swap in, so that formulas are there from the first paint. */
export async function bundle(styles: string, script: string): Promise<Bundle> {
  const common = {
    bundle: true,
    write: false,
    minify: true,
    logLevel: "silent",
    // Not the repository's own file, which the package does not have: both give the same bytes.
    tsconfigRaw: { compilerOptions: { alwaysStrict: true } },
    target: ["chrome123", "firefox121", "safari17.5"],
  } as const satisfies BuildOptions;
  const katex = (await readFile(resolve("katex/dist/katex-swap.min.css"), "utf8"))
    // Every browser that can show the site reads woff2.
    .replace(/src:(url\([^)]*\.woff2\) format\("woff2"\))[^}]*?}/g, "src:$1}");
  const math = [...new Set([...katex.matchAll(/url\(fonts\/([^)]+\.woff2)\)/g)].map(([, name]) => name ?? ""))].sort();
  const [css, js] = await Promise.all([
    build({ ...common, entryPoints: [join(site, styles)], external: ["*.woff2"] }),
    build({ ...common, entryPoints: [join(site, script)], format: "iife" }),
  ]);
  return { css: `@layer katex{${katex}}${css.outputFiles[0]?.text ?? ""}`, js: js.outputFiles[0]?.text ?? "", math };
}

/** Of each group only the chosen tab's panels are shown; a group without it says which tabs it has. */
function tabRules(): string {
  const all = Array.from({ length: mostTabs }, (_, i) => `.js[data-tab="${i}"]`);
  const hidden = all.map((root, i) => `${root} .tab-panel:not(.t${i})`);
  const missing = all.map((root, i) => `${root} .tabs:not(.h${i})>.tab-missing`);
  return `${hidden},.tab-missing{display:none}${missing}{display:block}`;
}
