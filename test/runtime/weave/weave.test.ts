// A woven book as a whole: addresses, ids, policy, numbers of formulas, what a page depends on.

import { createHash } from "node:crypto";
import { fromHtml } from "hast-util-from-html";
import { visit } from "unist-util-visit";
import { expect, test } from "vitest";
import { weaveSite } from "../../../src/runtime/weave/assets.ts";
import { pictures } from "./outcomes.ts";
import { defaults, tabs, weaveBook } from "./weave.ts";

const pages = {
  "index.md": "# A Book\n\nWhat it says.\n\n```toc\n:maxdepth: 2\n:numbered:\n\none/index\nlast\n```\n",
  "one/index.md": "# Chapter $x$\n:label:`chap_one`\n\n```toc\n:maxdepth: 1\n\nsection\n```\n",
  "one/section.md":
    "# Section & Co\n\n## First\n:label:`a b`\n\n## Second\n\n![Fig](../img/loss.png)\n:label:`fig_loss`\n\nSee :numref:`a b`, :numref:`chap_one`, [last](../last.md#x) and [data](data.csv).\n",
  "last.md": "# Last\n\nBack to :numref:`a b` and :numref:`fig_loss`. $\\frac$ and $x$.\n",
};
const files = { ...pictures, "one/data.csv": new Uint8Array() };

/** What the frame of a page refers to and what it names. */
function elements(html: string) {
  const ids: string[] = [];
  const addresses: string[] = [];
  visit(fromHtml(html), "element", ({ properties: { id, href, src, popoverTarget, ariaControls } }) => {
    if (typeof id === "string") ids.push(id);
    for (const address of [href, src]) if (typeof address === "string") addresses.push(address);
    for (const refers of [popoverTarget, ariaControls])
      if (typeof refers === "string") addresses.push(...refers.split(" ").map((one) => `#${one}`));
  });
  return { ids, addresses };
}

test("every address in a site leads to a file of it, and to an id in that file", async () => {
  const { pages: woven, book } = weaveBook({ pages, files });
  const shared = await weaveSite(book, { ...defaults, title: "A Book" });
  const all = [...[...woven.values()].flatMap((page) => page.files), ...shared];
  const paths = new Map(all.map((file) => [file.path, "content" in file ? String(file.content) : ""]));
  const broken: string[] = [];
  for (const [path, html] of paths) {
    if (!path.endsWith(".html")) continue;
    for (const address of elements(html).addresses) {
      const url = new URL(address, `site:/${path}`);
      const target = decodeURIComponent(url.pathname.slice(1));
      const id = decodeURIComponent(url.hash.slice(1));
      const found = paths.get(target);
      if (found === undefined || (id && !elements(found).ids.includes(id))) broken.push(`${path}: ${address}`);
    }
  }
  expect(broken).toEqual(["one/section.html: ../last.html#x"]);
});

test("ids are given once, also when HTML of the author gives one again", () => {
  const text = '# A\n\n<p id="b">b</p>\n\n## B\n\n<p id="b">again</p>\n';
  const { ids } = elements(weaveBook({ pages: { "index.md": text } }).html("index.md"));
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
});

test("the policy names the only script that stands in the page, and nothing is asked of elsewhere", () => {
  const html = weaveBook({ pages, files }).html("one/section.md");
  const scripts = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, script]) => script ?? "");
  const hashes = scripts.map((script) => createHash("sha256").update(script).digest("base64"));
  expect(hashes).toHaveLength(1);
  expect(html.replaceAll("&#x27;", "'")).toContain(`script-src 'self' 'sha256-${hashes[0]}'`);
  expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
});

