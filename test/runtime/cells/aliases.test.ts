// Code with the framework's own names: Python and TypeScript by their grammars, whatever stands around the names.

import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aliased } from "../../../src/runtime/cells/aliases/aliased.ts";
import { originOf, whole } from "../../../src/runtime/cells/edits.ts";
import { shownCode } from "../../../src/runtime/cells/index.ts";
import { configOf } from "../../../src/runtime/config/defaults.ts";
import type { Aliases, AliasOptions } from "../../../src/runtime/config/index.ts";
import { parse } from "../../../src/runtime/source/index.ts";

const left: AliasOptions = {
  module: "lib",
  simple: ["sin", "arange", "exp(", "concat -> cat", "array", "to_file -> io.save", "pi -> math.pi"],
  fluent: ["numpy -> copy().numpy", "reshape", "reduce_sum -> sum", "size -> numel"],
  args: [
    "noise(shape, on=None) -> lib.random.normal(size=shape, device=on)",
    "outer(a_x, a_y) -> a_x[:, None] * a_y",
    "full(a_shape, value, kind='f4') -> lib.full(a_shape, value, kind)",
  ],
  reverse: [
    "d2l.length\\(([\\w\\_\\d]+)\\) -> \\1.length",
    "d2l.Module -> lib.nn.Module",
    "d2l.to -> lib.send",
    "d2l.swap\\((?P<one>\\w+), (?P<two>\\w+)\\) -> (\\g<two>, \\g<one>)",
    "d2l.open( -> lib.file(",
  ],
};
const right: AliasOptions = { module: "np", simple: ["sin", "float32"], reverse: ["d2l.(arange|concat) -> np.\\1"] };

function aliasesOf(options: AliasOptions): Aliases {
  const [tab] = configOf({ tabs: [{ id: "a", aliases: options }] }).tabs;
  if (!tab?.aliases) throw new Error("no aliases");
  return tab.aliases;
}

