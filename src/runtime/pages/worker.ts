// A thread that works on pages: it answers one call after the other.

import { parentPort, workerData } from "node:worker_threads";
import type { Book } from "../book/index.ts";
import type { PageWorkOptions } from "./model.ts";
import type { Answer, Call } from "./protocol.ts";
import { createPageWork } from "./work.ts";

const work = createPageWork(workerData as PageWorkOptions);
let book: Book | undefined;
let last: Promise<void> = Promise.resolve();

parentPort?.on("message", (call: Call) => {
  last = last.then(() => hear(call));
});

async function hear(call: Call): Promise<void> {
  if (call.name === "book") {
    book = call.book;
    return;
  }
  await answer(call).then(
    (value) => send({ value }),
    (error) => send({ error }),
  );
}

function answer(call: Exclude<Call, { name: "book" }>): Promise<unknown> {
  if (call.name === "parse") return work.parse(call.source);
  if (call.name === "compile") return work.compile(call.source, call.tabs);
  return work.weave(call.source, book!, call.runs);
}

function send(answer: Answer): void {
  parentPort?.postMessage(answer);
}
