// Programs of whole pages: each fixture is a page and the programs that come of it. Accept with `-u` after the path.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { transformSync } from "esbuild";
import { describe, expect, test } from "vitest";
import { compile } from "../../../src/runtime/cells/index.ts";
import { messages, pageOf } from "./pages.ts";

const fixtures = new URL("fixtures/", import.meta.url).pathname;

describe.each(readdirSync(fixtures))("%s", (name) => {
  const text = readFileSync(join(fixtures, name, "input.md"), "utf8");
  const page = pageOf(text);
  const programs = (page.tabs.length > 0 ? page.tabs : [""]).map((tab) => compile(page, tab));

  test.each(programs)("program $tab", async (program) => {
    const file = program.tab === "" ? "program.ts" : `program.${program.tab}.ts`;
    await expect(program.text).toMatchFileSnapshot(join(fixtures, name, file));
  });

  test("messages", async () => {
    const found = messages(
      text,
      programs.flatMap(({ diagnostics }) => diagnostics),
    );
    await expect(found).toMatchFileSnapshot(join(fixtures, name, "messages.txt"));
  });

  test("spans lead back to the very characters", () => {
    for (const { text: code, spans } of programs) {
      let at = 0;
      for (const span of spans) {
        expect(span.at).toBeGreaterThanOrEqual(at);
        at = span.at + span.length;
        const { start, end } = span.place;
        expect(text.slice(start.offset, end.offset)).toBe(code.slice(span.at, at));
        expect(start.line).toBe(end.line);
        expect(text.split("\n")[start.line - 1]?.slice(start.column - 1, end.column - 1)).toBe(code.slice(span.at, at));
      }
    }
  });

  test("sound programs are modules that esbuild reads", () => {
    for (const { text: code, diagnostics } of programs)
      if (diagnostics.every(({ severity }) => severity !== "error"))
        transformSync(code, { loader: "ts", format: "esm", target: "es2022" });
  });
});
