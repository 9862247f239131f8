// What cells show: streams and values in their order, MIME bundles, displays, the seeded Math.random, expected errors.

import { describe, expect, test } from "vitest";
import type { Run } from "../../../src/runtime/kernel/index.ts";
import { config, kernelIn, pageText, programOf, shortOf, temporaryFolder } from "./pages.ts";

const kernel = kernelIn(temporaryFolder());
const run = (...cells: readonly string[]): Promise<Run> => kernel.run(programOf(pageText(...cells)));
const outputsOf = async (...cells: readonly string[]) => (await run(...cells)).outcomes.map(({ outputs }) => outputs);
const stream = (name: "stdout" | "stderr", text: string) => ({ type: "stream", stream: name, text });
const shown = (bundle: object) => ({ type: "display", bundle });
const display =
  'const display = (value: unknown, o?: object) => (globalThis as any)[Symbol.for("octavo.display")](value, o);';

describe("order", () => {
  test.concurrent("neighbouring writes to one stream are one output; another stream or a value begins a new one", async () => {
    const code = [
      'console.log("a");',
      'process.stdout.write("b\\n");',
      'console.error("c");',
      'console.warn("d");',
      'console.info("e", 1, { f: [true] });',
      "7",
    ];
    expect(await outputsOf(code.join("\n"), 'console.log("next cell");')).toEqual([
      [
        stream("stdout", "a\nb\n"),
        stream("stderr", "c\nd\n"),
        stream("stdout", "e 1 { f: [true] }\n"),
        shown({ "text/plain": "7" }),
      ],
      [stream("stdout", "next cell\n")],
    ]);
  });

  test.concurrent("a display that takes its time keeps its place", async () => {
    const slow =
      '{ async [Symbol.for("Jupyter.display")]() { await new Promise((go) => setTimeout(go, 20)); return { "text/plain": "slow" }; } }';
    expect(
      await outputsOf(
        display,
        `console.log(1);\ndisplay(${slow});\nconsole.log(2);\ndisplay("fast");\nconsole.log(3);\n4`,
      ),
    ).toEqual([
      [],
      [
        stream("stdout", "1\n"),
        shown({ "text/plain": "slow" }),
        stream("stdout", "2\n"),
        shown({ "text/plain": '"fast"' }),
        stream("stdout", "3\n"),
        shown({ "text/plain": "4" }),
      ],
    ]);
  });

  test.concurrent("a live display is shown once, where it began, as it stands when its cell ends", async () => {
    const board =
      'const board = { n: 0, [Symbol.for("Jupyter.display")]() { return { "text/plain": "n = " + this.n }; } };';
    const code = "for (const n of [1, 2, 3]) { board.n = n; display(board, { live: true }); console.log(n); }";
    expect(await outputsOf(`${display}\n${board}`, code, code.replace("1, 2, 3", "4"))).toEqual([
      [],
      [shown({ "text/plain": "n = 3" }), stream("stdout", "1\n2\n3\n")],
      [shown({ "text/plain": "n = 4" }), stream("stdout", "4\n")],
    ]);
  });

  test.concurrent("what is written while a promise is awaited belongs to the cell that waits", async () => {
    const late = 'const late = new Promise<void>((go) => setTimeout(() => { console.log("late"); go(); }, 20));';
    expect(shortOf(await run(`${late}\n"first"`, 'await late;\n"second"')).cells).toEqual([
      'passed <"first">',
      'passed late\n <"second">',
    ]);
  });

  test.concurrent("groups indent, and outcomes come one by one as cells end", async () => {
    const seen: string[] = [];
    const code = 'console.group("g");\nconsole.log("a\\nb");\nconsole.groupEnd();\nconsole.log("c");';
    const program = programOf(pageText(code, "1", "throw 1;", "2"));
    const { outcomes } = await kernel.run(program, { onOutcome: ({ cell, state }) => seen.push(`${cell} ${state}`) });
    expect(outcomes[0]?.outputs).toEqual([stream("stdout", "g\n  a\n  b\nc\n")]);
    expect(seen).toEqual(["0 passed", "1 passed", "2 failed", "3 not-run"]);
  });
});

describe("values", () => {
  test.concurrent("undefined shows nothing, all else its text", async () => {
    expect(shortOf(await run("undefined", "null", '"a"', "void 0", "[1, -0, 2n]")).cells).toEqual([
      "passed",
      "passed <null>",
      'passed <"a">',
      "passed",
      "passed <[1, -0, 2n]>",
    ]);
  });

  test.concurrent("a value that says how it is shown gives a bundle; its text is added where it has none", async () => {
    const bundle = '{ "text/html": "<b>1</b>", "application/json": { a: [1, null] }, "image/svg+xml": "<svg/>" }';
    expect(await outputsOf(`({ n: 1, [Symbol.for("Jupyter.display")]: () => (${bundle}) })`)).toEqual([
      [
        shown({
          "text/plain": "{ n: 1, [Symbol(Jupyter.display)]: [Function [Jupyter.display]] }",
          "text/html": "<b>1</b>",
          "application/json": { a: [1, null] },
          "image/svg+xml": "<svg/>",
        }),
      ],
    ]);
  });

  test.concurrent("a class says it for its instances, also deep in another value", async () => {
    const code =
      'class Point { constructor(readonly x: number) {}\n  [Symbol.for("Jupyter.display")]() { return { "text/plain": "at " + this.x }; } }';
    expect(shortOf(await run(code, "new Point(1)", "[new Point(2), { p: new Point(3) }]")).cells).toEqual([
      "passed",
      "passed <at 1>",
      "passed <[at 2, { p: at 3 }]>",
    ]);
  });

  test.concurrent("a warning of Node's names no process", async () => {
    const code = 'process.emitWarning("old", "DeprecationWarning");\nawait new Promise((go) => setImmediate(go));';
    expect(await outputsOf(code)).toEqual([[stream("stderr", "DeprecationWarning: old\n")]]);
  });
});

