// `octavo new book|chapter|section`: files that build as they are, and stand in the contents.

import { existsSync, readdirSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join, posix, resolve } from "node:path";
import type { BookFolder } from "../config/index.ts";
import { writeFileAtomic } from "../files.ts";
import { bookConfig, bookIndex, chapterPage, gitignore, sectionPage } from "./new-texts.ts";
import { findBook, isMisconfigured } from "./open.ts";
import { shown } from "./report.ts";
import { UsageError } from "./usage.ts";

/** "weight-decay" -> "Weight Decay". */
function titleOf(slug: string): string {
  return slug.replace(/[-_]+/g, " ").replace(/(^|\s)\p{Ll}/gu, (letter) => letter.toUpperCase());
}

/** Checks that each part of a path makes a good file name, address and label. @throws UsageError */
function checkName(name: string, path: string): void {
  for (const part of path.split("/"))
    if (!/^[\p{L}\p{N}][\p{L}\p{N}_-]*$/u.test(part))
      throw new UsageError(`"${name}" cannot be a page's address: its names take letters, digits and hyphens`);
}

/** A new book with one chapter and one section, in a folder that is new or empty. */
export async function newBook(dir: string): Promise<number> {
  const root = resolve(dir);
  const found = statSync(root, { throwIfNoEntry: false });
  if (found && !found.isDirectory()) throw new UsageError(`\`${dir}\` is a file`);
  if (found && readdirSync(root).length > 0) throw new UsageError(`\`${dir}\` is not empty`);
  const title = titleOf(basename(root));
  await write(root, "octavo.config.ts", bookConfig(title));
  await write(root, ".gitignore", gitignore);
  await write(root, "index.md", bookIndex(title, ["first-steps/index"]));
  await write(root, "first-steps/index.md", chapterPage("First Steps", "first-steps", ["hello"]));
  await write(root, "first-steps/hello.md", sectionPage("Hello", "hello", []));
  console.log(`Try: npx octavo dev ${/^[\w./-]+$/.test(dir) ? dir : JSON.stringify(dir)}`);
  return 0;
}

/** A new chapter: a folder with its index page, in the book's contents. */
export async function newChapter(name: string): Promise<number> {
  const folder = await findBook(undefined);
  if (isMisconfigured(folder)) return 1;
  const inSource = pathIn(folder, name).replace(/\/(index)?$/, "");
  checkName(name, inSource);
  const path = posix.join(folder.config.source, inSource, "index.md");
  const slug = posix.basename(inSource);
  await writeNew(folder, path, chapterPage(titleOf(slug), slug, []));
  return addToContents(folder, folder.config.index, path);
}

/** A new section of a chapter, "linear-regression/weight-decay", in that chapter's contents. */
export async function newSection(name: string): Promise<number> {
  const folder = await findBook(undefined);
  if (isMisconfigured(folder)) return 1;
  const inSource = pathIn(folder, name);
  checkName(name, inSource);
  const path = posix.join(folder.config.source, `${inSource}.md`);
  const slug = posix.basename(inSource);
  const chapter = posix.join(posix.dirname(path), "index.md");
  const parent = existsSync(join(folder.root, chapter)) ? chapter : folder.config.index;
  await writeNew(folder, path, sectionPage(titleOf(slug), slug, folder.config.tabs));
  return addToContents(folder, parent, path);
}

/** "chapters/x/y.md" and "x/y" -> "x/y" in a book whose pages lie in `chapters`. */
function pathIn({ config }: BookFolder, name: string): string {
  const page = name.replace(/^\.\//, "").replace(/\.md$/, "");
  return config.source && page.startsWith(`${config.source}/`) ? page.slice(config.source.length + 1) : page;
}

async function writeNew({ root }: BookFolder, path: string, text: string): Promise<void> {
  if (existsSync(join(root, path))) throw new UsageError(`\`${path}\` is there already`);
  await write(root, path, text);
}

/** Adds `path` at the end of a page's last table of contents, or a table to a page that has none. */
async function addToContents(folder: BookFolder, page: string, path: string): Promise<number> {
  const file = join(folder.root, page);
  const text = await readFile(file, "utf8");
  const name = posix.relative(posix.dirname(page), path).replace(/\.md$/, "");
  const fences = [...text.matchAll(/^(`{3,})toc[^\n]*\n([\s\S]*?)^\1[ \t]*$/gm)];
  const last = fences.at(-1);
  const end = last && last.index + last[0].lastIndexOf("`".repeat(3));
  const closing = last && text.lastIndexOf("\n", last.index + last[0].length - 1) + 1;
  const changed =
    closing === undefined || end === undefined
      ? `${text.trimEnd()}\n\n\`\`\`toc\n:maxdepth: 2\n\n${name}\n\`\`\`\n`
      : `${text.slice(0, closing)}${name}\n${text.slice(closing)}`;
  await writeFileAtomic(file, changed);
  console.log(`${shown(file)}: its contents now hold ${name}`);
  return 0;
}

async function write(root: string, path: string, text: string): Promise<void> {
  await writeFileAtomic(join(root, path), text);
  console.log(shown(join(root, path)));
}