test("what the author takes from elsewhere is allowed, by its origin, and what stands in the page by its hash", () => {
  const text = `# A

![far](https://img.example/a.png)

<iframe src="https://video.example/embed/1"></iframe>
<script>hello()</script>
<script src="https://code.example/x.js"></script>
<style>p { color: red }</style>
<video src="local.mp4"></video>
`;
  const css = new TextEncoder().encode('@import url("https://fonts.example/css");');
  const html = weaveBook({
    pages: { "index.md": text },
    config: { styles: ["own.css"] },
    files: { "own.css": css },
  }).html("index.md");
  const policy = (/Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? "").replaceAll("&#x27;", "'");
  const of = (name: string) => policy.split("; ").find((one) => one.startsWith(`${name} `)) ?? "";
  const hash = (one: string) => `'sha256-${createHash("sha256").update(one).digest("base64")}'`;
  expect(of("img-src")).toBe("img-src 'self' data: https://img.example https://fonts.example");
  expect(of("frame-src")).toBe("frame-src https://video.example");
  expect(of("media-src")).toBe("media-src 'self'");
  expect(of("script-src")).toContain(`https://code.example ${hash("hello()")}`);
  expect(of("style-src")).toBe(`style-src 'self' ${hash("p { color: red }")} https://fonts.example`);
});

test("the book's icon, logo, links, style sheets and scripts are in each page and in the site", async () => {
  const config = {
    ...defaults,
    source: "text",
    index: "text/index.md",
    title: "Waves",
    favicon: "static/icon.png",
    logo: "text/img/loss.png",
    styles: ["static/own.css"],
    scripts: ["static/own.js"],
    links: [
      { label: "PDF", url: "waves.pdf" },
      { label: "Code", url: "https://example.org" },
    ],
    version: "1.2",
  };
  const own = { "text/img/loss.png": pictures["img/loss.png"] ?? new Uint8Array() };
  const { html, book } = weaveBook({
    pages: { "text/index.md": "# A\n\n```toc\n\na/b\n```\n", "text/a/b.md": "# B\n" },
    config,
    files: own,
  });
  const page = html("text/a/b.md");
  expect(page).toContain('<link rel="icon" href="../static/icon.png" type="image/png">');
  expect(page).toContain('<link rel="stylesheet" href="../static/own.css">');
  expect(page).toContain('<script src="../static/own.js" defer></script>');
  expect(page).toMatch(
    /<a class="book" href="..\/index.html"><img class="logo" src="..\/img\/loss.png" alt="Waves" width/,
  );
  expect(page).toContain('<a href="../waves.pdf">PDF</a><a href="https://example.org">Code</a>');
  expect(page).toContain("<p>Release 1.2</p>");
  const shared = await weaveSite(book, config);
  expect(shared.filter((file) => "from" in file && !file.path.startsWith("assets/"))).toEqual([
    { path: "static/icon.png", from: "static/icon.png" },
    { path: "img/loss.png", from: "text/img/loss.png" },
    { path: "static/own.css", from: "static/own.css" },
    { path: "static/own.js", from: "static/own.js" },
  ]);
});

test("a page says what it is: language, title with number, description, neighbours", () => {
  const { html } = weaveBook({ pages, files, config: { title: "A Book", language: "de" } });
  const section = html("one/section.md");
  expect(section).toContain('<html lang="de" data-words="Kopieren|');
  expect(section).toContain("<title>1.1 Section &#x26; Co · A Book</title>");
  expect(section).toContain('<link rel="prev" href="index.html">');
  expect(section).toContain('<link rel="next" href="../last.html">');
  expect(html("index.md")).toContain('<meta name="description" content="What it says.">');
  expect(html("index.md")).toContain("<title>A Book</title>");
});

test("formulas are counted, and one that fails is a diagnostic at its place", () => {
  const { pages: woven } = weaveBook({ pages, files });
  const last = woven.get("last.md");
  expect(last?.formulas).toEqual({ total: 2, failed: 1 });
  expect(last?.diagnostics).toMatchObject([
    {
      rule: "formula-is-valid",
      place: { path: "last.md", start: { line: 3, column: 47 }, end: { line: 3, column: 54 } },
    },
  ]);
});

