// `octavo test --watch`: a page that is saved is tested again, and one whose imported file is saved.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { copyOfBook, start } from "./octavo.ts";

test("a page is tested again when it, or what it imports, is saved", { timeout: 120_000 }, async () => {
  const root = copyOfBook();
  const page = join(root, "chapters", "sums.md");
  const helper = join(root, "chapters", "helper.ts");
  writeFileSync(helper, "export const one: number = 1;\n");
  writeFileSync(
    page,
    readFileSync(page, "utf8").replace(
      "const numbers = [1, 2, 3];",
      'import { one } from "./helper.ts";\nconst numbers = [one, 2, 3];',
    ),
  );
  const running = start(root, "test", "--watch", "sums");
  let from = 0;
  /** Waits until a run has ended with all of this; a file caught half-written may first give a run without. */
  const runWith = async (...parts: readonly string[]) => {
    const hasAll = (text: string) => parts.every((part) => text.includes(part)) && /for file changes/.test(text);
    while (!hasAll(running.said().slice(from))) await running.next();
    from = running.said().length;
  };
  try {
    await runWith("9 passed");
    const sound = readFileSync(page, "utf8");
    writeFileSync(page, sound.replace("sum += n;", 'throw new Error("saved");'));
    await runWith("1 failed", "chapters/sums.md:16:32");
    writeFileSync(page, sound);
    await runWith("9 passed");
    // Now the sum is zero, and the cell that should fail does not.
    writeFileSync(helper, "export const one: number = -5;\n");
    await runWith("2 failed", "The cell should fail with RangeError, and does not");
  } finally {
    await running.end();
  }
  expect(running.said()).toContain("RERUN");
});
