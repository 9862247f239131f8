// Texts that a look ahead or a search for a partner could read again and again, by how often the part that does it stands in them.

/** A text of about so many parts. */
type Family = (n: number) => string;

const r = (part: string, n: number): string => part.repeat(n);
const count = (n: number, part: (i: number) => string): string => Array.from({ length: n }, (_, i) => part(i)).join("");
const fence = "```";
const cell = (lines: string): string => `${fence}{.python .input}\n${lines}${fence}\n`;

/** Of the dialect's own constructs. */
export const ours: Readonly<Record<string, Family>> = {
  "dollars without partners": (n) => r("$x ", n),
  "dollars alone": (n) => r("$", n),
  "longer and longer runs of dollars": (n) => count(Math.ceil(Math.sqrt(2 * n)), (i) => `e${r("$", i)}`),
  "escaped dollars in a formula": (n) => `$${r("\\$", n)}`,
  "double dollars on lines": (n) => r("$$\n", n),
  "environments that begin": (n) => r("\\begin{a}", n),
  "formulas with list items": (n) => `x $$a\n${r("- b\n", n)}$$`,
  "lists that open formulas": (n) => r("* $$x\n", n),
  "slide marks": (n) => r("[**x**] ", n),
  "slide marks that go on": (n) => r("(**x**)", n),
  "slide marks without partners": (n) => r("[**x\n\n", n),
  "slide marks without partners in a line": (n) => r("[**", n),
  "roles without ends": (n) => r(":numref:`", n),
  "roles of no name": (n) => r(":a:", n),
  "labels of nothing": (n) => r(":label:`x`\n", n),
  "labels of one paragraph": (n) => `a\n${r(":eqlabel:`x`\n", n)}`,
  "tab blocks without ends": (n) => r(":begin_tab:`mxnet`\n", n),
  "ends without tab blocks": (n) => r(":end_tab:\n", n),
  "tab blocks": (n) => r(":begin_tab:`mxnet`\na\n:end_tab:\n", n),
  "names of a tab block": (n) => `:begin_tab:\`${r("mxnet,", n)}\`\na\n:end_tab:\n`,
  "marks of tabs in a cell": (n) => cell(r("%%tab mxnet, jax\n", n)),
  "rows with bars in formulas": (n) => `| a | b |\n|---|---|\n${r("| $a|b$ | x |\n", n)}`,
  "captions without tables": (n) => r(": a\n\n", n),
  "images in one paragraph": (n) => r("![a](b)\n", n),
  "addresses in an open bracket": (n) => `[${r("http://x.y/:ref:`a` ", n)}`,
  "lines of one cell": (n) => cell(r("x = 1 #@save\n", n)),
  "cells of one line": (n) => r(cell("x = 1\n"), n),
  "fences on lines": (n) => r(`${fence}\n`, n),
  "fences in a line": (n) => r(`${fence}{.ts .input `, n),
  "what a fence says": (n) => `${fence}${r("a=b ", n)}\nx\n${fence}\n`,
  "entries of a table of contents": (n) => `${fence}toc\n${count(n, (i) => `a${i}\n`)}${fence}\n`,
  "raw blocks": (n) => r(`${fence}eval_rst\n.. raw:: html\n\n   a\n${fence}\n`, n),
  "front matter without an end": (n) => `---\n${r("a: b\n", n)}`,
};

/** Of CommonMark and GFM: cmark's, md4c's and markdown-it's own cases. Parsing these is micromark's work, not ours. */
export const commonMark: Readonly<Record<string, Family>> = {
  "nested strong emphasis": (n) => `${r("*a **a ", n)}b${r(" a** a*", n)}`,
  "closers of emphasis": (n) => r("a_ ", n),
  "openers of emphasis": (n) => r("_a ", n),
  "closers of links": (n) => r("a]", n),
  "openers of links": (n) => r("[a", n),
  "mismatched emphasis": (n) => r("*a_ ", n),
  "emphasis by multiples of three": (n) => `a**b${r("c* ", n)}`,
  "links opened, emphasis closed": (n) => r("[ a_", n),
  "nested brackets": (n) => `${r("[", n)}a${r("]", n)}`,
  "nested quotes": (n) => `${r("> ", n)}a`,
  "nested lists": (n) => count(Math.ceil(Math.sqrt(2 * n)), (i) => `${r("  ", i)}* a\n`),
  "zero characters": (n) => r("abc\0de\0", n),
  "longer and longer runs of backticks": (n) => count(Math.ceil(Math.sqrt(2 * n)), (i) => `e${r("`", i)}`),
  "unclosed links in angles": (n) => r("[a](<b", n),
  "unclosed links": (n) => r("[a](b", n),
  "unclosed comments": (n) => `</${r("<!--", n)}`,
  "brackets before parentheses": (n) => r("[ (](", n),
  "images in alternatives": (n) => r("![[]()", n),
  "backslashes at ends of lines": (n) => r("](\\[\n", n),
  "empty lines in a deep list": (n) => `${r("- ", Math.ceil(n / 16))}x${r("\n", n)}`,
  "empty lines in a deep list in a quote": (n) => `> ${r("- ", Math.ceil(n / 16))}x\n${r(">\n", n)}`,
  "emphasis in a deep quote": (n) => `${r(">", Math.ceil(n / 16))}${r("a*", n)}`,
  "many references": (n) => `${count(n, (i) => `[${i}]: u\n`)}\n${r("[0] ", n)}`,
  "stars around a letter": (n) => `${r("*", n)}a${r("*", n)}`,
  "stars and underscores": (n) => r("**_* ", n),
  "backticks and backslashes": (n) => r("``\\", n),
  angles: (n) => `${r("<", n)}>`,
  "blanks before a line's end": (n) => `x${r(" ", n)}x  \nx`,
  "stars in an address": (n) => `https://test.com?${r("*", n)}a`,
  "a name in an address": (n) => `${r("a", n)}@`,
  addresses: (n) => r("http://", n),
  "beginnings of addresses": (n) => r("www.", n),
  "beginnings of mail addresses": (n) => r("a@", n),
  "rows of a wide table": (n) => {
    const side = Math.ceil(Math.sqrt(n));
    return `${r("|a", side)}\n${r("|-", side)}\n${r("|x\n", side)}`;
  },
  "calls of footnotes": (n) => r("[^0]", n),
  footnotes: (n) => count(n, (i) => `[^${i}]: a\n`) + count(n, (i) => `[^${i}]`),
  "tags without ends": (n) => r("<a ", n),
  "instructions without ends": (n) => r("<?", n),
  "sections of CDATA": (n) => r("<![CDATA[", n),
  "declarations without ends": (n) => r("<!A ", n),
  ampersands: (n) => r("&", n),
  "one line": (n) => r("word ", n),
  "one paragraph": (n) => r("word\n", n),
};
