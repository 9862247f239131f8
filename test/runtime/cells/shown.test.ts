// What one tab's readers see of a cell: TypeScript and Python by their grammars, other languages without their marks.

import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { foldedCell, originOf, shownCode } from "../../../src/runtime/cells/index.ts";
import type { Cell } from "../../../src/runtime/source/index.ts";
import { pageOf } from "./pages.ts";

/** A cell of that language and text, without a page around it. */
function cellOf(text: string, language = "typescript"): Cell {
  const point = { line: 1, column: 1, offset: 0 };
  return {
    index: 0,
    language,
    text,
    lines: text.split("\n").map(() => point),
    place: { path: "input.md", start: point, end: point },
    tabs: ["a", "b", "c"],
    marked: true,
    marks: {
      save: text.split("\n").flatMap((line, index) => (/[/#]@save/.test(line) ? [index] : [])),
      hideCode: false,
      hideOutput: false,
      noCheck: false,
      skip: false,
    },
  };
}

function shown(text: string, tab: string, language?: string): string | undefined {
  return shownCode(cellOf(text, language), tab, [])?.text;
}

const typescript: readonly [name: string, text: string, a: string, b: string][] = [
  ["an if", 'if (tab.selected("a")) {\n  x();\n}\ny();', "x();\ny();", "y();"],
  ["else", 'if (tab.selected("a")) {\n  x();\n} else {\n  y();\n  z();\n}', "x();", "y();\nz();"],
  ["else if", 'if (tab.selected("c")) {\n  x();\n} else if (tab.selected("a")) {\n  y();\n} else z();', "y();", "z();"],
  ["lists, or, and, not", 'if (!tab.selected(["b", "c"]) && (tab.selected("a") || x)) y();', "y();", ""],
  ["capitals", 'if (tab.selected("A")) x();', "x();", ""],
  ["one line", 'if (tab.selected("a")) { x(); y() } z()', "x(); y(); z()", "z()"],
  ["a comment behind the brace", 'if (tab.selected("a")) { // why\n  x();\n}', "// why\nx();", ""],
  ["a comment behind the statement", 'if (tab.selected("a")) {\n  x();\n} // so\ny();', "x(); // so\ny();", "y();"],
  [
    "an if inside",
    'f(() => {\n  if (tab.selected("a")) {\n    if (x) {\n      y();\n    }\n  }\n});',
    "f(() => {\n  if (x) {\n    y();\n  }\n});",
    "f(() => {\n});",
  ],
  ["two deep", 'if (!tab.selected("c")) {\n  if (tab.selected("a")) {\n    x();\n  }\n  y();\n}', "x();\ny();", "y();"],
  [
    "with another condition",
    'if (x && tab.selected("a")) {\n  y();\n} else {\n  z();\n}',
    "if (x) {\n  y();\n} else {\n  z();\n}",
    "z();",
  ],
  [
    "below another if",
    "if (x)\n  y();\nelse if (tab.selected('a'))\n  z();",
    "if (x)\n  y();\nelse z();",
    "if (x)\n  y();",
  ],
  ["as a body", 'for (const x of y) if (tab.selected("a")) z();', "for (const x of y) z();", "for (const x of y) {}"],
  [
    "in a case",
    'switch (x) {\n  case 1:\n    if (tab.selected("a")) {\n      y();\n    }\n    break;\n}',
    "switch (x) {\n  case 1:\n    y();\n    break;\n}",
    "switch (x) {\n  case 1:\n    break;\n}",
  ],
  ["a choice", 'f(tab.selected("a") ? x : y, 1)', "f(x, 1)", "f(y, 1)"],
  ["a choice in parentheses", '(tab.selected("a") ? x.y : y + 1) * 2', "x.y * 2", "(y + 1) * 2"],
  ["a choice of choices", 'tab.selected("c") ? 1 : tab.selected("a") ? 2 : 3', "2", "3"],
  ["a choice of objects", '() => tab.selected("a") ? { x: 1 } : y', "() => ({ x: 1 })", "() => y"],
  ["a value", 'const isA = tab.selected("a");', "const isA = true;", "const isA = false;"],
  [
    "a blank line stays one",
    'x();\n\nif (tab.selected("a")) {\n  y();\n}\n\nz();',
    "x();\n\ny();\n\nz();",
    "x();\n\nz();",
  ],
  ["template literals keep their blanks", 'if (tab.selected("a")) {\n  x(`\n    1\n  `);\n}', "x(`\n    1\n  `);", ""],
  [
    "lines of a tab",
    "f(\n  //@tab a\n  1,\n  //@tab b, c\n  2,\n  //@tab all\n  3,\n);",
    "f(\n  1,\n  3,\n);",
    "f(\n  2,\n  3,\n);",
  ],
  ["lines of a tab to the end", "class A {\n}\n//@tab b\nx();", "class A {\n}", "class A {\n}\nx();"],
  [
    "marks",
    "//@tab a, b\n//@timeout 3\n/** Doc. */\nclass A { //@save\n  x = 1; //@hide_output\n  //@save\n}",
    "/** Doc. */\nclass A {\n  x = 1;\n}",
    "/** Doc. */\nclass A {\n  x = 1;\n}",
  ],
  [
    "no marks",
    '"//@save"; `//@tab a`; /\\/\\/@hide/; // @ts-expect-error\n//@ts-ignore\n//@saved',
    '"//@save"; `//@tab a`; /\\/\\/@hide/; // @ts-expect-error\n//@ts-ignore\n//@saved',
    '"//@save"; `//@tab a`; /\\/\\/@hide/; // @ts-expect-error\n//@ts-ignore\n//@saved',
  ],
  ["magics", "%%tab all\nx();", "x();", "x();"],
  [
    "other things called selected",
    'menu.selected("a"); selected("a"); tab.selected;',
    'menu.selected("a"); selected("a"); tab.selected;',
    'menu.selected("a"); selected("a"); tab.selected;',
  ],
];

describe.each(typescript)("TypeScript: %s", (_, text, a, b) => {
  test("in a tab", () => expect(shown(text, "a") ?? "").toBe(a));
  test("in another", () => expect(shown(text, "b") ?? "").toBe(b));
});

const python: readonly [name: string, text: string, a: string, b: string][] = [
  ["an if", "if tab.selected('a'):\n    x()\ny()", "x()\ny()", "y()"],
  ["elif and else", "if tab.selected('c'):\n    x()\nelif tab.selected('a'):\n    y()\nelse:\n    z()", "y()", "z()"],
  ["lists, or, not", "if tab.selected(['a', 'c']) or not tab.selected('b'):\n    x()", "x()", ""],
  ["over lines", "if (tab.selected('c') or\n        tab.selected('a')):\n    x()\n    y()", "x()\ny()", ""],
  ["on one line", "if tab.selected('a'): x()\ny()", "x()\ny()", "y()"],
  [
    "in a class",
    "class A:\n    if tab.selected('a'):\n        def f(self):\n            return 1\n\n    if tab.selected('b'):\n        def f(self):\n            return 2\n\n    x = 1",
    "class A:\n    def f(self):\n        return 1\n\n    x = 1",
    "class A:\n    def f(self):\n        return 2\n\n    x = 1",
  ],
  [
    "alone in a body",
    "def f():\n    if tab.selected('a'):\n        return 1",
    "def f():\n    return 1",
    "def f():\n    pass",
  ],
  [
    "comments",
    "if tab.selected('a'):\n    # first\n    x()  # x\n    # last\nelse:\n    # other\n    y()\n    # end\nz()",
    "# first\nx()  # x\n# last\nz()",
    "# other\ny()\n# end\nz()",
  ],
  [
    "docstrings",
    'if tab.selected(\'a\'):\n    def f():\n        """One.\n\n        Two.\n        """',
    'def f():\n    """One.\n\n    Two.\n    """',
    "",
  ],
  ["with another condition", "if tab.selected('a') and x:\n    y()", "if x:\n    y()", ""],
  ["before another condition", "if tab.selected('a'):\n    x()\nelif y:\n    z()", "x()", "if y:\n    z()"],
  ["a choice", "x = 1 if tab.selected('a') else 2", "x = 1", "x = 2"],
  [
    "marks and magics",
    "%%tab a, b\n%matplotlib inline\n#@save\nclass A:  #@save\n    x = 1 %\\\n2\n# Hide outputs",
    "%matplotlib inline\nclass A:\n    x = 1 %\\\n2",
    "%matplotlib inline\nclass A:\n    x = 1 %\\\n2",
  ],
];

describe.each(python)("Python: %s", (_, text, a, b) => {
  test("in a tab", () => expect(shown(text, "a", "python") ?? "").toBe(a));
  test("in another", () => expect(shown(text, "b", "python") ?? "").toBe(b));
});

test("marks of other languages go by their comment signs", () => {
  expect(shown("//@tab a\nint x = 1; //@save", "a", "cpp")).toBe("int x = 1;");
  expect(shown("#@tab a\nx <- 1 #@save", "a", "r")).toBe("x <- 1");
});

test("a cell that is hidden, or of which nothing is left, is not shown", () => {
  expect(shownCode({ ...cellOf("x"), marks: { ...cellOf("x").marks, hideCode: true } }, "a", [])).toBeUndefined();
  expect(shown("//@tab a\n\n//@hide_output", "a")).toBeUndefined();
  expect(shown("%load_ext d2lbook.tab", "a", "python")).toBeUndefined();
});

test("a page without tabs shows all lines", () => {
  expect(shown("x();\n//@tab a\ny();", "")).toBe("x();\ny();");
});

test("saved lines are found in the folded text", () => {
  const text = "//@save\n/** Doc. */\nclass A {} \n\nconst x = 1; //@save\nif (tab.selected('a')) {\n  f(); //@save\n}";
  const { code, saves } = foldedCell(cellOf(text), "a");
  expect(saves.map((offset) => code.text.slice(offset).split("\n")[0])).toEqual([
    "/** Doc. */",
    "const x = 1;",
    "f();",
  ]);
  expect(foldedCell(cellOf(text), "b").saves).toHaveLength(2);
});

test("every character that is kept knows its origin, whatever the text", () => {
  const piece = fc.constantFrom(
    ...typescript.map(([, text]) => `${text}\n`),
    ...["{", "}", "`", "(", '"', "if (", "else ", "//@save\n", "//@tab b\n", "\n", "  "],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), fc.constantFrom("a", "b", ""), (pieces, tab) => {
      const text = pieces.join("");
      const { code } = foldedCell(cellOf(text), tab);
      for (let offset = 0; offset < code.text.length; offset++) {
        const origin = originOf(code, offset);
        if (origin !== undefined) expect(text[origin]).toBe(code.text[offset]);
      }
    }),
    { numRuns: 300, seed: 1 },
  );
});

test("a whole chapter is shown without a trace of tabs, marks and magics", () => {
  const seed = readFileSync(new URL("fixtures/sample/input.md", import.meta.url), "utf8");
  for (const cell of pageOf(seed).cells)
    for (const tab of cell.tabs) expect(shownCode(cell, tab, [])?.text ?? "").not.toMatch(/tab\.selected|\/\/@|%%/);
});
