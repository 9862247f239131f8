// Who works on pages: this thread while there is little to do, and else one thread a core.

import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Book } from "../book/index.ts";
import type { Page } from "../source/index.ts";
import { buildThread, threadFile } from "./bundle.ts";
import type { PageSource, PageWork, PageWorkOptions } from "./model.ts";
import type { Answer, Call } from "./protocol.ts";

/** Characters that wait for work: with more, it pays to start a thread, or another. */
const pays = 100_000;
/** Memory of a thread's objects in megabytes. A page of 2 MB fits. */
const memory = 512;
/** Tasks that a thread is given at once, so that it need not wait for this thread. */
const ahead = 3;
/** The objects that live shortest: with little room for them, a third of the time goes into collecting them. */
const youngMemory = 96;

export interface PagePoolOptions extends PageWorkOptions {
  /** Threads at the most; by default one a core. */
  readonly jobs?: number | undefined;
  /** A key of all sources that threads run. */
  readonly key: () => Promise<string>;
}

export interface PagePool extends PageWork {
  /** A page as it has been parsed. */
  whole(source: PageSource): Promise<Page>;
  /** Starts a thread when nothing that works on pages has been loaded yet, so that the first edit does not wait for it. */
  warm(): Promise<void>;
  close(): Promise<void>;
}

type HereWork = PageWork & Pick<PagePool, "whole">;
type Work = Exclude<Call, { name: "book" }>;

interface Task {
  readonly call: Work;
  /** Of a weave. */
  readonly book?: Book | undefined;
  readonly settle: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

interface Thread {
  readonly worker: Worker;
  /** What it has been given, in the order in which it answers: the first is what it works on. */
  readonly tasks: Task[];
  /** The book that it was told last. */
  book?: Book | undefined;
}

/** Makes a pool. Close it: threads wait behind it. */
export function createPagePool({ root, config, cache, jobs = availableParallelism(), key }: PagePoolOptions): PagePool {
  const options: PageWorkOptions = { root, config, cache };
  const queue: Task[] = [];
  const threads = new Set<Thread>();
  let waiting = 0;
  let most = jobs;
  let isStarting = false;
  let isHere = false;
  let isClosed = false;
  let isBuilt = false;
  let probed: Promise<void> | undefined;
  let here: Promise<HereWork> | undefined;

  /** Once built, the threads' code loads faster than these modules do. */
  async function probe(): Promise<void> {
    isBuilt = existsSync(threadFile(cache, await key()));
  }

  function workHere(): Promise<HereWork> {
    // The parser and what weaves are slow to load: a build that finds all in the cache loads neither.
    here ??= import("./work.ts").then(({ createPageWork }) => createPageWork(options));
    return here;
  }

  async function add<T>(call: Work, book?: Book): Promise<T> {
    probed ??= probe();
    await probed;
    // A build that goes on when its book is closed ends here.
    if (isClosed) throw new Error("closed");
    return new Promise<T>((settle, reject) => {
      put({ call, book, settle: settle as Task["settle"], reject });
      // What else comes in this turn is seen together.
      setImmediate(next);
    });
  }

  function put(...tasks: readonly Task[]): void {
    queue.push(...tasks);
    for (const { call } of tasks) waiting += call.source.size;
  }

  function take(): Task | undefined {
    const task = queue.shift();
    waiting -= task?.call.source.size ?? 0;
    return task;
  }

  function next(): void {
    if (isClosed) return;
    for (const thread of threads)
      while (thread.tasks.length < ahead) {
        const task = take();
        if (!task) break;
        give(thread, task);
      }
    if (queue.length === 0 || isStarting) return;
    if (threads.size < most && (waiting > pays || (isBuilt && threads.size === 0))) void start();
    else if (threads.size === 0) void doHere();
  }

  async function doHere(): Promise<void> {
    const task = isHere ? undefined : take();
    if (!task) return;
    isHere = true;
    await workHere()
      .then((work) => doTask(work, task))
      .then(task.settle, task.reject);
    isHere = false;
    setImmediate(next);
  }

  async function start(): Promise<void> {
    isStarting = true;
    try {
      const file = await buildThread(cache, await key());
      // A cache that cannot be written: then all is done here.
      if (file === undefined) most = 0;
      else if (!isClosed) open(file);
    } catch (error) {
      for (let task = take(); task; task = take()) task.reject(error);
    }
    isStarting = false;
    next();
  }

  function open(file: string): void {
    const worker = new Worker(file, {
      workerData: options,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: memory, maxYoungGenerationSizeMb: youngMemory },
    });
    const thread: Thread = { worker, tasks: [] };
    threads.add(thread);
    worker.unref();
    worker.on("message", (answer: Answer) => {
      const task = thread.tasks.shift();
      if (thread.tasks.length === 0) worker.unref();
      if ("error" in answer) task?.reject(answer.error);
      else task?.settle(answer.value);
      next();
    });
    worker.on("error", (error) => lose(thread, error));
    worker.on("exit", () => lose(thread, new Error("a thread has ended before its work was done")));
  }

  function give(thread: Thread, task: Task): void {
    const { worker, tasks } = thread;
    if (task.book && thread.book !== task.book) {
      thread.book = task.book;
      // What is wrong with the book is no part of a page.
      worker.postMessage({ name: "book", book: { ...task.book, diagnostics: [] } } satisfies Call);
    }
    worker.ref();
    tasks.push(task);
    worker.postMessage(task.call);
  }

  /** A thread is gone, by the first of its tasks: the others are done by the next thread. */
  function lose(thread: Thread, error: Error & { readonly code?: string }): void {
    if (!threads.delete(thread)) return;
    const [task, ...rest] = thread.tasks.splice(0);
    if (isClosed) for (const one of rest) one.reject(error);
    else put(...rest);
    if (task && error.code === "ERR_WORKER_OUT_OF_MEMORY" && !isClosed) {
      const source = { ...task.call.source, refused: `takes more than ${memory} MB of memory` };
      workHere()
        .then((work) => doTask(work, { ...task, call: { ...task.call, source } }))
        .then(task.settle, task.reject);
    } else task?.reject(error);
    next();
  }

  return {
    parse: (source) => add({ name: "parse", source }),
    compile: (source, tabs) => add({ name: "compile", source, tabs }),
    weave: (source, book, runs) => add({ name: "weave", source, runs }, book),
    whole: async (source) => (await workHere()).whole(source),
    async warm() {
      if (threads.size === 0 && !here && most > 0 && !isStarting && !isClosed) await start();
    },
    async close() {
      isClosed = true;
      for (const { reject } of queue.splice(0)) reject(new Error("closed"));
      await Promise.all([...threads].map(({ worker }) => worker.terminate()));
    },
  };
}

function doTask(work: HereWork, { call, book }: Task): Promise<unknown> {
  if (call.name === "parse") return work.parse(call.source);
  if (call.name === "compile") return work.compile(call.source, call.tabs);
  return work.weave(call.source, book!, call.runs);
}
