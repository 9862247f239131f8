// The worker: loads a program, steps through its cells, and says what they show.

import { types } from "node:util";
import { parentPort, workerData } from "node:worker_threads";
import { dataOf, isError, stackOf, textOf } from "./inspect.ts";
import type { Json, MimeBundle } from "./model.ts";
import { formatArguments, print } from "./printer.ts";
import type { Event, Thrown, WorkerJob } from "./protocol.ts";
import { seededRandom } from "./random.ts";

const job = workerData as WorkerJob;
const port = parentPort!;
// What a cell does to globals must not reach these.
const post = port.postMessage.bind(port);
const tick = setImmediate;
const { wait, load } = Atomics;
const passedOn = new Int32Array(job.passedOn);
let cellsDone = 0;

/** Longest text of one MIME type. */
const longestBundle = 10_000_000;

let waiting = "";
let waitingStream: "stdout" | "stderr" = "stdout";
let writes = 0;
let shown = 0;
let left = 0;
/** What a cell has displayed and is not yet a bundle, with its place among the outputs. */
let pending: Promise<void>[] = [];
let queue: (Event | undefined)[] = [];

function send(event: Event): void {
  // Behind a display that is still being made, all waits, so that the order is kept.
  if (queue.length > 0) queue.push(event);
  else post(event);
}

function flush(): void {
  if (waiting === "") return;
  const text = waiting;
  waiting = "";
  send({ type: "stream", stream: waitingStream, text });
}

/** Takes what is written to a stream; the first writes go out at once, so that a loop that never ends has shown them. */
function write(stream: "stdout" | "stderr", text: string): void {
  const room = job.outputKilobytes * 1024 - shown;
  const taken = text.length > room ? text.slice(0, Math.max(0, room)) : text;
  left += text.length - taken.length;
  shown += taken.length;
  if (taken === "") return;
  if (stream !== waitingStream) flush();
  waitingStream = stream;
  waiting += taken;
  writes += 1;
  if (writes < 100 || waiting.length > 8192) flush();
}

function show(value: unknown): void {
  if (value === undefined) return;
  display(value);
}

/** Shows a value as the cell's output; a `live` one as it stands when the cell ends, once. */
function display(value: unknown, options: { readonly live?: boolean } = {}): void {
  if (options.live) {
    if (live.has(value)) return;
    live.add(value);
  }
  flush();
  const place = queue.push(undefined) - 1;
  const slots = queue;
  const make = async () => {
    const bundle = await bundleOf(value);
    slots[place] = { type: "display", bundle };
  };
  if (options.live) atEnd.push(make);
  else begin(make);
}

/** Starts a display. Should it fail, it is its cell's failure (see settle), and no rejection that nobody handles. */
function begin(make: () => Promise<void>): void {
  const made = make();
  made.catch(() => {});
  pending.push(made);
}
let live = new Set<unknown>();
let atEnd: (() => Promise<void>)[] = [];

const displaySymbol = Symbol.for("Jupyter.display");

async function bundleOf(value: unknown): Promise<MimeBundle> {
  const own = dataOf(value, displaySymbol);
  if (typeof own !== "function") return { "text/plain": print(value) };
  const bundle: unknown = await own.call(value);
  if (typeof bundle !== "object" || bundle === null)
    throw new TypeError("[Symbol.for('Jupyter.display')]() must give an object from MIME types to values");
  const entries = Object.entries(JSON.parse(JSON.stringify(bundle)) as Record<string, Json>).filter(
    ([, content]) => typeof content !== "string" || content.length <= longestBundle,
  );
  return "text/plain" in bundle
    ? Object.fromEntries(entries)
    : { "text/plain": print(value), ...Object.fromEntries(entries) };
}

/** Ends a cell: everything it showed is sent, in order. @throws what a display threw. */
async function settle(): Promise<void> {
  flush();
  for (const make of atEnd) begin(make);
  // A moment for what the cell left behind: a rejected promise is then its own failure, and not the next cell's.
  await new Promise<void>((done) => tick(done));
  const made = await Promise.allSettled(pending);
  flush();
  const events = queue;
  [queue, pending, atEnd, live] = [[], [], [], new Set()];
  for (const event of events) if (event) post(event);
  if (left > 0) post({ type: "cut", characters: left });
  [shown, left, writes] = [0, 0, 0];
  for (const one of made) if (one.status === "rejected") throw one.reason;
}

