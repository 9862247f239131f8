// `octavo dev`: the build again at each save, its site in memory, its faults over the page.

import { join } from "node:path";
import { watch } from "chokidar";
import type { BookFolder } from "../config/index.ts";
import { loadBook } from "../config/index.ts";
import { type Diagnostic, hasErrors } from "../diagnostic.ts";
import { writeFileAtomic } from "../files.ts";
import { type Built, build, type Progress } from "../pipeline.ts";
import { readSiteFile } from "../site-files.ts";
import { createStages, type Stages, type StagesOptions } from "../stages.ts";
import { decorate, eventsPath, type Fault, faultOf } from "./overlay.ts";
import { type Served, type SiteServer, serve } from "./server.ts";

export interface DevOptions extends StagesOptions {
  readonly host: string;
  readonly port?: number;
  /** What the terminal is told; the session itself prints nothing. */
  readonly tell: {
    readonly building?: (reason: string | undefined) => Progress;
    readonly built: (built: Built, stages: Stages, milliseconds: number) => void;
    /** The book cannot be loaded: its configuration is wrong. */
    readonly unloaded: (folder: BookFolder) => void;
  };
}

export interface DevSession {
  readonly url: string;
  close(): Promise<void>;
}

/** Milliseconds without a change before a rebuild: an editor's save is several events. */
const settleTime = 40;

/** Builds the book, serves it, and builds it again whenever a file of it changes. */
export async function startDev(path: string | undefined, options: DevOptions): Promise<DevSession> {
  let folder = await loadBook(path);
  if (hasErrors(folder.diagnostics)) options.tell.unloaded(folder);
  let stages = createStages(folder, options);
  let site = new Map<string, Served>();
  let faults: readonly Fault[] = [];
  let closed = false;

  async function rebuild(reason: string | undefined): Promise<void> {
    const begun = performance.now();
    if (reason === undefined || isConfig(reason) || (await pagesChanged())) {
      const next = await loadBook(path);
      if (hasErrors(next.diagnostics)) {
        options.tell.unloaded(next);
        faults = next.diagnostics.map((one) => faultOf(one, next.textOf(one.place.path)));
        server.send("faults", faults);
        return;
      }
      await stages.close();
      folder = next;
      stages = createStages(folder, options);
    }
    const built = await build(stages, { run: true }, options.tell.building?.(reason));
    await saveLibraries(built);
    const files = new Map<string, Served>();
    for (const file of built.files) files.set(file.path, await readSiteFile(folder.root, file));
    const changed = changedPaths(site, files);
    site = files;
    faults = built.diagnostics.filter(isShown).map((one) => faultOf(one, stages.textOf(one.place.path)));
    options.tell.built(built, stages, performance.now() - begun);
    server.send("faults", faults);
    if (changed.length > 0) server.send("changed", changed);
  }

  /** What a saved cell says is what later chapters import: in `dev` the library follows at once, and the watcher sees it change. */
  async function saveLibraries({ tangled }: Built): Promise<void> {
    const stale = new Set(tangled.stale.map(({ place }) => place.path));
    if (hasErrors(tangled.diagnostics)) return;
    for (const { path: file, content } of tangled.files)
      if (stale.has(file)) await writeFileAtomic(join(folder.root, file), content);
  }

  async function pagesChanged(): Promise<boolean> {
    const { pages } = await loadBook(path);
    return pages.join("\n") !== folder.pages.join("\n");
  }

  const server: SiteServer = await serve({
    host: options.host,
    ...(options.port === undefined ? {} : { port: options.port }),
    find: (name) => site.get(name),
    decorate,
    events: eventsPath,
    onListener: (send) => send("faults", faults),
  });

  // One rebuild at a time; what changes meanwhile is built next, once.
  let pending: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> = Promise.resolve();
  const change = (file: string) => {
    pending ??= file;
    clearTimeout(timer);
    timer = setTimeout(() => {
      const reason = pending;
      pending = undefined;
      working = working.then(() => (closed ? undefined : rebuild(reason)));
    }, settleTime);
  };

  await rebuildFirst();
  const ignored = ignoredBelow(folder);
  const watcher = watch(folder.root, {
    ignoreInitial: true,
    ignored,
    awaitWriteFinish: { stabilityThreshold: 20, pollInterval: 10 },
  });
  watcher.on("all", (_event, file) => change(file));

  async function rebuildFirst(): Promise<void> {
    if (!hasErrors(folder.diagnostics)) working = rebuild("");
    await working;
  }

  return {
    url: server.url,
    async close() {
      closed = true;
      clearTimeout(timer);
      await watcher.close();
      await server.close();
      await working;
      await stages.close();
    },
  };
}

function isConfig(file: string): boolean {
  return /(^|[\\/])(octavo\.config\.[cm]?[jt]s|config\.ini)$/.test(file);
}

/** The page is covered for faults, not for what merely could be better. */
function isShown({ severity }: Diagnostic): boolean {
  return severity !== "info";
}

function ignoredBelow({ root, config }: BookFolder): (path: string) => boolean {
  const out = join(root, config.out);
  return (path) =>
    path === out ||
    path.startsWith(`${out}/`) ||
    /[\\/](node_modules|\.[^\\/]+|lib)([\\/]|$)/.test(path.slice(root.length));
}

function changedPaths(before: ReadonlyMap<string, Served>, after: ReadonlyMap<string, Served>): readonly string[] {
  const same = (a: Served | undefined, b: Served) =>
    a === b || (a !== undefined && Buffer.compare(Buffer.from(a), Buffer.from(b)) === 0);
  return [...after].filter(([path, file]) => !same(before.get(path), file)).map(([path]) => path);
}