test.each([
  ["is too long", "x".repeat(10_001)],
  ["nests too deep", "{".repeat(5_000)],
  ["nests too deep by \\left", "\\left(".repeat(200)],
  ["never ends", "\\def\\a{\\a\\a}\\a"],
  ["becomes too large", "\\sqrt{x}".repeat(1_200)],
])("a formula that %s is shown as it is written", (_name, tex) => {
  const { pages: woven, article } = weaveBook({ pages: { "index.md": `# A\n\n$$${tex}$$\n` } });
  expect(woven.get("index.md")?.formulas).toEqual({ total: 1, failed: 1 });
  expect(article("index.md")).toContain('<code class="broken"');
});

test("a display formula of lines is aligned as on the format's own sites, and one may name itself", () => {
  const { article, diagnostics } = weaveBook({
    pages: { "a.md": "# A\n\n$$a &= 1 \\\\ b &= 2$$\n\n$$c = 3 \\label{eq_c}$$\n\n$$d & 4$$\n" },
  });
  expect(article("a.md").match(/class="katex-display"/g)).toHaveLength(2);
  expect(diagnostics.map(({ rule, place }) => `${rule} ${place.start.line}`)).toEqual(["formula-is-valid 7"]);
});

test("the first heading of a book's page is its title, whatever its depth", () => {
  const b = "### Waves\n\n##### Sound\n\n#### Light\n";
  const headings = (html: string) =>
    [...html.matchAll(/<h(\d)[^>]*>(?:<span[^>]*>[^<]*<\/span> )?(\w+)/g)].map(([, d, t]) => `${d} ${t}`);
  const { article } = weaveBook({ pages: { "a.md": "# A\n\n```toc\n:numbered:\n\nb\n```\n", "b.md": b } });
  expect(headings(article("b.md"))).toEqual(["1 Waves", "3 Sound", "2 Light"]);
  expect(headings(weaveBook({ pages: { "b.md": b } }).article("b.md"))).toEqual(["3 Waves", "5 Sound", "4 Light"]);
});

test.each(["java", "cpp", "c++", "c"])("listings in %s are highlighted", (language) => {
  const { article } = weaveBook({ pages: { "a.md": `# A\n\n\`\`\`${language}\nif (x) return 1; // so\n\`\`\`\n` } });
  expect(article("a.md")).toContain('<span class="tok-keyword">return</span>');
  expect(article("a.md")).toContain('<span class="tok-comment">// so</span>');
});

test("a tag that is none of HTML is text, in a block of HTML as well", () => {
  const html = weaveBook({ pages: { "a.md": "# A\n\n<eos> b\n\n<div>c <unk> d</div>\n" } }).article("a.md");
  expect(html).toContain("<p>&#x3C;eos> b</p>");
  expect(html).toContain("<div>c &#x3C;unk> d</div>");
});

test("each list of works has those of its own file, and the first those of files without one", () => {
  const { book } = weaveBook({
    pages: { "a.md": "# A\n\n:cite:`x`\n\n:bibliography:`b.bib`\n", "c.md": "# C\n\n:bibliography:`references.bib`\n" },
    bibliography: "@book{x, author = {A. Wave}, title = {Waves}, year = 1900}\n",
  });
  expect(book.citations.get("x")?.list).toEqual({ page: "c.md", path: "references.bib" });
});

test("a macro does not reach the next formula", () => {
  const { pages: woven } = weaveBook({ pages: { "index.md": "# A\n\n$\\gdef\\mine{x}\\mine$ and $\\mine$\n" } });
  expect(woven.get("index.md")?.formulas).toEqual({ total: 2, failed: 1 });
});