function thrown(error: unknown): Thrown {
  if (!isError(error)) return { names: ["Error"], message: `threw ${print(error)}`, stack: "" };
  const names: string[] = [];
  for (let prototype: unknown = error; prototype; prototype = Object.getPrototypeOf(prototype)) {
    if (types.isProxy(prototype)) break;
    const name = textOf(prototype, "name");
    if (name) names.push(name);
    const cls = (Object.getOwnPropertyDescriptor(prototype, "constructor")?.value as { name?: unknown } | undefined)
      ?.name;
    if (typeof cls === "string") names.push(cls);
  }
  return {
    names: [...new Set(names)].slice(0, 20),
    message: (textOf(error, "message") ?? "").slice(0, 4096),
    stack: stackOf(error).slice(0, 65536),
  };
}

/** Says that a cell is done, and goes on when that has left the process: the next cell may end it. */
function finishCell(index: number, raised?: Thrown): void {
  post({ type: "cell", index, ...(raised && { raised }) });
  cellsDone += 1;
  for (let at = load(passedOn, 0); at < cellsDone; at = load(passedOn, 0)) wait(passedOn, 0, at);
}

let over = false;
async function fail(error: unknown): Promise<void> {
  if (over) return;
  over = true;
  await settle().catch(() => {});
  post({ type: "threw", error: thrown(error) });
}

function prepare(): void {
  const globals = globalThis as Record<string | symbol, unknown>;
  Math.random = seededRandom(job.seed);
  // An error deep in a library names the chapter's line far below its top.
  Error.stackTraceLimit = 100;
  globals[Symbol.for("octavo.seed")] = job.seed;
  globals[Symbol.for("octavo.display")] = display;
  const line =
    (stream: "stdout" | "stderr") =>
    (...values: unknown[]) =>
      write(stream, `${indent}${formatArguments(values).replaceAll("\n", `\n${indent}`)}\n`);
  let indent = "";
  const log = line("stdout");
  const warn = line("stderr");
  Object.assign(console, {
    log,
    info: log,
    debug: log,
    table: log,
    dir: (value: unknown) => log(value),
    warn,
    error: warn,
    trace: warn,
    assert: (condition: unknown, ...values: unknown[]) => {
      if (!condition) warn("Assertion failed:", ...values);
    },
    group: (...values: unknown[]) => {
      if (values.length > 0) log(...values);
      indent += "  ";
    },
    groupEnd: () => {
      indent = indent.slice(2);
    },
  });
  for (const stream of ["stdout", "stderr"] as const) {
    process[stream].write = ((chunk: string | Uint8Array, ...rest: unknown[]) => {
      write(stream, typeof chunk === "string" ? chunk : Buffer.from(chunk).toString());
      const done = rest.at(-1);
      if (typeof done === "function") done();
      return true;
    }) as typeof process.stdout.write;
  }
  const exit = process.exit.bind(process);
  process.exit = ((code?: number) => {
    flush();
    post({ type: "exit", code: Number(code ?? 0) });
    exit(code);
  }) as typeof process.exit;
  // Node's own printing names the process, which no two runs have in common.
  process.removeAllListeners("warning");
  process.on("warning", (warning) =>
    write("stderr", `${textOf(warning, "name") ?? "Warning"}: ${textOf(warning, "message") ?? ""}\n`),
  );
  process.on("uncaughtException", (error) => void fail(error));
  process.on("unhandledRejection", (error) => void fail(error));
}

/** What a program's module exports. */
interface ProgramModule {
  run(
    show: (value: unknown) => void,
  ): AsyncGenerator<number | { readonly cell: number; readonly raised: unknown }, void>;
}

async function main(): Promise<void> {
  prepare();
  try {
    const { run } = (await import(job.module)) as ProgramModule;
    for await (const step of run(show)) {
      await settle();
      if (over) return;
      if (typeof step === "number") finishCell(step);
      else finishCell(step.cell, thrown(step.raised));
    }
    await settle();
    if (over) return;
    over = true;
    post({ type: "done" });
  } catch (error) {
    await fail(error);
  }
}

void main();