describe("Math.random", () => {
  const page = pageText("[Math.random(), Math.random()]", "Math.random()");

  test.concurrent("gives the same numbers for the same seed, in every run", async () => {
    const fresh = kernelIn(temporaryFolder());
    const [a, b] = [await kernel.run(programOf(page)), await fresh.run(programOf(page))];
    expect(b.cached).toBe(false);
    expect(b.outcomes).toEqual(a.outcomes);
  });

  test.concurrent("gives others for another seed", async () => {
    const other = kernelIn(temporaryFolder(), { config: { ...config, seed: 2 } });
    const [a, b] = [await kernel.run(programOf(page)), await other.run(programOf(page))];
    expect(shortOf(b).cells[0]).not.toBe(shortOf(a).cells[0]);
  });

  test.concurrent("lies in [0, 1) and is spread evenly", async () => {
    const code =
      "const all = Array.from({ length: 10_000 }, Math.random);\nconst bins = new Array(10).fill(0);\nfor (const x of all) bins[Math.floor(x * 10)] += 1;\n[bins.length, Math.min(...bins) > 880, Math.max(...bins) < 1120]";
    expect(shortOf(await run(code)).cells).toEqual(["passed <[10, true, true]>"]);
  });
});

describe("`//@raises`", () => {
  test.concurrent("the error that it names is shown, and the page goes on", async () => {
    const result = await run('//@raises RangeError\nconsole.log("x");\nnew Array(-1)', "1");
    expect(result.outcomes[0]).toEqual({
      cell: 0,
      state: "passed",
      outputs: [
        stream("stdout", "x\n"),
        { type: "error", name: "RangeError", message: "Invalid array length", trace: ["6:1"] },
      ],
    });
    expect(shortOf(result)).toEqual({
      cells: ["passed x\n RangeError: Invalid array length", "passed <1>"],
      found: [],
    });
  });

  test.concurrent("a class of the error's, its own name, or Error for all", async () => {
    const mine = 'class Mine extends TypeError { override name = "Own"; }';
    const cells = ["Mine", "TypeError", "Own", "Error"].map((name) => `//@raises ${name}\nthrow new Mine("m");`);
    expect(shortOf(await run(mine, ...cells, '//@raises Error\nthrow "text";'))).toEqual({
      cells: ["passed", ...cells.map(() => "passed Own: m"), 'passed Error: threw "text"'],
      found: [],
    });
  });

  test.concurrent("another error is a failure that says both", async () => {
    const result = await run("1", '//@raises RangeError\nthrow new TypeError("other");', "2");
    expect(shortOf(result)).toEqual({
      cells: ["passed <1>", "threw TypeError: other", "passed <2>"],
      found: ["page.md:9:7 cell-raises: TypeError: other"],
    });
    expect(result.diagnostics[0]?.hint).toBe(
      "The cell says `//@raises RangeError`; say `//@raises TypeError` if this is what it shows.",
    );
  });

  test.concurrent("no error is a failure at the cell", async () => {
    expect(shortOf(await run("//@raises RangeError\n1", "2"))).toEqual({
      cells: ["threw <1>", "passed <2>"],
      found: ["page.md:5:1 cell-raises: The cell should fail with RangeError, and does not"],
    });
  });
});

describe("errors", () => {
  test.concurrent("stand at the line that threw, with the book's places on the way", async () => {
    const result = await run(
      'function f(n: number): number {\n  if (n < 0) throw new RangeError("no " + n);\n  return n;\n}',
      "const g = (n: number) => f(n);\n\ng(1);\n[2, -3].map(g)",
    );
    expect(shortOf(result)).toEqual({
      cells: ["passed", "threw RangeError: no -3"],
      found: ["page.md:5:20 cell-succeeds: RangeError: no -3"],
    });
    expect(result.diagnostics[0]?.notes).toEqual(["at g (page.md:11:26)", "at page.md:14:9"]);
  });

  test.concurrent("an error in a list item or quote stands at its column in the file", async () => {
    const text =
      '# Page\n\n- an item\n\n  ```{.typescript .input}\n  const a = 1;\n  throw new Error("" + a);\n  ```\n\n> ```{.typescript .input}\n> 1\n> ```\n';
    expect(shortOf(await kernel.run(programOf(text))).found).toEqual(["page.md:7:9 cell-succeeds: Error: 1"]);
  });
});
