// Whole books say what their chapters say: a small book of ours here, any book by `npm run whole -- FOLDER`.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { differences } from "./compare.ts";
import { examine } from "./examine.ts";
import { deadLinks } from "./links.ts";
import { marksIn } from "./marks.ts";
import { readPage } from "./site.ts";
import { readChapter } from "./source.ts";
import { faultsOf } from "./valid.ts";

const cache = mkdtempSync(join(tmpdir(), "octavo-whole-"));
afterAll(() => rmSync(cache, { recursive: true }));

describe("a small book", async () => {
  const found = await examine(new URL("fixture", import.meta.url).pathname, { cache });

  test("says what its chapters say, in each tab", () => {
    expect(found.differences).toEqual([]);
    expect(found.views).toBe(8);
  });

  test("shows none of the author's marks", () => {
    expect(found.marks).toEqual([]);
  });

  test("has the numbers that its chapters have", () => {
    for (const { read, built } of Object.values(found.counts)) expect(built).toBe(read);
    expect(found.counts.cells?.built).toBe(9);
    expect(found.counts.references?.built).toBe(8);
  });

  test("is valid HTML whose links lead somewhere", () => {
    expect(found.invalid).toEqual([]);
    expect(found.dead).toEqual([]);
  });

  test("has nothing wrong", () => {
    expect(found.errors).toEqual([]);
  });
});

describe("what would be noticed", () => {
  const text = "# Title\n\nSome *words* and $x$.\n\n```python\na = 1\nb = 2\n```\n";
  const page = (inner: string) =>
    readPage(`<html lang="en"><body><article><h1>Title</h1>${inner}</article></body></html>`);
  const math = "<span class='katex'><annotation>x</annotation></span>";
  const code = "<div class='code'><pre><code>a = 1\nb = 2</code></pre></div>";
  const compare = (inner: string) =>
    differences("a.md", "", readChapter(text, []).piecesOf(""), page(inner).shownIn("")).length;

  test.each([
    ["nothing is wrong", `<p>Some <em>words</em> and ${math}.</p>${code}`, 0],
    ["a lost word", `<p>Some and ${math}.</p>${code}`, 1],
    ["a word too many", `<p>Some words, words and ${math}.</p>${code}`, 1],
    ["another order", `<p>words Some and ${math}.</p>${code}`, 1],
    ["a lost formula", `<p>Some words and.</p>${code}`, 1],
    ["a lost line", `<p>Some words and ${math}.</p><div class='code'><pre><code>a = 1</code></pre></div>`, 1],
    ["another indent", `<p>Some words and ${math}.</p>${code.replace("b", " b")}`, 1],
    ["a lost end", "<p>Some</p>", 1],
  ])("%s", (_, inner, count) => {
    expect(compare(inner)).toBe(count);
  });

  test("marks", () => {
    const seen = (inner: string) => marksIn(page(inner).root);
    expect(seen("<p>See :numref:<code>a</code></p>")).toEqual(["See :numref:"]);
    expect(seen("<div class='cell'><pre>f() #@save</pre></div><p>[**a</p>")).toEqual(["f() #@save", "[**a"]);
    expect(seen("<pre>f() #@save</pre><code>:label:`a`</code>")).toEqual([]);
  });

  test("links that lead nowhere", () => {
    const pages = new Map([
      ["a/b.html", "<h1 id='t'>T</h1><a href='../c.html#u'>1</a><a href='#v'>2</a><a href='#t'>3</a><img src='p.png'>"],
      ["c.html", "<h1 id='w'>T</h1><a href='a/'>4</a><a href='https://example.org/x'>5</a>"],
    ]);
    const dead = deadLinks(pages, new Set(["a/b.html", "c.html"]));
    expect(dead.map(({ address }) => address)).toEqual(["../c.html#u", "#v", "p.png", "a/"]);
  });

  test("faults of HTML", () => {
    const html = (body: string) =>
      `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>T</title></head><body>${body}</body></html>\n`;
    expect(faultsOf(html("<p>a &gt; b > c</p>"))).toEqual([]);
    expect(faultsOf(html("<p><div>a</div></p>"))).not.toEqual([]);
    expect(faultsOf(html("<ul><p>a</p></ul>"))).not.toEqual([]);
    expect(faultsOf(html("<p id='a'>a</p><p id='a'>b</p>"))).not.toEqual([]);
  });
});
