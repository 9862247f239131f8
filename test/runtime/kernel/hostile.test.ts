// Hostile cells: each is stopped or caught, said at its line, and leaves other programs alone.

import { expect, test } from "vitest";
import { config, kernelIn, pageText, programOf, shortOf, temporaryFolder } from "./pages.ts";

const root = temporaryFolder();
/** On a busy machine, too, a cell that ends by itself does so in its time. */
const kernel = kernelIn(root);
const hasty = kernelIn(root, { config: { ...config, limits: { ...config.limits, cellSeconds: 0.5 } } });

/** Name, the cell in the middle (its first line is line 8), what the middle cell is, what is said of it. */
const hostile: readonly (readonly [name: string, code: string, cell: string | RegExp, found: string | RegExp])[] = [
  [
    "a loop without end",
    "while (true) {}",
    "timed-out",
    "page.md:8:1 cell-ends-in-time: The cell takes longer than 0.5 s",
  ],
  [
    "a loop that shows something first",
    'console.log("in");\nfor (;;);',
    "timed-out in\n",
    "page.md:8:1 cell-ends-in-time: The cell takes longer than 0.5 s",
  ],
  ["a loop of microtasks", "for (;;) await null;", "timed-out", /^page.md:8:1 cell-ends-in-time/],
  [
    "a regular expression that backtracks",
    '/^(a+)+$/.test("a".repeat(40) + "b")',
    "timed-out",
    /^page.md:8:1 cell-ends/,
  ],
  ["a thread that sleeps", "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)", "timed-out", /^page.md:8:1/],
  [
    "a promise kept open by a timer",
    "setInterval(() => {}, 100);\nawait new Promise(() => {});",
    "timed-out",
    /^page.md:8/,
  ],
  [
    "a promise that can never settle",
    "await new Promise(() => {});",
    "exited",
    "page.md:8:1 cell-does-not-exit: The cell waits for a promise that can never settle",
  ],
  ["`//@timeout` shortens", "//@timeout 0.2\nwhile (true) {}", "timed-out", /^page.md:9:1 .*longer than 0.2 s$/],
  [
    "objects without end",
    "const all: unknown[] = [];\nfor (;;) all.push(new Array(1000).fill(0));",
    "out-of-memory",
    "page.md:8:1 cell-fits-memory: The page's cells need more than 192 MB of memory for objects",
  ],
  [
    "buffers without end",
    "const all: Uint8Array[] = [];\nfor (;;) { all.push(new Uint8Array(4e6).fill(1)); await new Promise((go) => setTimeout(go, 1)); }",
    "out-of-memory",
    "page.md:8:1 cell-fits-memory: The page's cells need more than 192 MB of memory",
  ],
  ["a string too long", 'let s = "x";\nfor (;;) s += s;', /^threw RangeError: Invalid string length/, /^page.md:9:/],
  [
    "recursion",
    "function f(): number { return f() + 1; }\nf()",
    /^threw RangeError: Maximum call stack/,
    /^page.md:8:24 /,
  ],
  [
    "process.exit",
    'console.log("bye"); process.exit(0);',
    "exited bye\n",
    "page.md:8:1 cell-does-not-exit: The cell ends its process with `process.exit(0)`",
  ],
  [
    "process.abort",
    "process.abort()",
    /^threw TypeError: process.abort\(\) is not supported in workers/,
    /^page.md:8:9/,
  ],
  ["process.chdir", 'process.chdir("/")', /^threw TypeError: process.chdir\(\) is not supported/, /^page.md:8:9/],
  [
    "it kills its process",
    'process.kill(process.pid, "SIGKILL");\nfor (;;);',
    "exited",
    "page.md:8:1 cell-does-not-exit: The cell kills its process",
  ],
  ["it throws null", "throw null;", "threw Error: threw null", "page.md:8:1 cell-succeeds: The cell threw null"],
  ["it throws a string", 'throw "oh";', 'threw Error: threw "oh"', 'page.md:8:1 cell-succeeds: The cell threw "oh"'],
  ["it throws a symbol", 'throw Symbol("s");', "threw Error: threw Symbol(s)", /The cell threw Symbol\(s\)$/],
  [
    "it throws a hostile proxy",
    "throw new Proxy({}, { get() { throw 1; }, getPrototypeOf() { throw 2; } });",
    "threw Error: threw [Proxy]",
    "page.md:8:1 cell-succeeds: The cell threw [Proxy]",
  ],
  [
    "an error with hostile properties",
    'const e = new Error("x");\nfor (const name of ["stack", "message", "name"]) Object.defineProperty(e, name, { get() { throw 1; } });\nthrow e;',
    /^threw Error: $/,
    "page.md:8:1 cell-succeeds: Error",
  ],
  [
    "a rejection that nobody handles",
    "void Promise.reject(new TypeError('lost'));",
    /^threw TypeError: lost/,
    /^page.md:8:21/,
  ],
  [
    "a timer that throws while the cell waits",
    "setTimeout(() => { throw new Error('late'); }, 5);\nawait new Promise((go) => setTimeout(go, 200));",
    "threw Error: late",
    "page.md:8:26 cell-succeeds: Error: late",
  ],
  [
    "an import that does not exist",
    'await import("no-such-package")',
    /^threw Error: Cannot find package/,
    /^page.md:8/,
  ],
  [
    "a display that throws",
    '({ [Symbol.for("Jupyter.display")]() { throw new Error("no"); } })',
    "threw Error: no",
    /^page.md:8:46/,
  ],
  [
    "a display that is no object",
    '({ [Symbol.for("Jupyter.display")]: () => 1 })',
    /^threw TypeError: .*must give an object/,
    /^page.md:8:1/,
  ],
];

