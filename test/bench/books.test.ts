// The book that benches write: as dense as it says, without faults, and as plain markdown nothing of the dialect is left.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadBook } from "../../src/runtime/config/index.ts";
import { parse } from "../../src/runtime/source/index.ts";
import { plainOf } from "./books/plain.ts";
import { writeBook } from "./books/synthetic.ts";

test("a page of the bench's book", async () => {
  const root = mkdtempSync(join(tmpdir(), "octavo-bench-"));
  try {
    writeBook(root, 4);
    const { pages, config, diagnostics } = await loadBook(root);
    expect(diagnostics).toEqual([]);
    expect(pages).toEqual(["chapter-1/index.md", "chapter-1/section-1.md", "chapter-1/section-2.md", "index.md"]);
    const text = readFileSync(join(root, "chapter-1/section-1.md"), "utf8");
    const page = parse("chapter-1/section-1.md", text, config);
    expect(page.diagnostics).toEqual([]);
    expect(page.cells.length).toBe(15);
    expect(page.facts.formulas).toBe(40);
    expect(page.facts.references.length).toBe(6);
    expect(page.facts.citations.length).toBe(3);
    expect(text.match(/^:begin_tab:/gm)?.length).toBe(3);
    expect(page.facts.targets.map(({ kind }) => kind).filter((kind) => /figure|table/.test(kind)).length).toBe(2);

    const plain = plainOf(text, (path) => `/${path}`);
    expect(plain.text).not.toMatch(/:\w+:`|%%tab|\{\.python|\[\*\*|\*\*\]/);
    expect(plain.text.match(/^```python$/gm)?.length).toBe(15);
    expect(plain.text.match(/^\$\$$/gm)?.length).toBe(18);
  } finally {
    rmSync(root, { recursive: true });
  }
});
