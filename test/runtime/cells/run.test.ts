// Programs run: what they show, in the order of their cells, and what names mean when they are declared again.

import { transform } from "esbuild";
import { describe, expect, test } from "vitest";
import { compile } from "../../../src/runtime/cells/index.ts";
import { cell, pageOf } from "./pages.ts";

/** What each cell shows (without undefined), and what it yields instead of its index. */
async function run(...cells: string[]): Promise<unknown[]> {
  const program = compile(pageOf(cells.map((code) => cell(code)).join("\n")), "");
  expect(program.diagnostics).toEqual([]);
  const tsconfigRaw = { compilerOptions: { useDefineForClassFields: true } };
  const { code } = await transform(program.text, { loader: "ts", format: "esm", target: "es2022", tsconfigRaw });
  const module: { run(show: (value: unknown) => void): AsyncGenerator<unknown> } = await import(
    /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`
  );
  const seen: unknown[] = [];
  let shown: unknown[] = [];
  for await (const end of module.run((value) => value !== undefined && shown.push(value))) {
    expect(typeof end === "number" ? end : (end as { cell: number }).cell).toBe(seen.length);
    seen.push(typeof end === "number" ? shown : [...shown, String((end as { raised: unknown }).raised)]);
    shown = [];
  }
  return seen;
}

test("a function uses what a later cell declares", async () => {
  expect(await run("const f = () => later() + x;", "function later() { return 1; }\nconst x = 2;", "f()")).toEqual([
    [],
    [],
    [3],
  ]);
});

describe("a name declared again", () => {
  test("means the new thing from there on; what stands before keeps what it saw", async () => {
    expect(
      await run("let x = 1;\nconst old = () => x;", 'const x = "a";\nconst young = () => x;', "[x, old(), young()]"),
    ).toEqual([[], [], [["a", 1, "a"]]]);
  });

  test("an assignment reaches the innermost only", async () => {
    expect(await run("let x = 1; const old = () => x;", "x = 2;", "let x = 5;", "x += 1;", "[x, old()]")).toEqual([
      [],
      [],
      [],
      [],
      [[6, 2]],
    ]);
  });

  test("by destructuring, by a function, by a class, over an import", async () => {
    expect(
      await run(
        'import { join } from "node:path";\nconst f = 1, C = 2;',
        "function f() { return C; }\nf()",
        "class C { static s = 3 }\nconst { join, ...f } = { join: 4, g: 5 };\n[C.s, join, f.g]",
      ),
    ).toEqual([[], [2], [[3, 4, 5]]]);
  });
});

describe("a cell's value", () => {
  test.each([
    ["1 + 1", [2]],
    ["void 3", []],
    ["let x; x = 1", []],
    ["let x = 1; x++", []],
    ["let x = 1; x", [1]],
    ["undefined", []],
    ["null", [null]],
    ["(1, 2)", [2]],
    ["1, 2", [2]],
    ["await Promise.resolve(1)", [1]],
    ["{ a: 1 }", [{ a: 1 }]],
    ["({ a: 1 })", [{ a: 1 }]],
    ["{ const a = 1; a }", []],
    ['"use strict"', ["use strict"]],
    ["const a = [1]\n;[a.length]", [[1]]],
    ["const f = (x: number) => x\nf(2)\n// done", [2]],
    ["`a\n` + 1 + `\n`", ["a\n1\n"]],
    ["function f() { return 1 }", []],
    ["if (true) 1", []],
  ])("%j shows %j", async (code, shown) => {
    expect(await run(code)).toEqual([shown]);
  });
});

test("a cell that is expected to fail yields its error, and the next one runs", async () => {
  expect(await run("const x = 1;", "//@raises TypeError\nconst x: any = null;\nx.y", "x", "//@raises\n2")).toEqual([
    [],
    ["TypeError: Cannot read properties of null (reading 'y')"],
    [1],
    [2],
  ]);
});

test("methods that are added later are there, inferred or not", async () => {
  const addToClass = `function addToClass<T, M extends object>(cls: abstract new () => T, methods: M & ThisType<T & M>) {
    Object.defineProperties(cls.prototype, Object.getOwnPropertyDescriptors(methods));
  }`;
  expect(
    await run(
      `${addToClass}\nclass A { w = 2; }`,
      "addToClass(A, { double() { return this.w * 2; } });\naddToClass(A, { triple(): number { return this.w * 3; } })",
      "const a = new A();\n[a.double(), a.triple()]",
    ),
  ).toEqual([[], [], [[4, 6]]]);
});
