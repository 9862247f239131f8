// What the type-checker says of whole pages. Each fixture is a folder with a page, modules it imports, and messages.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { compile } from "../../../src/runtime/cells/index.ts";
import { createChecker } from "../../../src/runtime/check/index.ts";
import { cell, config, messages, pageOf } from "../cells/pages.ts";

const fixtures = new URL("fixtures/", import.meta.url).pathname;

const tabs = ["one", "two"].map((id) => ({ id, label: id, library: { name: `book/${id}`, file: `methods/${id}.ts` } }));
const checker = createChecker({ root: fixtures, config: { ...config, tabs } });
afterAll(() => checker.close());

function programsOf(text: string, path: string) {
  const page = pageOf(text, path);
  return (page.tabs.length > 0 ? page.tabs : [""]).map((tab) => compile(page, tab));
}

/** Rule by rule what is said of a page of one cell a text. */
function check(...cells: string[]): string {
  const text = cells.map((code) => cell(code)).join("\n");
  return messages(text, checker.check(programsOf(text, "input.md")));
}

test.each(readdirSync(fixtures))("%s", async (name) => {
  const text = readFileSync(join(fixtures, name, "input.md"), "utf8");
  const programs = programsOf(text, `${name}/input.md`);
  expect(
    messages(
      text,
      programs.flatMap(({ diagnostics }) => diagnostics),
    ),
  ).toBe("");
  await expect(messages(text, checker.check(programs))).toMatchFileSnapshot(join(fixtures, name, "messages.txt"));
});

describe("a program's shape", () => {
  test("is no fault: unused, unreachable, shown", () => {
    expect(check("const unused = 1;", "throw new Error('ends here');", "unused", "let x = 1; x;", "() => 1")).toBe("");
  });

  test("cells without checks are skipped, what they declare is known", () => {
    expect(check("//@no_check\nconst x: number = 'a';", "x.toFixed()")).toBe("");
    expect(check("//@no_check\nconst x: number = 'a';", "x.length")).toContain("Property 'length' does not exist");
  });

  test("an expected type error is one, and a vain expectation is not", () => {
    expect(check("//@ts-expect-error\nconst x: number = 'a';")).toBe("");
    expect(check("// @ts-expect-error\nconst x: number = 1;")).toContain(
      "Unused '@ts-expect-error' directive (TS2578)",
    );
  });

  test("a program with an error of its own is not checked", () => {
    expect(check("const a: number = 'x';", "const b = ;")).toBe("");
  });
});

test("a page that is edited is checked anew", () => {
  expect(check("const x: number = 1;")).toBe("");
  expect(check("const x: string = 1;")).toContain("(TS2322)");
  expect(check("const x: number = 1;")).toBe("");
});

test("modules that appear and change on disk are read anew", () => {
  const root = mkdtempSync(join(tmpdir(), "octavo-check-"));
  const library = join(root, "one.ts");
  const own = createChecker({
    root,
    config: { ...config, tabs: [{ id: "one", label: "", library: { name: "book/one", file: "one.ts" } }] },
  });
  const programs = programsOf(
    cell('import { x } from "book/one";\nimport { y } from "./y.ts";\nx + y satisfies number;'),
    "input.md",
  );
  const codes = (): string[] => own.check(programs).map(({ message }) => message.slice(-8));
  try {
    expect(codes()).toEqual(["(TS2307)", "(TS2307)"]);
    writeFileSync(library, "export const x = 1;");
    writeFileSync(join(root, "y.ts"), "export const y = 1;");
    expect(codes()).toEqual([]);
    writeFileSync(library, 'export const x = "changed";');
    expect(codes()).toEqual(["(TS1360)"]);
  } finally {
    own.close();
    rmSync(root, { recursive: true });
  }
});

test("what one page adds to an imported class is unknown to another", () => {
  const adds =
    '```{.typescript .input}\nimport { addToClass, Trainer } from "./one.ts";\naddToClass(Trainer, { extra(): number { return this.epochs; } });\nnew Trainer().extra();\n```\n';
  const lacks = '```{.typescript .input}\nimport { Trainer } from "./one.ts";\nnew Trainer().extra();\n```\n';
  const found = checker.check([...programsOf(adds, "methods/a.md"), ...programsOf(lacks, "methods/b.md")]);
  expect(found.map(({ message, place }) => `${place.path}:${place.start.line} ${message}`)).toEqual([
    "methods/b.md:3 Property 'extra' does not exist on type 'Trainer' (TS2339)",
  ]);
});
