// Who works on pages: this process while there is little to do, and else one process a core.

import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import type { Book } from "../book/index.ts";
import type { Page } from "../source/index.ts";
import { buildWorker, workerFile } from "./bundle.ts";
import type { PageSource, PageWork, PageWorkOptions } from "./model.ts";
import { plainProgram, refusal } from "./plain.ts";
import { startWorker, type WorkerProcess } from "./process.ts";
import type { Answer, Work } from "./protocol.ts";

/** Characters that wait for work: with more, it pays to start a worker, or another. */
const pays = 100_000;
/** Tasks that a worker is given at once, so that it need not wait for this process. */
const ahead = 3;

export interface PagePoolOptions extends PageWorkOptions {
  /** Workers at the most; by default one a core. */
  readonly jobs?: number | undefined;
  /** Megabytes that a worker's objects may take, 512 by default: a page of 2 MB fits. */
  readonly memory?: number;
  /** A key of all sources that workers run. */
  readonly key: () => Promise<string>;
}

export interface PagePool extends PageWork {
  /** A page as it has been parsed. */
  whole(source: PageSource): Promise<Page>;
  /** Starts a worker before there is work for it, unless it is done here already. */
  warm(): Promise<void>;
  close(): Promise<void>;
}

type HereWork = PageWork & Pick<PagePool, "whole">;

interface Task {
  readonly call: Work;
  /** What all pages take of the book, where one is woven. */
  readonly common?: Book | undefined;
  readonly settle: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
  /** A worker has ended by it, or by all that it had done before. */
  readonly isAgain?: boolean;
}

interface Worker {
  readonly process: WorkerProcess;
  /** What it has been given, in the order in which it answers: the first is what it works on. */
  readonly tasks: Task[];
  /** What it was told last. */
  common?: Book | undefined;
}

/** Makes a pool. Close it: processes wait behind it. */
export function createPagePool({
  root,
  config,
  cache,
  jobs = availableParallelism(),
  memory = 512,
  key,
}: PagePoolOptions): PagePool {
  const options: PageWorkOptions = { root, config, cache };
  const queue: Task[] = [];
  const workers = new Set<Worker>();
  let waiting = 0;
  let most = jobs;
  let isStarting = false;
  let isHere = false;
  let isClosed = false;
  let isBuilt = false;
  let hasWorked = false;
  let probed: Promise<void> | undefined;
  let here: Promise<HereWork> | undefined;

  /** Once built, the workers' code loads faster than these modules do. */
  async function probe(): Promise<void> {
    isBuilt = existsSync(workerFile(await key()));
  }

  function workHere(): Promise<HereWork> {
    // The parser and what weaves are slow to load: a build that finds all in the cache loads neither.
    here ??= import("./work.ts").then(({ createPageWork }) => createPageWork(options));
    return here;
  }

  async function add<T>(call: Work, common?: Book): Promise<T> {
    probed ??= probe();
    await probed;
    // A build that goes on when its book is closed ends here.
    if (isClosed) throw closed();
    return new Promise<T>((settle, reject) => {
      put({ call, common, settle: settle as Task["settle"], reject });
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
    for (const worker of workers)
      while (worker.tasks.length < ahead) {
        const task = take();
        if (!task) break;
        give(worker, task);
      }
    if (queue.length === 0 || isStarting) return;
    if (workers.size < most && (waiting > pays || (isBuilt && workers.size === 0))) void start();
    else if (workers.size === 0) void doHere();
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
      const file = await buildWorker(await key());
      // It cannot be written: then all is done here.
      isBuilt = file !== undefined;
      if (file === undefined) most = 0;
      else if (!isClosed) open(file);
    } catch (error) {
      for (let task = take(); task; task = take()) task.reject(error);
    }
    isStarting = false;
    next();
  }

  function open(file: string): void {
    const tasks: Task[] = [];
    const onAnswer = (answer: Answer) => {
      const task = tasks.shift();
      hasWorked = true;
      if (tasks.length === 0) worker.process.rest();
      if ("error" in answer) task?.reject(answer.error);
      else task?.settle(answer.value);
      next();
    };
    const onGone = (why: string | undefined) => lose(worker, why);
    const worker: Worker = { process: startWorker(file, options, memory, { onAnswer, onGone }), tasks };
    workers.add(worker);
  }

  function give(worker: Worker, task: Task): void {
    if (task.common && worker.common !== task.common) {
      worker.common = task.common;
      worker.process.tell({ name: "common", common: task.common });
    }
    worker.process.hold();
    worker.tasks.push(task);
    worker.process.tell(task.call);
  }

  /** A worker is gone. Only the first of its tasks can have ended it: that one is tried once more, the others are done by the next worker. */
  function lose(worker: Worker, why: string | undefined): void {
    if (!workers.delete(worker)) return;
    const [task, ...others] = worker.tasks.splice(0);
    put(...others);
    if (isClosed) rejectAll(task ? [task, ...queue.splice(0)] : queue.splice(0));
    else if (task && !task.isAgain) put({ ...task, isAgain: true });
    else if (task && why !== undefined) void refuse(task, why);
    else if (task) {
      // No worker can be started, it seems: then all is done here.
      most = 0;
      put(task);
    }
    next();
  }

  /** What is given instead: the page as its text, and why. */
  async function refuse({ call, common, settle, reject }: Task, why: string): Promise<void> {
    const source = { ...call.source, refused: why };
    try {
      const work = await workHere();
      if (call.name === "parse") settle(await work.parse(source));
      else if (call.name === "compile") settle([plainProgram(source.path, "", why)]);
      else if (call.name === "rehearse") settle(undefined);
      else {
        const woven = await work.weave(source, common!, call.part, call.runs);
        settle({ ...woven, diagnostics: [...woven.diagnostics, refusal(source.path, why)] });
      }
    } catch (error) {
      reject(error);
    }
  }

  return {
    parse: (source) => add({ name: "parse", source }),
    compile: (source, tabs) => add({ name: "compile", source, tabs }),
    weave: (source, common, part, runs) => add({ name: "weave", source, part, runs }, common),
    whole: async (source) => (await workHere()).whole(source),
    async rehearse(source, common, part) {
      // Those that have worked need none.
      if (workers.size > 0 && !hasWorked) await add({ name: "rehearse", source, part }, common);
    },
    async warm() {
      if (workers.size === 0 && !here && most > 0 && !isStarting && !isClosed) await start();
    },
    async close() {
      isClosed = true;
      rejectAll(queue.splice(0));
      await Promise.all([...workers].map((worker) => worker.process.end()));
    },
  };
}

const closed = () => new Error("closed");

function rejectAll(tasks: readonly Task[]): void {
  for (const { reject } of tasks) reject(closed());
}

function doTask(work: HereWork, { call, common }: Task): Promise<unknown> {
  if (call.name === "parse") return work.parse(call.source);
  if (call.name === "compile") return work.compile(call.source, call.tabs);
  if (call.name === "rehearse") return work.rehearse(call.source, common!, call.part);
  return work.weave(call.source, common!, call.part, call.runs);
}
