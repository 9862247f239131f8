// Books with one fault each: what is said of it, exit code 1, and the rest of the book still there.
// A fixture's files lie over those of `base`; what no repository can hold is made here.

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { copyOf, fixtures, octavo } from "./octavo.ts";

const made: Readonly<Record<string, (root: string) => void>> = {
  "not-utf8": (root) =>
    writeFileSync(
      join(root, "page.md"),
      Buffer.concat([Buffer.from("# A Page\n\nGr"), Buffer.from([0xfc]), Buffer.from("n.\n")]),
    ),
  "not-text": (root) => writeFileSync(join(root, "page.md"), Buffer.from([0x23, 0x20, 0x00, 0x0a])),
  "folder-as-page": (root) => mkdirSync(join(root, "page.md")),
  "no-index": (root) => rmSync(join(root, "index.md")),
};
const committed = readdirSync(join(fixtures, "faults")).filter((name) => name !== "base" && !name.endsWith(".txt"));

test.each([...committed, ...Object.keys(made)])("%s", async (name) => {
  const root = copyOf("faults/base", ...(name in made ? [] : [`faults/${name}`]));
  made[name]?.(root);
  const { code, said } = await octavo(root, "build");
  await expect(said).toMatchFileSnapshot(`fixtures/faults/${name}.txt`);
  // A page may be empty while its author thinks: that is a warning.
  expect(code).toBe(name === "empty-page" ? 0 : 1);
  if (name.startsWith("config-")) expect(existsSync(join(root, "dist"))).toBe(false);
  else expect(readFileSync(join(root, "dist/sound.html"), "utf8")).toMatch(/<output|class="output/);
  expect(readdirSync(root).filter((path) => path.startsWith(".dist"))).toEqual([]);
});

test("every fault that `check` can tell it tells as `build` does", async () => {
  for (const name of ["unknown-tab", "dangling-reference", "missing-toc-entry", "config-key"]) {
    const root = copyOf("faults/base", `faults/${name}`);
    const heads = async (command: string) => (await octavo(root, command)).said.match(/^error .*/gm);
    expect(await heads("check"), name).toEqual(await heads("build"));
  }
});

test("a site that stands stays whole when the book cannot be built any more", async () => {
  const root = copyOf("faults/base", "faults/empty-page");
  await octavo(root, "build");
  const before = readdirSync(join(root, "dist"), { recursive: true });
  writeFileSync(join(root, "octavo.config.ts"), "export default { title: 1 };\n");
  expect((await octavo(root, "build")).code).toBe(1);
  expect(readdirSync(join(root, "dist"), { recursive: true })).toEqual(before);
});
