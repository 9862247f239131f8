// config.ini as d2lbook's own books write it: what each key becomes, and what is said of the others.

import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadBook } from "../../../src/runtime/config/index.ts";
import { parseIni, textOf } from "../../../src/runtime/config/ini.ts";

let folder = "";
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "octavo-ini-")));
});
afterAll(() => rm(folder, { recursive: true }));

let count = 0;

async function load(ini: string, files: Readonly<Record<string, string>> = {}) {
  const root = join(folder, `book-${count++}`);
  for (const [path, text] of Object.entries({ "index.md": "# X\n", "config.ini": ini, ...files })) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  const book = await loadBook(root);
  const said = book.diagnostics.map(({ severity, message, hint, place: { start, end } }) => {
    const at = (book.textOf("config.ini") ?? "").slice(start.offset, end.offset);
    return `${severity} ${start.line}:${start.column} [${at}] ${message}${hint ? ` | ${hint}` : ""}`;
  });
  return { ...book, said };
}

/** A section's values as text. */
function values(ini: string, section: string): Record<string, string> {
  return Object.fromEntries(
    [...(parseIni(ini).sections.get(section) ?? [])].map(([key, value]) => [key, textOf(value)]),
  );
}

test("values go on over indented lines, comments and empty lines are skipped", () => {
  const ini = "[a]\nkey = one\n      # not this\n\n      two ; nor this\n  three=3\nOther: x = y\n";
  expect(values(ini, "a")).toEqual({ key: "one\ntwo\nthree=3", other: "x = y" });
});

test("a value may begin with the sign of a comment, and hold it inside", () => {
  expect(values("[a]\nlinks = ###_X_###, b # said\ncolor = #fff\nempty = # none\n", "a")).toEqual({
    links: "###_X_###, b",
    color: "#fff",
    empty: "",
  });
});

test("[DEFAULT] stands behind all sections, and %(name)s is another value", () => {
  expect(values("[DEFAULT]\nroot = d2l\n[a]\nfile = %(root)s/x.py\nrate = 5%%\nodd = %(gone)s\n", "a")).toEqual({
    root: "d2l",
    file: "d2l/x.py",
    rate: "5%",
    odd: "%(gone)s",
  });
});

test("what has a meaning for a site becomes the configuration", async () => {
  const { config, resources, pages, said } = await load(
    `[project]
name = waves-en
title = Waves
author = Ann Bee, Carl Dee,
         and Eve Fox
copyright = 2023, All authors.
release = 1.0.3
lang = zh

[build]
notebooks = *.md */*.md
resources = img/ waves.bib data/*.csv
exclusions = README.md drafts
non-notebooks = notes/*.md
dependencies = data
eval_notebook = False
warning_is_error = yes
tabs = pytorch, mxnet

[html]
header_links = PDF, https://example.org/x.pdf, fas fa-file-pdf,
               Slides, slides/index.html, fas fa-file
favicon = static/favicon.png
html_logo = static/logo.png
include_css = static/*.css
include_js = static/x.js

[pdf]
bibfile = waves.bib

[library]
version_file = waves/__init__.py

[library-pytorch]
lib_file = waves/torch.py
lib_name = torch
simple_alias = ones, exp(, concat -> cat,
               abs
fluent_alias = numpy -> detach().numpy, size -> numel
alias =
    nn_Module = nn.Module
    size = lambda a: a.size
reverse_alias =
    d2l.size\\((\\w+)\\) -> \\1.size
args_alias = randn(size, device=None) -> np.random.randn(size=size, ctx=device)

[slides]
top_right = <img src='x.png'/>
`,
    {
      "a/one.md": "# One\n",
      "drafts/two.md": "# Two\n",
      "notes/three.md": "# Three\n",
      "_build/eval/four.md": "# Four\n",
      "img/deep/x.svg": "<svg/>",
      "waves.bib": "",
      "data/a.csv": "1",
      "static/favicon.png": "",
      "static/logo.png": "",
      "static/d2l.css": "",
      "static/x.js": "",
      "waves/__init__.py": "",
    },
  );
  expect(said).toEqual([]);
  expect(pages).toEqual(["a/one.md", "index.md"]);
  expect(resources).toEqual(["data/a.csv", "img/deep/x.svg", "waves.bib"]);
  expect(config).toMatchObject({
    name: "waves-en",
    title: "Waves",
    authors: ["Ann Bee", "Carl Dee", "Eve Fox"],
    license: "© 2023, All authors.",
    version: "1.0.3",
    language: "zh",
    out: "_build/site",
    run: false,
    strict: true,
    links: [
      { label: "PDF", url: "https://example.org/x.pdf" },
      { label: "Slides", url: "slides/index.html" },
    ],
    favicon: "static/favicon.png",
    logo: "static/logo.png",
    styles: ["static/d2l.css"],
    scripts: ["static/x.js"],
    bibliography: ["waves.bib"],
    versionFile: "waves/__init__.py",
    slides: { topLeft: "", topRight: "<img src='x.png'/>" },
    tabs: [
      {
        id: "pytorch",
        label: "PyTorch",
        library: { name: "waves.torch", file: "waves/torch.py" },
        aliases: {
          module: "torch",
          simple: [
            { from: "ones", to: "ones" },
            { from: "exp", to: "exp" },
            { from: "concat", to: "cat" },
            { from: "abs", to: "abs" },
          ],
          fluent: [
            { from: "numpy", to: "detach().numpy" },
            { from: "size", to: "numel" },
          ],
          args: [{ from: "randn(size, device=None)", to: "np.random.randn(size=size, ctx=device)" }],
          reverse: [{ from: "d2l.size\\((\\w+)\\)", to: "\\1.size" }],
          definitions: ["nn_Module = nn.Module", "size = lambda a: a.size"],
        },
      },
      { id: "mxnet", label: "MXNet" },
    ],
  });
  expect(config.dependencies).toMatch(/^[0-9a-f]{32}$/);
});

