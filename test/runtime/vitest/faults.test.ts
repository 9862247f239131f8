// One cell changed so that it throws, mistypes or loops: each command fails as is fitting, and names the chapter's line.

import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { buildCommand } from "../../../src/runtime/cli/build.ts";
import { checkCommand } from "../../../src/runtime/cli/check.ts";
import { copyOfBook, octavo } from "./octavo.ts";

const timeout = 120_000;
const loop = "for (const n of numbers) sum += n;";

/** What stands in the place of the loop of sums.md, in line 15; what is said of it, and where; whether check can tell. */
const faults = [
  {
    name: "throws",
    code: 'for (const n of numbers) if (n === 2) throw new RangeError("two");',
    place: "15:45",
    says: "RangeError: two",
    checkTells: false,
  },
  {
    name: "mistypes",
    code: "for (const n of numbers) sum += String(n);",
    place: "15:26",
    says: "Type 'string' is not assignable to type 'number'",
    checkTells: true,
  },
  {
    name: "loops",
    code: "for (const n of numbers) for (;;) sum += n;",
    // No line is to blame more than another: it is the cell's first.
    place: "14:1",
    says: "The cell takes longer than 1 s",
    checkTells: false,
  },
] as const;

/** The small book with these pages alone. */
function bookOf(pages: Readonly<Record<string, string>>): string {
  const root = copyOfBook();
  const inBook = (...names: readonly string[]) => join(root, ...names);
  for (const name of ["sums", "failures", "types"]) rmSync(inBook("chapters", `${name}.md`));
  const names = Object.keys(pages);
  writeFileSync(inBook("chapters", "index.md"), `# A Small Book\n\n\`\`\`toc\n${names.join("\n")}\n\`\`\`\n`);
  for (const name of names) writeFileSync(inBook("chapters", `${name}.md`), pages[name]!);
  const config = readFileSync(inBook("octavo.config.ts"), "utf8");
  writeFileSync(inBook("octavo.config.ts"), config.replace("defaultTab", "limits: { cellSeconds: 1 },\n  defaultTab"));
  return root;
}

const sums = readFileSync(join(copyOfBook(), "chapters", "sums.md"), "utf8");
const changed = (code: string): string => sums.replace(loop, code);

/** Calls a command in this process: its exit code, and what it prints. */
async function called(command: () => Promise<number>): Promise<{ readonly code: number; readonly said: string }> {
  const said: string[] = [];
  const spies = [
    vi.spyOn(console, "log").mockImplementation((text: string) => void said.push(text)),
    vi.spyOn(console, "error").mockImplementation((text: string) => void said.push(text)),
    // Progress.
    vi.spyOn(process.stderr, "write").mockReturnValue(true),
  ];
  try {
    return { code: await command(), said: said.join("\n") };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

test("a book without a fault passes", { timeout }, async () => {
  const root = bookOf({ sums });
  expect((await called(() => checkCommand(root, {}))).code).toBe(0);
  expect((await called(() => buildCommand(root, { run: true }))).code).toBe(0);
});

test.each(faults)("build and check of a cell that $name", { timeout }, async (fault) => {
  const root = bookOf({ page: changed(fault.code) });
  const check = await called(() => checkCommand(root, {}));
  const build = await called(() => buildCommand(root, { run: true }));
  const head = `error chapters/page.md:${fault.place} `;
  expect([check.code, check.said.includes(head)]).toEqual(fault.checkTells ? [1, true] : [0, false]);
  expect(build.code).toBe(1);
  // Once, and not again for the tab that it is not in.
  expect(build.said.match(/^error .*/gm)).toEqual([expect.stringContaining(head)]);
  expect(build.said).toContain(fault.says);
  expect(build.said).toMatch(new RegExp(`▸ ${fault.place.split(":")[0]} │`));
  // The page is there all the same, and says it.
  expect(readFileSync(join(root, "dist", "page.html"), "utf8")).toContain("</html>");
});

test("`octavo test` of cells that throw, mistype and loop", { timeout }, async () => {
  const pages = Object.fromEntries(faults.map(({ name, code }) => [name, changed(code)]));
  const { code, stdout, stderr } = await octavo(bookOf({ ...pages, sums }), "test", "--reporter=default");
  expect(code).toBe(1);
  expect(stdout).toContain("✓ chapters/sums.md (9 tests)");
  for (const { name, place, says } of faults) {
    expect(stdout).toContain(`❯ chapters/${name}.md (9 tests | 1 failed`);
    expect(stderr).toContain(` FAIL  chapters/${name}.md > First > By a Loop: let sum = 0\n`);
    expect(stderr).toContain(`chapters/${name}.md:${place}\n`);
    expect(stderr).toContain(says);
  }
});
