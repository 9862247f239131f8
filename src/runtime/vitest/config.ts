// Vitest's configuration for `octavo test`: the book that OCTAVO_BOOK names, and nothing else.

import { defineConfig } from "vitest/config";
import { octavo } from "./plugin.ts";

const book = process.env.OCTAVO_BOOK;

// biome-ignore lint/style/noDefaultExport: Vitest asks for one.
export default defineConfig({
  plugins: [octavo(book === undefined ? {} : { book })],
  test: { include: [] },
});
