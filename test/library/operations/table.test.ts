// No operation without a check against PyTorch; `npm run operations` prints the table.

import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { needed, operationTable } from "./table.ts";

const rows = await operationTable();

test.each(needed)("each operation has a check: %s", (check) => {
  const missing = rows.filter(
    ({ checks, pointless, elsewhere }) =>
      elsewhere === undefined && !checks.includes(check) && !pointless.includes(check),
  );
  expect(missing.map(({ operation }) => operation)).toEqual([]);
});

test("what has no derivative has none in PyTorch", () => {
  const differentiated = rows.filter(({ checks, pointless }) => checks.some((check) => pointless.includes(check)));
  expect(differentiated).toEqual([]);
});

test("tests that are named are there", () => {
  const missing = rows.filter(({ elsewhere }) => elsewhere && !existsSync(new URL(`../${elsewhere}`, import.meta.url)));
  expect(missing.map(({ operation }) => operation)).toEqual([]);
});

test("the table", ({ task }) => {
  Object.assign(task.meta, { rows });
  expect(rows.length).toBeGreaterThan(100);
});