const python: readonly [name: string, text: string, shown: string][] = [
  ["a name", "d2l.sin(d2l.pi)", "lib.sin(lib.math.pi)"],
  [
    "a name to its end",
    "d2l.sinus(x) + d2l.exp_(x) + my.d2l.sin(x) + d2l_sin",
    "d2l.sinus(x) + d2l.exp_(x) + my.d2l.sin(x) + d2l_sin",
  ],
  ["a name that is not called", "map(d2l.sin, xs)\nf = d2l.sin", "map(lib.sin, xs)\nf = lib.sin"],
  ["over lines", "d2l.concat(  # both\n    [x, y],\n    1)", "lib.cat(  # both\n    [x, y],\n    1)"],
  ["a method", "d2l.reshape(x, (2, 3))", "x.reshape((2, 3))"],
  ["a method of nothing else", "d2l.numpy(x)", "x.copy().numpy()"],
  ["a method with keywords", "d2l.reduce_sum(x, axis=1, keepdims=True)", "x.sum(axis=1, keepdims=True)"],
  ["methods of methods", "d2l.numpy(d2l.reshape(d2l.sin(x), -1))", "lib.sin(x).reshape(-1).copy().numpy()"],
  ["a method of a sum", "d2l.reduce_sum(x + y)", "(x + y).sum()"],
  ["of a number", "d2l.size(1) + d2l.size(-x)", "(1).numel() + (-x).numel()"],
  [
    "of a choice, a function",
    "d2l.size(x if y else z); d2l.size(lambda: x)",
    "(x if y else z).numel(); (lambda: x).numel()",
  ],
  ["of strings side by side", "d2l.size('a' 'b')", "('a' 'b').numel()"],
  ["of parentheses", "d2l.reduce_sum((x[i: j] * K))", "(x[i: j] * K).sum()"],
  [
    "of a tuple, a list, a call, an item",
    "d2l.size((a, b)), d2l.size([a]), d2l.size(f(a)), d2l.size(a[0])",
    "(a, b).numel(), [a].numel(), f(a).numel(), a[0].numel()",
  ],
  [
    "of what is not one value",
    "d2l.size(*x); d2l.size(x for x in y); d2l.size(); d2l.size(x=y)",
    "d2l.size(*x); d2l.size(x for x in y); d2l.size(); d2l.size(x=y)",
  ],
  ["not called", "map(d2l.numpy, xs)", "map(d2l.numpy, xs)"],
  ["a method over lines", "d2l.reshape(\n    d2l.sin(x),\n    (2, 3))", "lib.sin(x).reshape(\n    (2, 3))"],
  ["a method of what breaks its line", "d2l.size(\n    x\n    .T)", "(x\n    .T).numel()"],
  ["a comma at the end", "d2l.size(x, )\nd2l.numpy(\n    x,\n)", "x.numel()\nx.copy().numpy()"],
  [
    "comments between arguments",
    "d2l.reshape(  # this\n    x,  # into\n    (2, 3)  # that\n)",
    "x.reshape(  # this\n    # into\n    (2, 3)  # that\n)",
  ],
  ["a comment before a comma", "d2l.reshape(x  # one, two\n    , 3)", "x.reshape(  # one, two\n    3)"],
  ["arguments", "d2l.noise(shape=(2, 3), on=gpu)", "lib.random.normal(size=(2, 3), device=gpu)"],
  [
    "arguments of which one is left out",
    "d2l.noise(shape=3) + d2l.noise(on=gpu)",
    "lib.random.normal(size=3) + lib.random.normal(device=gpu)",
  ],
  ["arguments by position", "d2l.outer(x, y + 1) / 2", "(x[:, None] * (y + 1)) / 2"],
  [
    "arguments in arguments",
    "z = d2l.outer(d2l.sin(x), d2l.outer(y, z))",
    "z = lib.sin(x)[:, None] * (y[:, None] * z)",
  ],
  ["a default", "d2l.full((2, 3), value=1)", "lib.full((2, 3), 1)"],
  [
    "arguments of another kind",
    "d2l.noise(3); d2l.outer(x); d2l.outer(*xs); d2l.noise(size=3)",
    "d2l.noise(3); d2l.outer(x); d2l.outer(*xs); d2l.noise(size=3)",
  ],
  ["a method of arguments", "d2l.reduce_sum(d2l.outer(x, y))", "(x[:, None] * y).sum()"],
  [
    "patterns",
    "d2l.length(x); d2l.length(x.y); class_(d2l.Module)",
    "x.length; d2l.length(x.y); class_(lib.nn.Module)",
  ],
  [
    "patterns at whole names",
    "d2l.to(d2l.to_file, d2l.token, d2l.Modules)",
    "lib.send(lib.io.save, d2l.token, d2l.Modules)",
  ],
  ["patterns with names", "d2l.swap(a, b)", "(b, a)"],
  ["what is no pattern", "d2l.open(x)", "lib.file(x)"],
  [
    "strings and comments",
    "'d2l.sin' + \"d2l.to\"  # d2l.sin, d2l.to\n'''\nd2l.size(x)\n'''",
    "'d2l.sin' + \"d2l.to\"  # d2l.sin, d2l.to\n'''\nd2l.size(x)\n'''",
  ],
  [
    "fields of strings",
    "f'd2l.sin {d2l.sin(x)} {d2l.size(x):.3f} {{d2l.to}}'",
    "f'd2l.sin {lib.sin(x)} {x.numel():.3f} {{d2l.to}}'",
  ],
  ["lines for the shell", "!pip install d2l.sin\nd2l.sin(x)", "!pip install d2l.sin\nlib.sin(x)"],
  ["code that does not parse", "d2l.reshape(x, (2, 3)\nd2l.sin(", "d2l.reshape(x, (2, 3)\nlib.sin("],
];

describe("Python", () => {
  test.each(python)("%s", (_, text, expected) => {
    expect(aliased(whole(text), "python", aliasesOf(left)).text).toBe(expected);
  });
});

