// Vitest's configuration for `octavo test`: the book that OCTAVO_BOOK names, and nothing else.

import { resolve } from "node:path";
import { defineConfig } from "vitest/config";
import { octavo } from "./plugin.ts";

const book = process.env.OCTAVO_BOOK;

// biome-ignore lint/style/noDefaultExport: Vitest asks for one.
export default defineConfig({
  // With the book's other generated files; of a book that is one file, where one stands.
  cacheDir: book?.endsWith(".md") ? resolve(".octavo/vite") : ".octavo/vite",
  plugins: [octavo(book === undefined ? {} : { book })],
  // Pages share nothing: their cells run in processes of their own, a fresh worker each.
  test: { include: [], isolate: false },
});
