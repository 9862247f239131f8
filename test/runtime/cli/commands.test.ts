// Each command as its author sees it, as transcripts: `$ octavo build`, what it prints, its exit code where it is not 0.

import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { copyOf, emptyFolder, octavo, transcript } from "./octavo.ts";

const golden = (name: string) => `fixtures/transcripts/${name}.txt`;

test("a book is checked, built, built again, run and cleaned", async () => {
  const root = copyOf("book");
  const lines = ["tangle", "check", "build", "build", "run sums.md", "run sums.md --tab jax", "clean", "clean"];
  await expect(await transcript(root, ...lines)).toMatchFileSnapshot(golden("book"));
  expect(readdirSync(root).sort()).toEqual([
    "img",
    "index.md",
    "lib",
    "means.md",
    "notes.md",
    "octavo.config.ts",
    "sums.md",
  ]);
});

test("a library that is stale fails `tangle --check`, warns in a build, and is mended by `tangle`", async () => {
  const root = copyOf("book");
  const before = await transcript(root, "tangle --check", "check --strict", "tangle", "tangle --check");
  writeFileSync(
    join(root, "sums.md"),
    readFileSync(join(root, "sums.md"), "utf8").replace("sum + value", "value + sum"),
  );
  const after = await transcript(root, "tangle --check", "check", "tangle", "tangle --check");
  await expect(`${before}\nNow a saved cell changes.\n\n${after}`).toMatchFileSnapshot(golden("tangle"));
});

test("a Python library that another tool has written is replaced by `tangle` alone, and watched from then on", async () => {
  const root = emptyFolder();
  const page = (body: string) =>
    writeFileSync(
      join(root, "index.md"),
      `# Tones\n\n\`\`\`{.python .input}\n#@save\ndef above(x):\n    ${body}\n\`\`\`\n`,
    );
  page("return 2 * x");
  writeFileSync(join(root, "config.ini"), "[build]\ntabs = a\n[library-a]\nlib_file = a.py\n");
  writeFileSync(join(root, "a.py"), "import math\n\n#################   WARNING   ################\n\nx = 1\n");
  const before = await transcript(root, "check", "tangle --check", "tangle", "tangle --check");
  const library = readFileSync(join(root, "a.py"), "utf8");
  page("return x + x");
  const after = await transcript(root, "check");
  const all = `${before}\n${library}\nNow a saved cell changes.\n\n${after}`;
  await expect(all).toMatchFileSnapshot(golden("tangle-python"));
});

test("a saved cell that does not parse leaves the libraries as they are", async () => {
  const root = copyOf("book");
  await octavo(root, "tangle");
  const before = readFileSync(join(root, "lib/jax.ts"), "utf8");
  writeFileSync(
    join(root, "sums.md"),
    readFileSync(join(root, "sums.md"), "utf8").replace("return x", "return return x"),
  );
  const { code, said } = await octavo(root, "tangle");
  expect(code, said).toBe(1);
  expect(said.match(/^error .*/gm)).toEqual(["error sums.md:20:10 syntax-is-valid"]);
  expect(readFileSync(join(root, "lib/jax.ts"), "utf8")).toBe(before);
});

test("the book that is named is found from outside, and places are from where one stands", async () => {
  const root = copyOf("book");
  appendFileSync(join(root, "notes.md"), "\nSee :numref:`sec_sum`.\n");
  const { code, said } = await octavo(join(root, ".."), "check", "book");
  expect(code).toBe(1);
  expect(said).toContain("error book/notes.md:5:5 reference-resolves\n");
  expect((await octavo(join(root, "img"), "check")).said).toContain("error ../notes.md:5:5 reference-resolves\n");
});

test("--json prints one object and nothing else", async () => {
  const root = copyOf("book");
  const built = JSON.parse((await octavo(root, "build", "--json")).said);
  expect(built).toMatchObject({
    pages: 4,
    woven: 4,
    cells: { total: 4, run: 4 },
    references: { resolved: 2, dangling: 0 },
  });
  expect(built.diagnostics).toHaveLength(2);
  const checked = JSON.parse((await octavo(root, "check", "--json")).said);
  expect(checked.cells).toMatchObject({ total: 4, run: 0, notRun: 4 });
  const run = JSON.parse((await octavo(root, "run", "sums.md", "--json")).said);
  expect(run).toMatchObject({ page: "sums.md", tab: "pytorch", diagnostics: [] });
  writeFileSync(join(root, "octavo.config.ts"), "export default { title: 1 };\n");
  const wrong = JSON.parse((await octavo(root, "build", "--json")).said);
  expect(wrong).toMatchObject({ diagnostics: [{ rule: "config-is-valid", file: "octavo.config.ts", line: 1 }] });
});

