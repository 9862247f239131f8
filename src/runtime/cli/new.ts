// `octavo new book|chapter|section`: files that build as they are, and stand in the contents.

import { existsSync, readdirSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { basename, dirname, join, posix, resolve } from "node:path";
import type { Tab } from "../config/index.ts";
import { type BookFolder, loadBook } from "../config/index.ts";
import { hasErrors } from "../diagnostic.ts";
import { writeFileAtomic } from "../files.ts";
import { bookConfig, bookIndex, chapterPage, sectionPage } from "./new-texts.ts";
import { printDiagnostics } from "./report.ts";

/** "weight-decay" -> "Weight Decay". */
function titleOf(slug: string): string {
  return slug.replace(/[-_]+/g, " ").replace(/(^|\s)\p{Ll}/gu, (letter) => letter.toUpperCase());
}

/** A name that makes a good file, address and label: letters, digits and hyphens. */
function slugOf(name: string): string | undefined {
  return /^[\p{L}\p{N}][\p{L}\p{N}_-]*$/u.test(name) ? name : undefined;
}

/** A new book with one chapter and one section, in a folder that is new or empty. */
export async function newBook(dir: string): Promise<number> {
  const root = resolve(dir);
  if (existsSync(root) && readdirSync(root).length > 0) return refuse(`${dir} is not empty.`);
  const title = titleOf(basename(root));
  await write(root, "octavo.config.ts", bookConfig(title));
  await write(root, "index.md", bookIndex(title, ["first-steps/index"]));
  await write(root, "first-steps/index.md", chapterPage("First Steps", "first-steps", ["hello"]));
  await write(root, "first-steps/hello.md", sectionPage("Hello", "hello", []));
  console.log(`Try: npx octavo dev ${dir}`);
  return 0;
}

/** A new chapter: a folder with its index page, in the book's contents. */
export async function newChapter(name: string): Promise<number> {
  return inBook(async (folder) => {
    const slug = slugOf(name);
    if (!slug) return refuse(`"${name}" cannot be a folder's name here. It takes letters, digits and hyphens.`);
    const path = posix.join(folder.config.source, slug, "index.md");
    if (existsSync(join(folder.root, path))) return refuse(`${path} exists.`);
    await write(folder.root, path, chapterPage(titleOf(slug), slug, []));
    return addToContents(folder, folder.config.index, posix.relative(posix.dirname(folder.config.index), path));
  });
}

/** A new section of a chapter, "linear-regression/weight-decay", in that chapter's contents. */
export async function newSection(name: string): Promise<number> {
  return inBook(async (folder) => {
    const inSource = posix.join(folder.config.source, name.replace(/\.md$/, ""));
    const path = `${name.startsWith(`${folder.config.source}/`) ? name.replace(/\.md$/, "") : inSource}.md`;
    const slug = slugOf(posix.basename(path, ".md"));
    if (!slug) return refuse(`"${name}" cannot be a page's name here. It takes letters, digits and hyphens.`);
    if (existsSync(join(folder.root, path))) return refuse(`${path} exists.`);
    const chapter = posix.join(posix.dirname(path), "index.md");
    const parent = existsSync(join(folder.root, chapter)) ? chapter : folder.config.index;
    await write(folder.root, path, sectionPage(titleOf(slug), slug, folder.config.tabs as readonly Tab[]));
    return addToContents(folder, parent, posix.relative(posix.dirname(parent), path));
  });
}

async function inBook(use: (folder: BookFolder) => Promise<number>): Promise<number> {
  const folder = await loadBook();
  if (!hasErrors(folder.diagnostics)) return use(folder);
  printDiagnostics(folder.diagnostics, folder.textOf);
  return 1;
}

/** Adds an entry at the end of a page's last table of contents, or a table to a page that has none. */
async function addToContents(folder: BookFolder, page: string, entry: string): Promise<number> {
  const file = join(folder.root, page);
  const text = await readFile(file, "utf8");
  const name = entry.replace(/\.md$/, "");
  const fences = [...text.matchAll(/^(`{3,})toc[^\n]*\n([\s\S]*?)^\1[ \t]*$/gm)];
  const last = fences.at(-1);
  const end = last && last.index + last[0].lastIndexOf("`".repeat(3));
  const closing = last && text.lastIndexOf("\n", last.index + last[0].length - 1) + 1;
  const changed =
    closing === undefined || end === undefined
      ? `${text.trimEnd()}\n\n\`\`\`toc\n:maxdepth: 2\n\n${name}\n\`\`\`\n`
      : `${text.slice(0, closing)}${name}\n${text.slice(closing)}`;
  await writeFileAtomic(file, changed);
  console.log(`${page}: contents now hold ${name}`);
  return 0;
}

async function write(root: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFileAtomic(join(root, path), text);
  console.log(path);
}

function refuse(message: string): number {
  console.error(message);
  return 2;
}
