// A site on disk, there whole, the old one or the new one: it is written beside its place, then takes it.

import { constants } from "node:fs";
import {
  chmod,
  copyFile,
  lstat,
  mkdir,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { basename, dirname, isAbsolute, join, resolve } from "node:path";
import { codeOf, reason } from "./files.ts";

/** Files that are written at once. */
const parallel = 16;

/** The file that says that a folder is a site of ours, which may be replaced. */
const marker = ".octavo-site";
const markerText = "This folder was written by Octavo, which replaces it as a whole.\n";

/** A file of a site: content that was made, or a file that is copied, from the book's root or absolute. */
export type FileToWrite =
  | { readonly path: string; readonly content: string | Uint8Array }
  | { readonly path: string; readonly from: string };

/** The bytes of a site's file: its content, or what it is copied from. */
export async function readSiteFile(root: string, file: FileToWrite): Promise<string | Uint8Array> {
  return "content" in file ? file.content : readFile(resolve(root, file.from));
}

/** Why a site cannot take the place of what is at `out`, or nothing when it can. */
export async function whyNotSite(out: string): Promise<string | undefined> {
  const found = await stat(out).catch(() => undefined);
  if (found && !found.isDirectory()) return "it is a file, where the site's folder would be";
  // The names first: what another build swaps away meanwhile is seen as gone, not as foreign.
  const [first, ...rest] = (await readdir(out).catch((): string[] => [])).sort();
  if (first === undefined || [first, ...rest].includes(marker)) return undefined;
  return `it holds files that are not a site of ours ("${first}"); remove the folder, or name another with --out`;
}

/** True for a folder that `writeSite` wrote. */
export async function isSite(folder: string): Promise<boolean> {
  return (await stat(join(folder, marker)).catch(() => undefined))?.isFile() ?? false;
}

/**
 * Writes a site into `out` as a whole: into a folder beside it, which then takes its place. A build that is killed
 * leaves the old site or the new one. `root`: the book's folder, for files that are copied.
 * @throws when `out` is something that is not a site of ours, or when writing fails; the old site is then still there.
 */
export function writeSite(out: string, files: readonly FileToWrite[], root: string): Promise<void> {
  const writing = write(out, files, root);
  going.add(writing);
  const done = () => going.delete(writing);
  writing.then(done, done);
  return writing;
}

/** Waits for the sites that are being written, so that a process that is interrupted leaves nothing half-written. */
export async function settled(): Promise<void> {
  await Promise.allSettled(going);
}

const going = new Set<Promise<void>>();

async function write(out: string, files: readonly FileToWrite[], root: string): Promise<void> {
  checkPaths(files);
  const target = await realpath(out).catch(() => resolve(out));
  await mkdir(dirname(target), { recursive: true });
  await repair(target);
  const refusal = await whyNotSite(target);
  if (refusal) throw new Error(refusal);
  const id = `${process.pid}-${builds++}`;
  const staging = join(dirname(target), `.${basename(target)}.new-${id}`);
  const old = join(dirname(target), `.${basename(target)}.old-${id}`);
  ours.add(id);
  try {
    await stage(staging, files, root);
    await swap(staging, target, old);
  } catch (error) {
    throw new Error(reason(error), { cause: error });
  } finally {
    await rm(staging, { recursive: true, force: true });
    await rm(old, { recursive: true, force: true });
    ours.delete(id);
  }
}

/** Writes of this process that go on: a folder with our process id is otherwise of one that is dead, in a container say. */
const ours = new Set<string>();
let builds = 0;

function checkPaths(files: readonly FileToWrite[]): void {
  const seen = new Map<string, FileToWrite>();
  for (const file of files) {
    const { path } = file;
    if (
      path === "" ||
      isAbsolute(path) ||
      /[\\\0]/.test(path) ||
      path.split("/").some((part) => /^\.{0,2}$/.test(part))
    )
      throw new Error(`"${path}" is no path inside a site`);
    const folded = path.toLowerCase();
    const other = seen.get(folded);
    // A book that has two such pictures lies on a disk where they are two, and so will its site.
    if (other !== undefined && !(other.path !== path && "from" in other && "from" in file))
      throw new Error(`"${other.path}" and "${path}" are one file where case does not count`);
    seen.set(folded, file);
  }
}

/** What a killed build left beside `target`: the old site goes back when the new one did not come, the rest goes. */
async function repair(target: string): Promise<void> {
  const names = await readdir(dirname(target));
  const prefix = `.${basename(target)}.`;
  for (const name of names) {
    const [, kind, id] = /^(old|new)-(\d+-\d+)$/.exec(name.startsWith(prefix) ? name.slice(prefix.length) : "") ?? [];
    if (kind === undefined || id === undefined || isAlive(id)) continue;
    const left = join(dirname(target), name);
    if (kind === "old" && (await isSite(left)) && !(await exists(target))) await rename(left, target);
    else await rm(left, { recursive: true, force: true });
  }
}

/** Another process that builds to the same place may still need its folders. */
function isAlive(id: string): boolean {
  const pid = Number.parseInt(id, 10);
  if (pid === process.pid) return ours.has(id);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

async function exists(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined)) !== undefined;
}

async function stage(staging: string, files: readonly FileToWrite[], root: string): Promise<void> {
  await mkdir(staging);
  const folders = new Set(files.map(({ path }) => dirname(path)));
  for (const folder of folders) await mkdir(join(staging, folder), { recursive: true });
  const rest = [...files, { path: marker, content: markerText }];
  const work = async () => {
    for (let file = rest.pop(); file; file = rest.pop()) {
      const path = join(staging, file.path);
      if ("content" in file) await writeFile(path, file.content, { flag: "wx" });
      else {
        await copyFile(resolve(root, file.from), path, constants.COPYFILE_EXCL);
        await chmod(path, 0o644);
      }
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
}

async function swap(staging: string, target: string, old: string): Promise<void> {
  // Another build may put its site there between our two renames: then that one is taken away as well.
  for (let tries = 20; ; tries--) {
    const had = await rename(target, old).then(
      () => true,
      (error) => {
        if (codeOf(error) === "ENOENT") return false;
        throw error;
      },
    );
    try {
      return await rename(staging, target);
    } catch (error) {
      const isTaken = ["ENOTEMPTY", "EEXIST", "EPERM"].includes(codeOf(error));
      if (!isTaken || tries === 0) {
        if (had) await rename(old, target).catch(() => undefined);
        throw error;
      }
    }
    await rm(old, { recursive: true, force: true });
  }
}
