// Files: where sources are read, listed, and written whole: what is written is temporary first and renamed then.

import { randomBytes } from "node:crypto";
import { constants, existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { chmod, mkdir, open, readdir, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve, sep } from "node:path";
import { type Diagnostic, type Place, type RuleId, startOf } from "./diagnostic.ts";

/** Bytes that a source file may have. */
const largestSource = 32 * 1024 * 1024;

/** What reading a source gave. */
export interface SourceText {
  /** Without a byte-order mark; absent when the file cannot be read. */
  readonly text?: string;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a source file of the book in `root`. UTF-16 with a byte-order mark is decoded with a warning; bytes that are
 * no UTF-8 become U+FFFD with an error, so that the rest of the page is still there.
 */
export async function readSource(root: string, path: string): Promise<SourceText> {
  const bytes = await readInside(root, path);
  if (typeof bytes === "string") return refused("file-is-readable", bytes, startOf(path));
  return decodeSource(bytes, path);
}

/** The bytes of a regular file inside `root`, or a sentence that says why not. */
async function readInside(root: string, path: string): Promise<Buffer | string> {
  try {
    const [base, real] = await Promise.all([realpath(root), realpath(resolve(root, path))]);
    if (!isInside(base, real)) return `\`${path}\` leads out of the book's folder.`;
    // Not blocking: opening a pipe would wait for a writer. What was opened is what is looked at and read.
    const file = await open(real, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const found = await file.stat();
      if (!found.isFile()) return `\`${path}\` is not a file.`;
      if (found.size > largestSource) return `\`${path}\` has ${found.size} bytes; a source may have ${largestSource}.`;
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    return `\`${path}\` cannot be read: ${reason(error)}.`;
  }
}

/** Whether a path of the book is that of a file, inside its folder also where links lead. */
export function isFileInside(root: string, path: string): boolean {
  return fileInside(root, path) !== undefined;
}

/** The bytes of a picture, say, or nothing when there is no such file inside the book's folder. */
export function bytesInside(root: string, path: string): Uint8Array | undefined {
  const file = fileInside(root, path);
  try {
    return file === undefined ? undefined : readFileSync(file);
  } catch {
    return undefined;
  }
}

function fileInside(root: string, path: string): string | undefined {
  try {
    const real = realpathSync.native(resolve(root, path));
    return isInside(realpathSync.native(root), real) && statSync(real).isFile() ? real : undefined;
  } catch {
    return undefined;
  }
}

function isInside(folder: string, file: string): boolean {
  return file === folder || file.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** The text of a source file's bytes. */
export function decodeSource(bytes: Uint8Array, path: string): SourceText {
  const [first, second] = bytes;
  const utf16 =
    first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : undefined;
  if (utf16) {
    const message = `\`${path}\` is UTF-16, not UTF-8.`;
    const hint = "Save it as UTF-8: other tools would show it as garbage.";
    const text = new TextDecoder(utf16).decode(bytes);
    return { text, diagnostics: [{ severity: "warning", rule: "file-is-utf8", message, hint, place: startOf(path) }] };
  }
  if (bytes.includes(0)) {
    const at = placeOfByte(bytes, bytes.indexOf(0), path);
    return refused("file-is-utf8", `\`${path}\` is not text: byte ${bytes.indexOf(0)} is zero.`, at);
  }
  const text = new TextDecoder("utf-8").decode(bytes);
  if (!text.includes("\ufffd") || isUtf8(bytes)) return { text, diagnostics: [] };
  const bad = firstBadByte(bytes);
  const hex = (bytes[bad] ?? 0).toString(16).padStart(2, "0");
  const message = `\`${path}\` is not UTF-8: byte ${bad} is 0x${hex}.`;
  const hint = "Save the file as UTF-8. It may be in an older encoding, such as Latin-1.";
  const place = placeOfByte(bytes, bad, path);
  return { text, diagnostics: [{ severity: "error", rule: "file-is-utf8", message, hint, place }] };
}

function isUtf8(bytes: Uint8Array, options: { readonly stream?: boolean } = {}): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, options);
    return true;
  } catch {
    return false;
  }
}

/** By halving: a prefix is sound (an unfinished character at its end let be) up to the first bad byte. */
function firstBadByte(bytes: Uint8Array): number {
  let [sound, bad] = [0, bytes.length];
  while (sound < bad) {
    const middle = (sound + bad) >> 1;
    if (isUtf8(bytes.subarray(0, middle + 1), { stream: true })) sound = middle + 1;
    else bad = middle;
  }
  // What is wrong begins with the character that this byte does not go on.
  const before = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(0, sound), { stream: true });
  return Buffer.byteLength(before);
}

function placeOfByte(bytes: Uint8Array, at: number, path: string): Place {
  const before = new TextDecoder("utf-8").decode(bytes.subarray(0, at));
  const line = before.split(/\r\n|\r|\n/);
  const start = { line: line.length, column: (line.at(-1)?.length ?? 0) + 1, offset: before.length };
  return { path, start, end: start };
}

function refused(rule: RuleId, message: string, place: Place): SourceText {
  return { diagnostics: [{ severity: "error", rule, message, place }] };
}

/** What the system said, in words. */
export function reason(error: unknown): string {
  const words: Record<string, string> = {
    ENOENT: "there is no such file",
    EACCES: "access is denied",
    EPERM: "access is denied",
    ELOOP: "its links go in circles",
    ENOTDIR: "a part of its path is no folder",
    EISDIR: "it is a folder",
    ENAMETOOLONG: "its name is too long",
    ENOSPC: "the disk is full",
    EROFS: "the disk is read-only",
    EXDEV: "it lies on another disk",
    EBUSY: "it is in use",
  };
  return words[codeOf(error)] ?? (error instanceof Error ? error.message : String(error));
}

/**
 * Paths of the files in and below `folder`, from `root`, sorted by code point. Dot folders, `node_modules` and
 * `skip` (from `root`) are left out; links to folders are not followed, so that the walk ends.
 */
export async function listFiles(
  root: string,
  folder: string,
  ending: string,
  skip: readonly string[],
): Promise<string[]> {
  const found: string[] = [];
  const pending = [folder];
  for (let here = pending.pop(); here !== undefined; here = pending.pop()) {
    const entries = await readdir(join(root, here), { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const path = here === "" ? entry.name : `${here}/${entry.name}`;
      if (entry.name.startsWith(".") || entry.name === "node_modules" || skip.includes(path)) continue;
      if (entry.isDirectory()) pending.push(path);
      else if (entry.name.endsWith(ending)) found.push(path);
    }
  }
  return found.sort();
}

/** Writes a file so that it is the old one or the new one whenever one looks. Makes its folder when there is none. */
export async function writeFileAtomic(path: string, content: string | Uint8Array): Promise<void> {
  const target = await realpath(path).catch(() => path);
  await mkdir(dirname(target), { recursive: true });
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString("hex")}.tmp`);
  try {
    await writeFile(temporary, content, { flag: "wx" });
    const before = await stat(target).catch(() => undefined);
    if (before) await chmod(temporary, before.mode & 0o777);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Fills a folder under another name and moves it into place: it is there whole or not at all. */
export async function makeFolder(folder: string, fill: (folder: string) => Promise<void>): Promise<void> {
  const staging = `${folder}.${randomBytes(6).toString("hex")}`;
  await mkdir(staging, { recursive: true });
  try {
    await fill(staging);
    await rename(staging, folder);
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    // Another process may have been faster: its folder is as good.
    if (!existsSync(folder)) throw error;
  }
}

/** "ENOENT", or "" for what is no fault of the system. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
