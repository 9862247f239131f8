// `octavo dev`: the build again at each save, its site served from where its files lie, its faults over the page.

import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { watch } from "chokidar";
import type { BookFolder } from "../config/index.ts";
import { loadBook } from "../config/index.ts";
import { type Diagnostic, hasErrors } from "../diagnostic.ts";
import { writeFileAtomic } from "../files.ts";
import { hash } from "../hash.ts";
import { type Built, build, type Progress } from "../pipeline.ts";
import { type FileToWrite, readSiteFile } from "../site-files.ts";
import { createStages, type Stages, type StagesOptions } from "../stages.ts";
import { decorate, eventsPath, type Fault, faultOf } from "./overlay.ts";
import { type SiteServer, serve } from "./server.ts";

export interface DevOptions extends StagesOptions {
  readonly host: string;
  readonly port?: number;
  /** What the terminal is told; the session itself prints nothing. */
  readonly tell: {
    readonly building?: (reason: string | undefined) => Progress;
    readonly built: (built: Built, stages: Stages, milliseconds: number) => void;
    /** The book cannot be loaded: its configuration is wrong. */
    readonly unloaded: (folder: BookFolder) => void;
    /** A build has failed by no fault of the book; the site before it is still served. */
    readonly crashed: (error: unknown) => void;
  };
}

export interface DevSession {
  readonly url: string;
  /** When the first build is done. */
  readonly ready: Promise<void>;
  /** Ends it at once, whatever is running. */
  close(): Promise<void>;
}

/** Milliseconds without a change before a rebuild: an editor's save is several events. */
const settleTime = 40;

/** Serves the book, builds it, and builds it again whenever a file of it changes. @throws Error when the port is taken */
export async function startDev(path: string | undefined, options: DevOptions): Promise<DevSession> {
  let site = new Map<string, DevFile>();
  let faults: readonly Fault[] = [];
  const server: SiteServer = await serve({
    host: options.host,
    ...(options.port === undefined ? {} : { port: options.port }),
    has: (name) => site.has(name),
    async read(name) {
      const found = site.get(name);
      // Between two builds a picture may be gone: the next build says so.
      return found && readSiteFile(folder.root, found.file).catch(() => undefined);
    },
    decorate,
    events: eventsPath,
    onListener: (send) => send("faults", faults),
  });
  let folder = await loadBook(path);
  let isLoaded = !hasErrors(folder.diagnostics);
  let stages = createStages(folder, options);
  let isClosed = false;

  async function rebuild(reasons: readonly string[]): Promise<void> {
    const begun = performance.now();
    if (!isLoaded || reasons.some(isConfig) || (await pagesChanged())) {
      const next = await loadBook(path);
      isLoaded = !hasErrors(next.diagnostics);
      if (!isLoaded) return refuse(next);
      await stages.close();
      if (isClosed) return;
      folder = next;
      stages = createStages(folder, options);
    }
    stages.warm().catch(() => {});
    const made = await build(stages, { run: folder.config.run }, options.tell.building?.(reasons[0]));
    if (isClosed) return;
    const built = await saveLibraries(made);
    const stamped = built.files.map(
      async (file) => [file.path, { file, stamp: await stampOf(folder.root, file) }] as const,
    );
    const files = new Map<string, DevFile>(await Promise.all(stamped));
    const changed = [...files].filter(([name, { stamp }]) => site.get(name)?.stamp !== stamp).map(([name]) => name);
    site = files;
    faults = built.diagnostics.filter(isShown).map((one) => faultOf(one, stages.textOf(one.place.path)));
    options.tell.built(built, stages, performance.now() - begun);
    server.send("faults", faults);
    if (changed.length > 0) server.send("changed", changed);
    // When it is closed or fails meanwhile, the next edit tells.
    stages.rehearse(built.book).catch(() => {});
  }

  function refuse(book: BookFolder): void {
    options.tell.unloaded(book);
    faults = book.diagnostics.map((one) => faultOf(one, book.textOf(one.place.path)));
    server.send("faults", faults);
  }

  /** What a saved cell says is what later chapters import: in `dev` the library follows at once, and the watcher sees it change. */
  async function saveLibraries(built: Built): Promise<Built> {
    const { tangled, diagnostics } = built;
    if (hasErrors(tangled.diagnostics)) return built;
    const stale = new Set(tangled.stale.map(({ place }) => place.path));
    for (const { path: file, content } of tangled.files)
      if (stale.has(file)) await writeFileAtomic(join(folder.root, file), content);
    return { ...built, diagnostics: diagnostics.filter(({ rule }) => rule !== "library-is-current") };
  }

  async function pagesChanged(): Promise<boolean> {
    const stateOf = ({ pages, resources, config }: BookFolder) => JSON.stringify([pages, resources, config]);
    return stateOf(await loadBook(path)) !== stateOf(folder);
  }

  // One rebuild at a time; what changes meanwhile is built next, once.
  const pending = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> | undefined;
  const work = async () => {
    while (pending.size > 0 && !isClosed) {
      const reasons = [...pending];
      pending.clear();
      await rebuild(reasons).catch((error) => {
        if (!isClosed) options.tell.crashed(error);
      });
    }
    working = undefined;
  };
  const change = (file: string) => {
    pending.add(file);
    clearTimeout(timer);
    timer = setTimeout(() => {
      working ??= work();
    }, settleTime);
  };

  const watcher = watch(folder.root, {
    ignoreInitial: true,
    ignored: ignoredBelow(folder),
    // One file is a book for the moment: what lies below its folder is somebody else's.
    ...(folder.isFile ? { depth: 0 } : {}),
    awaitWriteFinish: { stabilityThreshold: 20, pollInterval: 10 },
  });
  watcher.on("all", (_event, file) => change(file));
  const watching = new Promise<void>((settle) => watcher.once("ready", settle));
  const first = isLoaded ? rebuild([]) : Promise.resolve(refuse(folder));

  return {
    url: server.url,
    ready: Promise.all([first, watching]).then(() => undefined),
    async close() {
      isClosed = true;
      clearTimeout(timer);
      // The kernel first: what runs might never end by itself.
      await Promise.all([stages.close(), watcher.close(), server.close()]);
      await Promise.allSettled([first, working]);
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
    /[\\/](node_modules|\.[^\\/]+)([\\/]|$)/.test(path.slice(root.length));
}

/** A file of the site that is served; while its stamp is the same, so is the file. */
interface DevFile {
  readonly file: FileToWrite;
  readonly stamp: string;
}

async function stampOf(root: string, file: FileToWrite): Promise<string> {
  if ("content" in file) return hash(file.content);
  const found = await stat(resolve(root, file.from)).catch(() => undefined);
  return `${file.from} ${found?.mtimeMs} ${found?.size}`;
}