test("all files are chapters where no pattern says which, but for what lies in the output folder", async () => {
  const { pages } = await load("[project]\ntitle = X\n", { "a/b/c.md": "# C\n", "_build/eval/x.md": "# X\n" });
  expect(pages).toEqual(["a/b/c.md", "index.md"]);
});

test("what says nothing to a site is said once, in one sentence", async () => {
  const { said } = await load(
    "[project]\ntitle = X\n[build]\nrsts =\n[deploy]\ns3_bucket = s3://x\ngithub_repo = a/b\n[colab]\nlibs = a, b\n",
  );
  expect(said).toEqual([
    "info 6:1 [s3_bucket] These say nothing to Octavo, and are left alone: [deploy] s3_bucket, github_repo; [colab] libs",
  ]);
});

test.each([
  [
    "[project]\ntitle = X\nauthors = A\n",
    "warning 3:1 [authors] `[project]` has no key `authors`; it is left alone | Did you mean `author`?",
  ],
  [
    "[project]\ntitle = X\n[htlm]\nfavicon = x\n",
    "warning 4:1 [favicon] d2lbook has no section `[htlm]`; it is left alone | Did you mean `[html]`?",
  ],
  [
    "[project]\ntitle = X\nlang = not a tag\n",
    'error 3:1 [lang] "language" should be a language tag, such as "en" or "pt-BR", not "not a tag"',
  ],
  [
    "[project]\ntitle = X\nnonsense\n",
    "error 3:1 [nonsense] This line is no `key = value` | Indent it when it goes on the value above.",
  ],
  [
    "title = X\n[build]\nindex = index\n",
    "error 1:1 [title = X] `title` stands before the first section | Write `[build]`, or another section, above it.",
  ],
  [
    "[project]\ntitle = X\ntitle = Y\n",
    "warning 3:1 [title] `title` is given twice in its section; the later one counts",
  ],
  [
    "[build]\nindex = index\nwarning_is_error = maybe\n",
    'error 3:20 [maybe] `warning_is_error` should be True or False, not "maybe"',
  ],
  [
    "[build]\nindex = index\n[html]\nheader_links = A, ###_B_###, c,\n",
    'warning 4:16 [A, ###_B_###, c,] "###_B_###" is no address: the header link "A" is left out',
  ],
  [
    "[build]\nindex = index\n[html]\nheader_links = A\n",
    "error 4:16 [A] A header link is a name, an address and an icon, with commas between them",
  ],
  ["[build]\nindex = index\n[html]\nfavicon = gone.png\n", 'warning 4:1 [favicon] There is no file "gone.png"'],
  [
    "[build]\ntabs = a\n[library]\nsave_filname = lib/a.py\n",
    "warning 4:1 [save_filname] `[library]` has no key `save_filname`; it is left alone | Did you mean `save_filename`?",
  ],
  [
    "[build]\ntabs = a, b\n[library-c]\nlib_file = c.py\n",
    "warning 4:1 [lib_file] `[library-c]` is of no tab of the book | Its tabs are a, b: `tabs` in `[build]`.",
  ],
])("says what is wrong with %j", async (ini, expected) => {
  expect((await load(ini)).said).toEqual([expected]);
});

test("one library of an older book is that of its default tab, or of all pages", async () => {
  const said = "[library]\nsave_filename = waves/all.py\nsave_mark = Save this\n";
  const library = { name: "waves.all", file: "waves/all.py" };
  expect((await load(`[build]\nindex = index\n${said}`)).config).toMatchObject({
    tabs: [],
    library,
    saveMark: "Save this",
  });
  const { config } = await load(`[build]\ntabs = a, B\ndefault_tab = b\n${said}[library-a]\nlib_file = waves/a.py\n`);
  expect(config.library).toBeUndefined();
  expect(config.tabs.map((tab) => tab.library)).toEqual([{ name: "waves.a", file: "waves/a.py" }, library]);
});
