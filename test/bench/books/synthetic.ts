// A book out of nothing, as dense as real ones: on each page 15 cells in three tabs (Python: shown, not run), 40 formulas,
// 6 references, 3 citations, 3 tab blocks, a figure and a table. Page n is the same in books of all sizes.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const tabs = ["pytorch", "mxnet", "jax"];
const sectionsPerChapter = 12;
const works = 200;
const drawings = 20;

/** Writes a book of so many pages into a folder: an index, chapters with their indices, sections. */
export function writeBook(root: string, pages: number): void {
  const write = (path: string, text: string) => {
    mkdirSync(join(root, path, ".."), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write(
    "octavo.config.mjs",
    `export default ${JSON.stringify({ title: "A Synthetic Book", tabs, bibliography: "works.bib" })};\n`,
  );
  write("works.bib", Array.from({ length: works }, (_, i) => work(i)).join("\n"));
  for (let i = 0; i < drawings; i++) write(`img/drawing-${i}.svg`, drawing(i));
  const chapters: string[] = [];
  for (let page = 1; page < pages; page++) {
    const inChapter = (page - 1) % (sectionsPerChapter + 1);
    if (inChapter === 0) chapters.push(`chapter-${chapters.length + 1}`);
    const chapter = chapters.at(-1) ?? "";
    const sections = Math.min(sectionsPerChapter, pages - 1 - page);
    if (inChapter > 0) write(`${chapter}/section-${inChapter}.md`, sectionPage(page));
    else write(`${chapter}/index.md`, chapterPage(page, sections));
  }
  const entries = chapters.map((chapter) => `${chapter}/index`);
  write("index.md", `# A Synthetic Book\n\n${toc(entries)}`);
}

function toc(entries: readonly string[]): string {
  return entries.length === 0 ? "" : `\`\`\`toc\n:maxdepth: 1\n:numbered:\n\n${entries.join("\n")}\n\`\`\`\n`;
}

function chapterPage(page: number, sections: number): string {
  const { sentence, paragraph } = scribe(page);
  const entries = Array.from({ length: sections }, (_, i) => `section-${i + 1}`);
  return `# ${title(sentence())}\n:label:\`sec_${page}\`\n\n${paragraph()}\n\n${toc(entries)}`;
}

function sectionPage(page: number): string {
  const { sentence, paragraph, formula, pick, below } = scribe(page);
  const inline = (count: number) => Array.from({ length: count }, () => `${sentence(` $${formula()}$`)}`).join(" ");
  const display = (label?: string) =>
    `$$${formula()} = \\sum_{i=1}^n ${formula()}.$$${label === undefined ? "" : `\n:eqlabel:\`${label}\``}`;
  const cite = () => `:cite:\`work${below(works)}\``;
  // Chapter indices have labels too, so each earlier page can be referred to; the first refers to itself.
  const earlier = () => `sec_${Math.max(1, page - 1 - below(50))}`;
  const cell = (mark: string) => `\`\`\`{.python .input}\n%%tab ${mark}\n${code(pick, below)}\n\`\`\``;
  const perTab = () => tabs.map(cell).join("\n\n");
  const part = (n: number) => [
    `## ${title(sentence())}`,
    `:label:\`subsec_${page}_${n}\`\n`,
    `${paragraph()} ${inline(8)}`,
    display(n === 0 ? `eq_${page}` : undefined),
    `where ${inline(1)} In [**short, ${sentence().toLowerCase().slice(0, -1)}**], as in :numref:\`${earlier()}\`.`,
    cell("all"),
    `${paragraph()} ${inline(1)}`,
    display(),
  ];
  return [
    `# ${title(sentence())}`,
    `:label:\`sec_${page}\`\n`,
    `${paragraph()} ${cite()}`,
    ...part(0),
    ...tabs.map((tab) => `:begin_tab:\`${tab}\`\n${paragraph()} See \`${tab}.${pick(words)}\`.\n:end_tab:`),
    perTab(),
    ...part(1),
    `Equation :eqref:\`eq_${page}\` is what :numref:\`fig_${page}\` shows ${cite()}. ${paragraph()}`,
    `![${sentence()}](../img/drawing-${page % drawings}.svg)\n:width:\`300px\`\n:label:\`fig_${page}\``,
    perTab(),
    cell("all"),
    ...part(2),
    `:${sentence()}\n`,
    `|${pick(words)}|${pick(words)}|$${formula()}$|\n|:--|--:|:-:|\n${Array.from({ length: 6 }, () => `|${pick(words)}|${below(1000)}|**${pick(words)}**|`).join("\n")}`,
    `:label:\`tab_${page}\`\n`,
    perTab(),
    cell("all"),
    cell("all"),
    `${paragraph()} ${cite()} Values are in :numref:\`tab_${page}\`.`,
    display(),
    display(),
    display(),
    "## Exercises\n",
    Array.from({ length: 5 }, (_, i) => `${i + 1}. ${sentence()} *${pick(words)}*, ${sentence()}`).join("\n"),
  ]
    .join("\n\n")
    .replaceAll(/\n\n(?=:label:`(?:sub)?sec_|:label:`tab_)/g, "\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .concat("\n");
}

const words = (
  "the of a gradient function loss matrix vector learning model data we that each with for batch layer network training " +
  "example weight step noise sample mean variance product space linear kernel input output feature label which from over " +
  "estimate rate search tree graph token sequence state attention image channel error bound random measure convex descent " +
  "is has gives needs makes shows keeps grows falls small large early late simple deep wide sparse dense smooth common"
).split(" ");
/** Words that Python takes as names. */
const names = words.filter((word) => word.length > 4);
const letters = ["x", "y", "z", "w", "b", "\\alpha", "\\theta", "\\mathbf{x}", "\\mathbf{W}", "\\hat{y}"];
const shapes: readonly ((a: string, b: string, c: string) => string)[] = [
  (a, b) => `${a}_i = ${b}^2`,
  (a, b, c) => `\\frac{${a}}{${b} + ${c}}`,
  (a, b) => `\\mathcal{L}(${a}, ${b})`,
  (a, b, c) => `\\frac{\\partial ${a}}{\\partial ${b}} \\exp(-${c}^\\top ${a})`,
  (a, b) => `\\|${a} - ${b}\\|_2`,
  (a, _, c) => `${a} \\in \\mathbb{R}^{n \\times d}, \\sqrt{${c}}`,
];

/** What pages are made of, drawn by a page's own random numbers (mulberry32). */
function scribe(page: number) {
  let state = Math.imul(page, 0x9e3779b1);
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number) => Math.floor(random() * n);
  const pick = <T>(all: readonly T[]): T => all[below(all.length)] as T;
  const sentence = (end = "") => {
    const text = Array.from({ length: 6 + below(12) }, () => pick(words)).join(" ");
    return `${text[0]?.toUpperCase()}${text.slice(1)}${end}.`;
  };
  const paragraph = () => Array.from({ length: 4 + below(4) }, () => sentence()).join(below(4) === 0 ? "\n" : " ");
  const formula = () => pick(shapes)(pick(letters), pick(letters), pick(letters));
  return { below, pick, sentence, paragraph, formula };
}

function title(sentence: string): string {
  return sentence.split(" ").slice(0, 5).join(" ").replace(/\.$/, "");
}

function code(pick: (all: readonly string[]) => string, below: (n: number) => number): string {
  const [name, other] = [pick(names), pick(names)];
  return [
    `def ${name}_${below(100)}(self, ${other}, rate=${below(10)}.5):  #@save`,
    `    """Compute the ${name} of ${other}."""`,
    `    total = [d2l.reduce_sum(${other} ** ${below(9)}) for _ in range(${below(50)})]`,
    `    if rate > ${below(5)} and len(total) != ${below(9)}:`,
    `        return {'${name}': total, "${other}": None}  # ${pick(words)} ${pick(words)}`,
    `    return self.${other}(total)`,
  ].join("\n");
}

function work(i: number): string {
  const { pick, sentence } = scribe(-i - 1);
  return `@article{work${i},\n  title={${title(sentence())}},\n  author={Writer, ${pick(words)} and Other, ${pick(words)}},\n  journal={Journal of ${pick(words)}},\n  year={${1950 + (i % 70)}}\n}\n`;
}

function drawing(i: number): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><circle cx="150" cy="100" r="${20 + 4 * i}" fill="none" stroke="black"/></svg>\n`;
}