const typescript: readonly [name: string, text: string, shown: string][] = [
  ["names", "const x = d2l.sin(d2l.pi)", "const x = lib.sin(lib.math.pi)"],
  ["types", "class A extends d2l.array { x: d2l.array[] = []; }", "class A extends lib.array { x: lib.array[] = []; }"],
  ["methods", "d2l.reshape(d2l.sin(x), [2, 3]).length", "lib.sin(x).reshape([2, 3]).length"],
  ["methods with types", "d2l.reshape<Shape>(x, [2, 3])", "x.reshape<Shape>([2, 3])"],
  [
    "methods of what needs parentheses",
    "[d2l.size(a ?? b), d2l.size(-a), d2l.size(a?.b), d2l.size(a as B), d2l.size(new A)]",
    "[(a ?? b).numel(), (-a).numel(), (a?.b).numel(), (a as B).numel(), (new A).numel()]",
  ],
  [
    "of what needs none",
    "[d2l.size(a!), d2l.size(this.a), d2l.size(new A(1)), d2l.size(`a`)]",
    "[a!.numel(), this.a.numel(), new A(1).numel(), `a`.numel()]",
  ],
  ["of functions and objects", "d2l.size({ a }); d2l.size(() => a)", "({ a }).numel(); (() => a).numel()"],
  [
    "at the start of a line without a semicolon above",
    "const x = y\nd2l.size([1])\nd2l.size(x)",
    "const x = y\n;[1].numel()\nx.numel()",
  ],
  ["chains that may end", "d2l?.sin(x)", "d2l?.sin(x)"],
  ["comments", "d2l.reshape(/* this */ x, // into\n  [2, 3])", "x.reshape(/* this */ // into\n  [2, 3])"],
  [
    "strings, templates, patterns",
    `'d2l.to' + \`d2l.sin \${d2l.sin(d2l.to)} d2l.to\` + /d2l.sin/ // d2l.to\n/* d2l.to */`,
    `'d2l.to' + \`d2l.sin \${lib.sin(lib.send)} d2l.to\` + /d2l.sin/ // d2l.to\n/* d2l.to */`,
  ],
  [
    "arguments, all by position",
    "d2l.full([2], 1) + d2l.full([2], 1, f8) + d2l.full()",
    "lib.full([2], 1) + lib.full([2], 1, f8) + d2l.full()",
  ],
];

describe("TypeScript", () => {
  const options = { ...left, args: ["full(shape, value, kind=undefined) -> lib.full(shape, value, kind)"] };
  test.each(typescript)("%s", (_, text, expected) => {
    expect(aliased(whole(text), "typescript", aliasesOf(options)).text).toBe(expected);
  });
});

test("other languages, and tabs without aliases, stay as they are", () => {
  expect(aliased(whole("d2l.sin(x)"), "cpp", aliasesOf(left)).text).toBe("d2l.sin(x)");
  expect(aliased(whole("d2l.sin(x)"), "python", undefined).text).toBe("d2l.sin(x)");
});

test("each tab of a page has its own names", async () => {
  const tabs = [
    { id: "left", aliases: left },
    { id: "right", aliases: right },
  ];
  const config = configOf({ tabs, index: "input.md" });
  const folder = new URL("fixtures/aliases/", import.meta.url).pathname;
  const page = parse("input.md", readFileSync(`${folder}input.md`, "utf8"), config);
  expect(page.diagnostics).toEqual([]);
  for (const { id } of config.tabs) {
    const shown = page.cells.map((cell) => shownCode(cell, id, config.tabs)?.text);
    await expect(`${shown.join("\n\n")}\n`).toMatchFileSnapshot(`${folder}shown.${id}.txt`);
  }
});

test("every character that is kept knows its origin, and no text makes it fail", () => {
  const piece = fc.constantFrom(
    ...python.map(([, text]) => text),
    ...["d2l.", "sin", "(", ")", ", ", "'", '"""', "#", "\n", "    ", "d2l.outer(", "d2l.size(", "[", "f'{", "}"],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), fc.constantFrom("python", "typescript"), (pieces, language) => {
      const text = pieces.join("");
      const code = aliased(whole(text), language, aliasesOf(left));
      for (let offset = 0; offset < code.text.length; offset++) {
        const origin = originOf(code, offset);
        if (origin !== undefined) expect(text[origin]).toBe(code.text[offset]);
      }
    }),
    { numRuns: 500, seed: 1 },
  );
});

test("calls in calls in calls are shown, and deeper than anyone writes left alone", () => {
  const nested = (depth: number) => `${"d2l.size(".repeat(depth)}x${")".repeat(depth)}`;
  expect(aliased(whole(nested(100)), "python", aliasesOf(left)).text).toBe(`x${".numel()".repeat(100)}`);
  expect(aliased(whole(nested(100_000)), "python", aliasesOf(left)).text).toBe(nested(100_000));
});
