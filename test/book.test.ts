// The book of this repository: nothing is left to say about it, and the tangled libraries are current.

import { expect, test } from "vitest";
import { check, createStages, loadBook } from "../src/runtime/index.ts";

test("the book is without fault and its libraries are current", { timeout: 120_000 }, async () => {
  const stages = createStages(await loadBook(new URL("..", import.meta.url).pathname));
  try {
    const { diagnostics } = await check(stages);
    const said = diagnostics.map(({ place, rule, message }) => `${place.path}:${place.start.line} ${rule}: ${message}`);
    expect(said).toEqual([]);
  } finally {
    await stages.close();
  }
});
