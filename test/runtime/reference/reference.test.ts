// The reference: a module's public names become pages; the book's own library leaves none without a docstring.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadBook } from "../../../src/runtime/config/index.ts";
import { build } from "../../../src/runtime/pipeline.ts";
import { type Module, makeReference, readModules } from "../../../src/runtime/reference/index.ts";
import { readSiteFile } from "../../../src/runtime/site-files.ts";
import { createStages } from "../../../src/runtime/stages.ts";

const fixture = new URL("fixture", import.meta.url).pathname;
const library = new URL("../../../src/library/", import.meta.url).pathname;

test("a module becomes pages, one for each namespace", async () => {
  const { pages, files } = makeReference(fixture, [{ name: "some/waves", file: join(fixture, "index.ts") }]);
  expect(pages.map(({ path }) => path)).toEqual(["index.md", "waves.md", "waves.inner.md"]);
  for (const { path, text } of pages) await expect(text).toMatchFileSnapshot(`golden/${path}`);
  expect(files.map((file) => file.slice(fixture.length + 1))).toEqual(["index.ts", "inner/index.ts", "wave.ts"]);
});

test("its pages are the book's: in its contents, with anchors, and made anew when the library changes", async () => {
  const root = mkdtempSync(join(tmpdir(), "octavo-reference-"));
  try {
    await cp(fixture, join(root, "lib"), { recursive: true });
    writeFileSync(join(root, "index.md"), "# A Book\n\nSee :ref:`api_waves.inner`.\n\n```toc\nreference/index\n```\n");
    writeFileSync(
      join(root, "octavo.config.ts"),
      'export default { title: "T", reference: { "some/waves": "lib/index.ts" } };\n',
    );
    const made = async () => {
      const stages = createStages(await loadBook(root));
      try {
        const { files, diagnostics } = await build(stages, { run: false });
        expect(diagnostics).toEqual([]);
        const pages = files.filter(({ path }) => path.endsWith(".html"));
        return new Map(
          await Promise.all(pages.map(async (file) => [file.path, `${await readSiteFile(root, file)}`] as const)),
        );
      } finally {
        await stages.close();
      }
    };
    const site = await made();
    expect(site.get("index.html")).toContain('href="reference/waves.inner.html"');
    expect(site.get("reference/waves.html")).toContain('id="sine"');
    expect(site.get("reference/waves.html")).toContain("The sine of an angle");
    writeFileSync(
      join(root, "lib/wave.ts"),
      readFileSync(join(root, "lib/wave.ts"), "utf8").replace("The sine of an angle", "Half the chord"),
    );
    expect((await made()).get("reference/waves.html")).toContain("Half the chord");
  } finally {
    rmSync(root, { recursive: true });
  }
});

test("every public name of the library says what it is", () => {
  const names = ["tensor", "torch", "mxnet", "tensorflow", "jax"];
  const { modules } = readModules(
    library,
    names.map((name) => ({ name: `octavo/${name}`, file: join(library, name, "index.ts") })),
  );
  expect(modules.flatMap(undocumented)).toEqual([]);
});

/** Names without a docstring: of entries, and of the functions and methods that they have. */
function undocumented(module: Module): readonly string[] {
  const own = module.groups.flatMap(({ entries }) =>
    entries.flatMap(({ name, doc, members }) => [
      ...(doc.text === "" ? [name] : []),
      ...members
        .filter((member) => member.doc.text === "" && member.code.some((code) => code.startsWith(`${member.name}(`)))
        .filter((member) => !usual.includes(member.name))
        .map((member) => `${name}.${member.name}`),
    ]),
  );
  return [...own.map((name) => `${module.path.join(" ")} ${name}`), ...module.modules.flatMap(undocumented)];
}

/** What everything has, and means the same everywhere. */
const usual = ["toString", "forward", "call"];
