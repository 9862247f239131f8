// The peers that make sites of plain markdown: what must be installed, how the pages are laid out for each, and its command.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";

/** A page as plain markdown: its path in the site, "a/b.md". */
export interface PlainPage {
  readonly path: string;
  readonly title: string;
  readonly text: string;
}

/** A maker of sites. */
export interface Generator {
  readonly name: string;
  /** Packages that must be in the folder of `--generators`, as npm installs them (here: for Node 20); none: it is a program of the system's. */
  readonly packages: readonly string[];
  /** Where in its folder the pages' pictures are. */
  readonly pictures: string;
  /** Writes the pages as it wants them into its folder; gives the commands that build them, side by side. */
  prepare(folder: string, pages: readonly PlainPage[], modules: string): readonly (readonly [string, ...string[]])[];
}

/** In this order; the first that takes part is what the others are held against. It is the nearest to Octavo: remark and KaTeX. */
export const generators: readonly Generator[] = [
  {
    name: "starlight",
    packages: ["astro@5", "@astrojs/starlight@0.37", "remark-math", "rehype-katex"],
    pictures: "public",
    prepare(folder, pages, modules) {
      write(folder, "package.json", JSON.stringify({ type: "module" }));
      write(folder, "astro.config.mjs", astroConfig);
      write(folder, "src/content.config.mjs", contentConfig);
      for (const { path, title, text } of pages)
        write(folder, `src/content/docs/${path}`, `---\ntitle: ${JSON.stringify(title)}\n---\n\n${text}`);
      return [[process.execPath, join(modules, ".bin/astro"), "build"]];
    },
  },
  {
    name: "vitepress",
    packages: ["vitepress@1", "markdown-it-mathjax3@4"],
    pictures: "public",
    prepare(folder, pages, modules) {
      write(folder, "package.json", JSON.stringify({ type: "module" }));
      write(folder, ".vitepress/config.mjs", vitepressConfig);
      for (const { path, text } of pages) write(folder, path, text);
      return [[process.execPath, join(modules, ".bin/vitepress"), "build", "."]];
    },
  },
  {
    // It joins what it is given into one document: a process for each core, each with its share of the pages.
    name: "pandoc",
    packages: [],
    pictures: ".",
    prepare(folder, pages) {
      for (const { path, text } of pages) write(folder, path, text);
      const sets = Math.min(availableParallelism(), pages.length);
      return Array.from({ length: sets }, (_, set) => {
        const own = pages.filter((_, page) => page % sets === set).map(({ path }) => path);
        const options = ["-f", "markdown", "-t", "html", "--standalone", "--mathml", "--toc", "--quiet"];
        return ["pandoc", ...options, "--metadata", `title=${set}`, "-o", `${set}.html`, ...own] as const;
      });
    },
  },
];

/** Why a generator cannot take part; nothing when it can. */
export function whyNot({ name, packages }: Generator, installed: string | undefined): string | undefined {
  if (packages.length === 0)
    return spawnSync(name, ["--version"]).status === 0 ? undefined : `${name} is not installed`;
  if (installed === undefined) return `${name} is not installed (--generators)`;
  const missing = packages.filter((one) => !existsSync(join(installed, "node_modules", one.replace(/(?<=.)@.*/, ""))));
  return missing.length === 0 ? undefined : `${name} is not installed in ${installed}: no ${missing.join(", ")}`;
}

function write(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

// Pictures are taken as they are and there is no index for a search: that would be more than the others do.
const astroConfig = `import starlight from "@astrojs/starlight";
import { defineConfig, passthroughImageService } from "astro/config";
import rehypeKatex from "rehype-katex";
import remarkMath from "remark-math";

export default defineConfig({
  image: { service: passthroughImageService() },
  markdown: { remarkPlugins: [remarkMath], rehypePlugins: [rehypeKatex] },
  integrations: [starlight({ title: "A Book", pagefind: false })],
});
`;
const contentConfig = `import { docsLoader } from "@astrojs/starlight/loaders";
import { docsSchema } from "@astrojs/starlight/schema";
import { defineCollection } from "astro:content";

export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };
`;
const vitepressConfig = `export default { title: "A Book", ignoreDeadLinks: true, markdown: { math: true } };
`;
