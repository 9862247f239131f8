// A process that works on pages: it answers one call after the other.

import type { Book } from "../book/index.ts";
import type { PageWork } from "./model.ts";
import type { Answer, Call, Greeting, Work } from "./protocol.ts";
import { createPageWork } from "./work.ts";

let work: PageWork;
let common: Book;
let last: Promise<void> = Promise.resolve();

process.on("message", (call: Call) => {
  last = last.then(() => hear(call));
});
// The builder is gone: nobody waits for an answer.
process.on("disconnect", () => process.exit(0));
// It is the builder that ends when it is interrupted, and us with it.
process.on("SIGINT", () => {});

async function hear(call: Call): Promise<void> {
  if (call.name === "open") {
    work = createPageWork(call.options);
    await send({ isUp: true });
  } else if (call.name === "common") common = call.common;
  else
    await answer(call).then(
      (value) => send({ value }),
      (error) => send({ error }),
    );
}

function answer(call: Work): Promise<unknown> {
  if (call.name === "parse") return work.parse(call.source);
  if (call.name === "compile") return work.compile(call.source, call.tabs);
  if (call.name === "rehearse") return work.rehearse(call.source, common, call.part);
  return work.weave(call.source, common, call.part, call.runs);
}

/** Settles when it is on its way: the next call may end this process, and what waited would be lost. */
function send(message: Answer | Greeting): Promise<void> {
  return new Promise((sent) => process.send?.(message, undefined, undefined, () => sent()));
}
