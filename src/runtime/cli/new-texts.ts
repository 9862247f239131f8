// The texts of `octavo new`: a config, an index, a chapter, a section. Each builds as it is.

import type { Tab } from "../config/index.ts";

const fence = "```";

export function bookConfig(title: string): string {
  return `import { defineConfig } from "octavo/config";

export default defineConfig({
  title: ${JSON.stringify(title)},
  authors: [],
});
`;
}

/** What a build leaves behind. */
export const gitignore = "dist/\n.octavo/\n";

export function bookIndex(title: string, entries: readonly string[]): string {
  return `# ${title}

What the book is about, and for whom.

${toc(entries, true)}`;
}

export function chapterPage(title: string, slug: string, entries: readonly string[]): string {
  const contents = entries.length > 0 ? `\n${toc(entries, false)}` : "";
  return `# ${title}
:label:\`chap_${slug}\`

What the chapter is about.
${contents}`;
}

/** A section with a formula, a cell for every tab, a cell for each tab, and labels that are referred to. */
export function sectionPage(title: string, slug: string, tabs: readonly Tab[]): string {
  const front = tabs.length > 0 ? `---\ntabs: [${tabs.map(({ id }) => id).join(", ")}]\n---\n` : "";
  const all = tabs.length > 0 ? "//@tab all\n" : "";
  const each = tabs
    .map(({ id, label }) => cell(`//@tab ${id}\nconsole.log(${JSON.stringify(`Hello from ${label}`)});`))
    .join("\n");
  return `${front}# ${title}
:label:\`sec_${slug}\`

What the section shows. The mean of $n$ numbers is

$$\\bar{x} = \\frac{1}{n} \\sum_{i=1}^{n} x_i.$$
:eqlabel:\`eq_${slug}-mean\`

## A First Cell
:label:\`subsec_${slug}-first\`

In code, :eqref:\`eq_${slug}-mean\` is a line:

${cell(`${all}const x = [1, 2, 3, 4];\nconst mean = x.reduce((sum, value) => sum + value, 0) / x.length;\nmean`)}
${each ? `A cell for each tab:\n\n${each}\n` : ""}## Summary

What :numref:\`subsec_${slug}-first\` has shown.

## Exercises

1. What is the mean of no numbers?
`;
}

function cell(code: string): string {
  return `${fence}{.typescript .input}\n${code}\n${fence}\n`;
}

function toc(entries: readonly string[], numbered: boolean): string {
  return `${fence}toc\n:maxdepth: 2\n${numbered ? ":numbered:\n" : ""}\n${entries.join("\n")}\n${fence}\n`;
}