test.concurrent.each(hostile)("%s", async (_name, code, cell, found) => {
  const ends = typeof cell !== "string" || !cell.startsWith("timed-out");
  const run = await (ends ? kernel : hasty).run(programOf(pageText("const before = 1;", code, "before")));
  const { cells, found: said } = shortOf(run);
  expect(cells).toEqual(["passed", typeof cell === "string" ? cell : expect.stringMatching(cell), "not-run"]);
  expect(said).toEqual([typeof found === "string" ? found : expect.stringMatching(found)]);
});

test.concurrent("what the last cell leaves behind is its failure", async () => {
  const text = pageText("1", "queueMicrotask(() => { throw new Error('left'); });\n2");
  const { cells, found } = shortOf(await kernel.run(programOf(text)));
  expect(cells).toEqual(["passed <1>", "threw <2> Error: left"].map((cell) => expect.stringContaining(cell)));
  expect(found).toEqual(["page.md:8:30 cell-succeeds: Error: left"]);
});

test.concurrent("a timer that is left is no failure, and does not keep the page", async () => {
  const run = await kernel.run(programOf(pageText("setInterval(() => {}, 10);\n1")));
  expect(shortOf(run)).toEqual({ cells: ["passed <1>"], found: [] });
});

test.concurrent("a page's time is limited, too", async () => {
  const limits = { ...config.limits, pageSeconds: 0.4 };
  const short = kernelIn(temporaryFolder(), { config: { ...config, limits } });
  const wait = "await new Promise((go) => setTimeout(go, 150));";
  const { cells, found } = shortOf(await short.run(programOf(pageText(wait, wait, wait, wait))));
  expect(cells.filter((cell) => cell === "timed-out")).toHaveLength(1);
  expect(cells.at(-1)).toBe("not-run");
  expect(found).toEqual([expect.stringMatching(/cell-ends-in-time: The page's cells take longer than 0.4 s$/)]);
});

test.concurrent("output is cut at its limit, cell by cell, and the rest counted", async () => {
  const flood = 'for (let i = 0; i < 20_000; i++) console.log("line " + i);';
  const run = await kernel.run(programOf(pageText(flood, "'after'")));
  const [first, second] = run.outcomes;
  expect(first?.outputs.map((output) => output.type === "stream" && output.text.length)).toEqual([8192]);
  expect(shortOf(run).cells[1]).toBe('passed <"after">');
  expect(second?.state).toBe("passed");
  expect(shortOf(run).found).toEqual([
    "page.md:4:1 output-is-bounded: The cell writes more than the limit: 200698 characters are left out",
  ]);
});

test.concurrent("what a cell does to globals stays in its program", async () => {
  const spoil =
    "Object.assign(globalThis, { spoilt: true });\n(Array.prototype as any).spoilt = 1;\nMath.random = () => 0;";
  const look = '["spoilt" in globalThis, "spoilt" in [], Math.random() > 0, process.env.SECRET]';
  const kernels = kernelIn(temporaryFolder(), { jobs: 1 });
  process.env.SECRET = "s";
  await kernels.run(programOf(pageText(spoil)));
  expect(shortOf(await kernels.run(programOf(pageText(look)))).cells).toEqual([
    "passed <[false, false, true, undefined]>",
  ]);
});