test("one file is a book for the moment: its site and its cache stand where the command does", async () => {
  const root = copyOf("book");
  const elsewhere = emptyFolder("elsewhere");
  const { code, said } = await octavo(elsewhere, "build", join(root, "notes.md"));
  expect({ code, said }).toEqual({
    code: 0,
    said: "1 page (1 woven), 0 cells (0 run, 0 cached), 0 formulas in … s\ndist\n",
  });
  expect(readdirSync(elsewhere)).toContain("dist");
  expect(readdirSync(root)).not.toContain("dist");
});

test("`build --tab` runs that tab alone, and keeps what the others have shown", async () => {
  const root = copyOf("book");
  const page = () => readFileSync(join(root, "dist/sums.html"), "utf8");
  const built = async (...args: readonly string[]) => JSON.parse((await octavo(root, "build", "--json", ...args)).said);
  expect((await built("--tab", "jax")).cells).toMatchObject({ run: 3, notRun: 1 });
  expect(page()).not.toContain('stdout">in PyTorch');
  await built();
  const whole = page();
  expect((await built("--tab", "jax")).cells).toMatchObject({ run: 0, notRun: 0 });
  expect(page()).toBe(whole);
});

test("a book is exported, whole and a page, and its exports are cleaned", async () => {
  const root = copyOf("book");
  appendFileSync(join(root, "means.md"), "\n[**A mean**] is in the middle.\n");
  const lines = [
    "export ipynb",
    "export slides",
    "export ipynb sums.md --tab jax",
    "export slides means.md --out talk --no-run",
  ];
  const said = await transcript(root, ...lines);
  const files = readdirSync(join(root, "_build"), { recursive: true, encoding: "utf8" }).sort();
  const cleaned = await transcript(root, "clean");
  const listed = files.filter((path) => !/fonts\//.test(path)).join("\n");
  await expect(`${said}\nIn _build:\n\n${listed}\n\n${cleaned}`).toMatchFileSnapshot(golden("export"));
  expect(readdirSync(root)).not.toContain("_build");
  expect(readdirSync(join(root, "talk")).sort()).toEqual([".octavo-site", "assets", "jax", "pytorch"]);
});

test("what is used wrongly is said in a line, with code 2, and nothing is written", async () => {
  const root = copyOf("book");
  mkdirSync(join(root, "precious"));
  writeFileSync(join(root, "precious", "thesis.md.bak"), "years of work");
  const before = readdirSync(root).sort();
  const lines = [
    "buidl",
    "build nowhere",
    "build --jobs 0",
    "build --jobs two",
    "build --nope",
    "build --tab torch",
    "build --out precious",
    "build --out sums.md",
    "check a b",
    "run",
    "run gone.md",
    "run img",
    "run img/dot.svg",
    "run sums.md --tab mxnet",
    "dev --port 70000",
    "dev nowhere",
    "new",
    "new poem x",
    "export",
    "export epub",
    "export ipynb gone.md",
    "export ipynb sums.md --tab mxnet",
    "export ipynb --tab mxnet",
    "export ipynb --out precious",
    "export slides",
    "export slides sums.md",
  ];
  const outside = await transcript(emptyFolder(), "build", "check", "clean", "tangle", "new section a/b", "dev");
  const inside = await transcript(root, ...lines);
  await expect(`${inside}\nWhere no book is:\n\n${outside}`).toMatchFileSnapshot(golden("wrong-use"));
  expect(
    readdirSync(root)
      .filter((name) => name !== ".octavo")
      .sort(),
  ).toEqual(before);
  expect(readdirSync(join(root, "precious"))).toEqual(["thesis.md.bak"]);
});

test("help and version are fine", async () => {
  const { code, said } = await octavo("/", "--help");
  expect(code).toBe(0);
  for (const name of ["build", "dev", "test", "check", "run", "tangle", "new", "clean"])
    expect(said).toMatch(new RegExp(`^  ${name} `, "m"));
  expect(await octavo("/", "--version")).toMatchObject({ code: 0, said: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
});