test("a page that some of the book's tabs do not have says so", () => {
  const text =
    "# A\n\n```{.typescript .input}\n//@tab pytorch\nx();\n```\n\n```{.typescript .input}\n//@tab jax\ny();\n```\n";
  const { article } = weaveBook({ pages: { "index.md": text }, config: { tabs, defaultTab: "pytorch" } });
  expect(article("index.md")).toContain("This page is in PyTorch and JAX; it has no version for MXNet or TensorFlow.");
});

test("a page's bytes depend on the page alone, not on what was woven before it", () => {
  const plot = { series: [{ x: [0, 1], y: [0, 1] }], x: {}, y: {} };
  const drawn = {
    0: [{ type: "display", bundle: { "text/plain": "", "application/vnd.octavo.plot+json": plot } }],
  } as const;
  const written = {
    pages: { "index.md": "# A\n\n```{.typescript .input}\nplot()\n```\n" },
    config: { tabs: [] },
    outcomes: { "index.md": { "": drawn } },
  };
  const first = weaveBook(written).html("index.md");
  expect(first).toContain("plot-1-clip");
  expect(weaveBook(written).html("index.md")).toBe(first);
});

test("without a script the chosen theme and tab need none: all panels are in the page, with their names", () => {
  const text =
    "# A\n\n```{.typescript .input}\n//@tab pytorch\nx();\n```\n\n```{.typescript .input}\n//@tab jax\ny();\n```\n";
  const article = weaveBook({ pages: { "index.md": text } }).article("index.md");
  expect(article.match(/<p class="tab-name">[^<]*/g)).toEqual([
    '<p class="tab-name">PyTorch',
    '<p class="tab-name">JAX',
  ]);
  expect(article).not.toContain("hidden");
});

test("a raw block's file of HTML stands in the page as it is", () => {
  const banner = new TextEncoder().encode('<div class="banner">Welcome</div>');
  const { html, diagnostics } = weaveBook({
    pages: { "index.md": "# A\n\n```eval_rst\n.. raw:: html\n   :file: banner.html\n```\n" },
    files: { "banner.html": banner },
  });
  expect(diagnostics).toEqual([]);
  expect(html("index.md")).toContain('<div class="banner">Welcome</div>');
});

test("a page shows by its part of the book what it shows by the whole", () => {
  const written = {
    pages: {
      "index.md":
        "# Book of :cite:`Vapnik.1992`\n\n:ref:`sec_c`\n\n```toc\n:maxdepth: 2\n:numbered:\n\na/index\nlast\n```\n",
      "a/index.md":
        "# First, as :numref:`fig_one` says\n:label:`sec_a`\n\n```toc\nb\n```\n\n![About :eqref:`eq_b`](x.svg)\n:label:`fig_one`\n",
      "a/b.md":
        "# B\n:label:`sec_b`\n\n$$x$$\n:eqlabel:`eq_b`\n\n:ref:`sec_a`, :numref:`fig_one`, :ref:`sec_last`, :citet:`Boyd.2004`, [there](../last.md#c)\n",
      "last.md":
        "# Last of :cite:`Boyd.2004`\n:label:`sec_last`\n\n## C, see :eqref:`eq_b` and :citet:`Boyd.2004`\n:label:`sec_c`\n\n## D\n\n:numref:`sec_b` :cite:`Vapnik.1992`\n",
    },
    bibliography:
      "@book{Boyd.2004, author={Boyd, S.}, title={B}, year=2004}\n@book{Vapnik.1992, author={Vapnik, V.}, title={V}, year=1992}",
  };
  const listed = { ...written.pages, "last.md": `${written.pages["last.md"]}\n:bibliography:\`references.bib\`\n` };
  for (const pages of [written.pages, listed]) {
    const inPart = weaveBook({ ...written, pages });
    const whole = weaveBook({ ...written, pages }, (book) => ({ book }));
    for (const path of Object.keys(pages)) expect(inPart.html(path), path).toBe(whole.html(path));
    expect(inPart.html("last.md")).toContain("Boyd");
  }
});
