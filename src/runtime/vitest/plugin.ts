// `octavo/vitest`: a book's chapters as test files, a suite a tab, a test a cell.
//
//   import { octavo } from "octavo/vitest";
//   export default defineConfig({ plugins: [octavo({ book: "." })] });

import { relative, resolve } from "node:path";
import type { Plugin } from "vite";
import { configDefaults } from "vitest/config";
import { type BookFolder, loadBook } from "../config/index.ts";
import { hasErrors } from "../diagnostic.ts";
import { describe } from "../frame.ts";
import { createStages, type Stages } from "../stages.ts";
import { moduleOf } from "./module.ts";
import { testsOf } from "./page-tests.ts";

export interface OctavoPluginOptions {
  /** The book: a folder or one `.md` file; by default the one that Vite's root stands in. */
  readonly book?: string;
}

interface Opened {
  readonly folder: BookFolder;
  readonly stages: Stages;
  readonly cache: string;
}

/** Makes each page of a book a test file of Vitest. */
export function octavo(options: OctavoPluginOptions = {}): Plugin {
  let book = options.book;
  let opening: Promise<Opened> | undefined;
  const open = () => {
    opening ??= openBook(book);
    return opening;
  };
  const close = async () => {
    const opened = await opening?.catch(() => undefined);
    opening = undefined;
    await opened?.stages.close();
  };

  return {
    name: "octavo",
    enforce: "pre",
    async config(config) {
      const root = resolve(config.root ?? ".");
      book = resolve(root, options.book ?? ".");
      const { folder } = await open();
      const include = folder.pages.map((page) => literal(relative(root, resolve(folder.root, page))));
      const given = config.test?.include;
      return { test: { include: given ? include : [...configDefaults.include, ...include] } };
    },
    async load(id) {
      if (!id.endsWith(".md")) return undefined;
      const { folder, stages, cache } = await open();
      const page = relative(folder.root, id).replaceAll("\\", "/");
      if (!folder.pages.includes(page)) return undefined;
      const tests = await testsOf(stages, page, cache);
      for (const file of tests.files) this.addWatchFile(file);
      return { code: moduleOf(tests), map: null };
    },
    async watchChange(id) {
      // What the configuration says is known from here on: the next page that is loaded opens the book again.
      if (/(^|[\\/])(octavo\.config\.[cm]?[jt]s|config\.ini)$/.test(id)) await close();
    },
    buildEnd: close,
    closeBundle: close,
  };
}

async function openBook(path: string | undefined): Promise<Opened> {
  const folder = await loadBook(path);
  if (hasErrors(folder.diagnostics)) {
    const faults = folder.diagnostics.map((one) => describe(one, folder.textOf(one.place.path)));
    throw new Error(`The book cannot be loaded.\n\n${faults.join("\n\n")}`);
  }
  const cache = resolve(folder.isFile ? "." : folder.root, ".octavo", "cache");
  // Here pages are only read and type-checked; the programs run in Vitest's workers.
  return { folder, stages: createStages(folder, { cache, jobs: 1 }), cache };
}

/** A path as a glob that means this path alone. */
function literal(path: string): string {
  return path.replaceAll("\\", "/").replace(/[()[\]{}!*?@+|]/g, "\\$&");
}
