// Books in other languages than English: words, numbers, direction, and lines that go on.

import { describe, expect, test } from "vitest";
import { directionOf, wordsOf } from "../../../src/runtime/language/index.ts";
import { weaveSite } from "../../../src/runtime/weave/assets.ts";
import { defaults, weaveBook } from "../weave/weave.ts";

const languages = ["de", "fr", "es", "pt", "it", "ru", "tr", "vi", "ar", "he", "ja", "ko", "zh", "zh-Hant"];
const places = (text: string) => text.split("{}").length;

describe("words", () => {
  test.each(languages)("%s leaves places for as much as English, and says all by itself", (language) => {
    const [own, english] = [wordsOf(language), wordsOf("en")];
    for (const [key, text] of Object.entries(english))
      expect(`${key} ${places(own[key as keyof typeof own])}`).toBe(`${key} ${places(text)}`);
    // The script's words stand in one attribute.
    expect([own.copy, own.copied, own.theme, own.light, own.dark, own.system].join("")).not.toContain("|");
    const alike = Object.keys(english).filter((key) => own[key as keyof typeof own] === english[key as "next"]);
    expect(alike.length).toBeLessThan(9);
  });

  test("are those of the language that is nearest, and English else", () => {
    expect(wordsOf("pt-BR")).toBe(wordsOf("pt"));
    expect(wordsOf("zh-TW")).toBe(wordsOf("zh-Hant"));
    expect(wordsOf("zh-Hant-HK")).toBe(wordsOf("zh-Hant"));
    expect(wordsOf("zh-CN")).toBe(wordsOf("zh"));
    expect(wordsOf("tlh")).toBe(wordsOf("en"));
    expect(wordsOf("")).toBe(wordsOf("en"));
  });
});

test("languages are written to the left by their script", () => {
  const all = ["en", "ar", "he-IL", "fa", "ur-PK", "az-Arab", "pa-Arab-PK", "ar-Latn", "zh"];
  expect(all.filter((language) => directionOf(language) === "rtl")).toEqual([
    ...["ar", "he-IL", "fa", "ur-PK", "az-Arab", "pa-Arab-PK"],
  ]);
});

describe("a book in Chinese", () => {
  const pages = {
    "index.md": "# 书\n\n```toc\n:numbered:\n\none/index\n```\n",
    "one/index.md": "# 引言\n:label:`chap_one`\n\n```toc\n\na\n```\n",
    "one/a.md":
      "# 小节\n:label:`sec_a`\n\n## 第一\n\n我们在 :numref:`sec_a`和 :numref:`chap_one`中看到，\n这一行接着上一行，\n**强调**也是。\n见 :numref:`tab_a`。A line in\nEnglish，\n中文 and\n中文。\n\n## 第二\n\n| a |\n| - |\n| 1 |\n:label:`tab_a`\n",
  };
  const html = weaveBook({ pages, config: { language: "zh" } }).html("one/a.md");

  test("numbers its parts as Chinese does", () => {
    expect(html).toContain(">1.1节</a>和");
    expect(html).toContain(">第1章</a>中");
    expect(html).toContain('<span class="number">表1.1.1</span>');
    expect(html).toContain('<nav class="here" id="here" popover="auto" aria-label="本页内容">');
    expect(html).toContain("<small>上一页</small>");
  });
  test("has no blank where a line goes on, but beside Latin words", () => {
    expect(html).toContain("中看到，这一行接着上一行，<strong>强调</strong>也是。见 ");
    expect(html).toContain("A line in\nEnglish，中文 and\n中文。");
  });
  test("tells its script what to say, once", () => {
    expect(html).toContain('<html lang="zh" data-words="复制|已复制|主题|浅色|深色|跟随系统">');
  });
});

test("a book in Arabic is written to the left, and says so on the page of addresses that have none", async () => {
  const config = { ...defaults, language: "ar", title: "كتاب" };
  const woven = weaveBook({ pages: { "index.md": "# كتاب\n\nنص.\n" }, config });
  expect(woven.html("index.md")).toContain('<html lang="ar" dir="rtl"');
  const missing = (await weaveSite(woven.book, config)).find(({ path }) => path === "404.html");
  expect(missing && "content" in missing && missing.content).toContain("<h1>الصفحة غير موجودة</h1>");
  expect(missing && "content" in missing && missing.content).toContain('<html lang="ar" dir="rtl">');
});

test("Korean keeps the blanks between its lines, Japanese has none", () => {
  const page = (language: string, text: string) =>
    weaveBook({ pages: { "index.md": `# A\n\n${text}\n` }, config: { language } }).html("index.md");
  expect(page("ko", "한국어\n문장")).toContain("<p>한국어\n문장</p>");
  expect(page("ja", "日本語の\nテキスト。\n「はい」")).toContain("<p>日本語のテキスト。「はい」</p>");
});

test("works are cited in the book's language", () => {
  const bib =
    "@book{a, author={Ada Li and Bo Wu}, title={T}, year=2001}\n@book{b, author={C and D and E}, title={U}, year=2002}\n";
  const pages = { "index.md": "# A\n\n:cite:`a`, :citet:`a,b`\n" };
  const html = weaveBook({ pages, bibliography: bib, config: { language: "pt-BR" } }).html("index.md");
  expect(html).toContain("Li e Wu, 2001");
  expect(html).toContain("Li e Wu (2001)</a> e <a");
  expect(html).toContain("<h2>Referências</h2>");
});
