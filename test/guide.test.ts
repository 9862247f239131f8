// The guide says what the code does: each rule, command, option and key is on its page, and no other; its examples break the rules that they stand for.

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { main } from "../src/runtime/cli/main.ts";
import { optionsSchema } from "../src/runtime/config/options.ts";
import { writeFileAtomic } from "../src/runtime/files.ts";
import { build, createStages, type Diagnostic, loadBook, rules } from "../src/runtime/index.ts";

const guide = new URL("../chapters/guide/", import.meta.url);
const textOf = (page: string) => readFile(new URL(page, guide), "utf8");

/** Headings of a level and what stands under them; `#` in a fence is no heading. */
function sections(text: string, marks: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let fence = "";
  let title = "";
  for (const line of text.split("\n")) {
    const ticks = /^`{3,}/.exec(line)?.[0] ?? "";
    if (ticks.length >= 3 && (fence === "" || line.trim() === fence)) fence = fence === "" ? ticks : "";
    const heading = fence === "" ? /^(#+) (.*)$/.exec(line) : null;
    if (heading && (heading[1]?.length ?? 0) <= marks.length) title = heading[1] === marks ? (heading[2] ?? "") : "";
    if (title !== "") found.set(title, `${found.get(title) ?? ""}${line}\n`);
  }
  return found;
}

/** First cells of table rows that hold code: "| `--out <dir>` | …" -> "--out <dir>". */
function rows(text: string): readonly string[] {
  return Array.from(text.matchAll(/^\| `([^`]+)` \|/gm), ([, cell]) => cell ?? "");
}

describe("rules", async () => {
  const text = await textOf("rules.md");
  const bySection = sections(text, "###");
  const examples = new Map(
    Array.from(bySection, ([title, body]) => {
      const [, language = "", code = ""] = /^````(\w+)\n([\s\S]*?)\n````$/m.exec(body) ?? [];
      return [title.replaceAll("`", ""), { language, code }] as const;
    }),
  );
  const folders: string[] = [];
  afterEach(async () => {
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
  });

  /** What building a book of these files says. */
  async function diagnosticsOf(files: Readonly<Record<string, string>>): Promise<readonly Diagnostic[]> {
    const root = await mkdtemp(join(tmpdir(), "octavo-guide-"));
    folders.push(root);
    for (const [path, content] of Object.entries(files)) await writeFileAtomic(join(root, path), content);
    const folder = await loadBook(root);
    const stages = createStages(folder);
    try {
      return (await build(stages, { run: true })).diagnostics;
    } finally {
      await stages.close();
    }
  }

  test("all are on their page, and no other", () => {
    expect([...examples.keys()].sort()).toEqual(Object.keys(rules).sort());
  });

  test("each example breaks its rule, and no other", { timeout: 60_000 }, async () => {
    const pages = [...examples].filter(([, { language }]) => language === "md");
    const config = {
      tabs: [{ id: "numpy", library: { name: "waves/numpy", file: "lib/numpy.ts" } }, "torch"],
      defaultTab: "all",
      limits: { memoryMegabytes: 400 },
    };
    const listed = pages.map(([rule]) => rule).join("\n");
    const found = await diagnosticsOf({
      "octavo.config.ts": `export default ${JSON.stringify(config)};\n`,
      "index.md": `# Rules\n\n\`\`\`toc\n${listed}\n\`\`\`\n`,
      ...Object.fromEntries(pages.map(([rule, { code }]) => [`${rule}.md`, `${code}\n`])),
    });
    const broken = pages.map(([rule]) => {
      const own = found.filter(({ place }) => place.path === `${rule}.md`).map((one) => one.rule);
      // Examples are parts of pages, which need no title.
      const others = [...new Set(own)].filter((one) => one === rule || one !== "page-has-title");
      return [rule, others];
    });
    expect(broken).toEqual(pages.map(([rule]) => [rule, [rule]]));
  });

  test("a configuration and a bibliography break theirs", async () => {
    const ofConfig = await diagnosticsOf({
      "octavo.config.ts": examples.get("config-is-valid")?.code ?? "",
      "index.md": "# Rules\n",
    });
    expect(ofConfig.find(({ rule }) => rule === "config-is-valid")?.message).toContain("titel");
    const ofBibliography = await diagnosticsOf({
      "octavo.config.ts": 'export default { bibliography: "waves.bib" };\n',
      "waves.bib": examples.get("bibliography-is-valid")?.code ?? "",
      "index.md": "# Rules\n",
    });
    expect(ofBibliography.map(({ rule }) => rule)).toEqual(["bibliography-is-valid"]);
  });
});

describe("commands", async () => {
  const bySection = sections(await textOf("commands.md"), "##");
  /** "## `octavo build [book]`" -> "build". */
  const sectionOf = new Map(
    Array.from(bySection).flatMap(([title, body]) => {
      const name = /^`octavo (\w+)/.exec(title)?.[1];
      return name === undefined ? [] : [[name, body] as const];
    }),
  );

  async function helpOf(...args: readonly string[]): Promise<string> {
    let text = "";
    const write = vi.spyOn(process.stdout, "write").mockImplementation((chunk) => {
      text += String(chunk);
      return true;
    });
    try {
      expect(await main([...args, "--help"])).toBe(0);
    } finally {
      write.mockRestore();
    }
    return text;
  }

  const names = (help: string) =>
    Array.from((help.split("Commands:")[1] ?? "").matchAll(/^ {2}(\w+)/gm), ([, name]) => name ?? "").filter(
      (name) => name !== "help",
    );

  test("all are on their page, and no other", async () => {
    expect([...sectionOf.keys()].sort()).toEqual(names(await helpOf()).sort());
    for (const name of names(await helpOf("new"))) expect(sectionOf.get("new")).toContain(`octavo new ${name} `);
  });

  test("so are their options", async () => {
    const said = new Map<string, readonly string[]>();
    const known = new Map<string, readonly string[]>();
    for (const [name, body] of sectionOf) {
      said.set(name, [...rows(body)].sort());
      // The options of `test` are Vitest's.
      const help = name === "test" ? "" : await helpOf(name);
      const flags = Array.from(help.matchAll(/^ {2}(?:-\w, )?(--[\w-]+(?: <\w+>)?)/gm), ([, flag]) => flag ?? "");
      known.set(name, flags.filter((flag) => flag !== "--help").sort());
    }
    expect(said).toEqual(known);
  });
});

test("all keys of the configuration are on their page, and no other", async () => {
  const { shape } = optionsSchema;
  const tab = shape.tabs.unwrap().element.options[1].shape;
  const known = [
    ...Object.keys(shape),
    ...Object.keys(tab),
    ...Object.keys(tab.library.unwrap().shape).map((key) => `library.${key}`),
    ...Object.keys(tab.aliases.unwrap().shape),
    ...Object.keys(shape.limits.unwrap().shape),
  ];
  const text = (await textOf("configuration.md")).split("\n## A Book from d2lbook")[0] ?? "";
  expect([...rows(text)].sort()).toEqual(known.sort());
});

test("what the page on writing shows as source is what comes below it", async () => {
  const text = await textOf("writing.md");
  const shown = Array.from(text.matchAll(/^````md\n([\s\S]*?)\n````$/gm), ([, source]) => source ?? "");
  expect(shown.length).toBeGreaterThan(8);
  const rest = text.replace(/^````\w+\n[\s\S]*?\n````$/gm, "");
  for (const source of shown) expect(rest).toContain(`\n${source}\n`);
});
