// Programs at the same time: they do not meet, can be given up, and a child that dies takes no other program with it.

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Outcome } from "../../../src/runtime/kernel/index.ts";
import { kernelIn, pageText, programOf, shortOf, temporaryFolder } from "./pages.ts";

/** Waits until something holds; the test's own time limit ends it. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((go) => setTimeout(go, 5));
}

/** A first outcome, when it comes. */
function firstOutcome(): { readonly came: Promise<Outcome>; readonly onOutcome: (outcome: Outcome) => void } {
  let onOutcome: (outcome: Outcome) => void = () => {};
  const came = new Promise<Outcome>((settle) => {
    onOutcome = settle;
  });
  return { came, onOutcome };
}

const endless = pageText("1", "await new Promise((go) => setTimeout(go, 1e6));", "2");

test.concurrent("jobs at once give what one after another gives", async () => {
  const pages = Array.from({ length: 6 }, (_, n) =>
    pageText(
      `const mine = ${n};\n(globalThis as any).count = ((globalThis as any).count ?? 0) + 1;\nconsole.log(Math.random());`,
      n === 2
        ? 'throw new Error("two");'
        : n === 4
          ? "process.exit(3);"
          : "await new Promise((go) => setTimeout(go, 10));",
      "[mine, (globalThis as any).count, Math.random()]",
    ),
  );
  const [one, three] = [1, 3].map((jobs) => kernelIn(temporaryFolder(), { jobs }));
  const together = await Promise.all(pages.map((page) => three!.run(programOf(page))));
  const alone = [];
  for (const page of pages) alone.push(await one!.run(programOf(page)));
  expect(together).toEqual(alone);
  expect(together.map(({ outcomes }) => outcomes[2]?.state)).toEqual(
    pages.map((_, n) => (n === 2 || n === 4 ? "not-run" : "passed")),
  );
});

test.concurrent("a run that is given up ends, is not kept, and makes room", async () => {
  const root = temporaryFolder();
  const kernel = kernelIn(root, { jobs: 1 });
  const giveUp = new AbortController();
  const { came, onOutcome } = firstOutcome();
  const run = kernel.run(programOf(endless), { signal: giveUp.signal, onOutcome });
  const behind = kernel.run(programOf(pageText("3")));
  expect((await came).state).toBe("passed");
  giveUp.abort();
  expect(shortOf(await run)).toEqual({ cells: ["passed <1>", "not-run", "not-run"], found: [] });
  expect(shortOf(await behind).cells).toEqual(["passed <3>"]);
  expect(await kernel.recall(programOf(endless))).toBeUndefined();
});

test.concurrent("a run that is given up while it waits, or before, never starts", async () => {
  const kernel = kernelIn(temporaryFolder(), { jobs: 1 });
  const [first, second] = [new AbortController(), new AbortController()];
  const { came, onOutcome } = firstOutcome();
  const running = kernel.run(programOf(endless), { signal: first.signal, onOutcome });
  await came;
  const started: string[] = [];
  const waiting = kernel.run(programOf(pageText("4")), { signal: second.signal, onStart: () => started.push("4") });
  second.abort();
  const before = kernel.run(programOf(pageText("5")), { signal: second.signal, onStart: () => started.push("5") });
  expect((await Promise.all([waiting, before])).map((run) => shortOf(run))).toEqual([
    { cells: ["not-run"], found: [] },
    { cells: ["not-run"], found: [] },
  ]);
  expect(started).toEqual([]);
  first.abort();
  await running;
  // What was given up runs when it is asked for again.
  expect(shortOf(await kernel.run(programOf(pageText("4")))).cells).toEqual(["passed <4>"]);
});

test.concurrent("a child that dies mid-program is replaced", async () => {
  const kernel = kernelIn(temporaryFolder(), { jobs: 1 });
  const dies = pageText("const before = process.pid;\n1", 'process.kill(process.pid, "SIGKILL");\nfor (;;);', "2");
  const runs = await Promise.all(
    [dies, pageText("6"), dies.replace("1\n", "7\n"), pageText("8")].map((page) => kernel.run(programOf(page))),
  );
  expect(runs.map((run) => shortOf(run).cells)).toEqual([
    ["passed <1>", "exited", "not-run"],
    ["passed <6>"],
    ["passed <7>", "exited", "not-run"],
    ["passed <8>"],
  ]);
  const atOnce = programOf(pageText('process.kill(process.pid, "SIGKILL");\nfor (;;);', "9"));
  expect(shortOf(await kernel.run(atOnce)).cells).toEqual(["exited", "not-run"]);
});

test.concurrent("a child that dies between programs is replaced, too", async () => {
  const kernel = kernelIn(temporaryFolder(), { jobs: 1 });
  const [outcome] = (await kernel.run(programOf(pageText("process.pid")))).outcomes;
  const shown = outcome?.outputs[0];
  const pid = Number(shown?.type === "display" && shown.bundle["text/plain"]);
  process.kill(pid, "SIGKILL");
  for (let i = 0; i < 3; i++)
    expect(shortOf(await kernel.run(programOf(pageText(`${i}`)))).cells).toEqual([`passed <${i}>`]);
});

test.concurrent("closing ends what runs and what waits, leaves no child and no file", async () => {
  const root = temporaryFolder();
  const kernel = kernelIn(root, { jobs: 1 });
  const { came, onOutcome } = firstOutcome();
  const running = kernel.run(programOf(endless.replace("1\n", "process.pid\n")), { onOutcome });
  const shown = (await came).outputs[0];
  const waiting = kernel.run(programOf(pageText("1")));
  const child = Number(shown?.type === "display" && shown.bundle["text/plain"]);
  await kernel.close();
  expect(shortOf(await running).cells.slice(1)).toEqual(["not-run", "not-run"]);
  expect(shortOf(await waiting).cells).toEqual(["not-run"]);
  await until(() => !isAlive(child));
  const programs = join(root, ".octavo", "cache", "programs");
  expect(existsSync(programs) ? readdirSync(programs) : []).toEqual([]);
  expect(existsSync(join(root, ".octavo", "cache", "run"))).toBe(false);
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
