// The house holds: who may import whom, as a table (see the guide's page on architecture).

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

const src = new URL("../src", import.meta.url).pathname;

const stages = [
  "runtime/language",
  "runtime/config",
  "runtime/source",
  "runtime/book",
  "runtime/cells",
  "runtime/kernel",
  "runtime/check",
  "runtime/tangle",
  "runtime/weave",
  "runtime/reference",
];
const pipeline = [
  ...stages,
  "runtime/pages",
  "runtime/files.ts",
  "runtime/cache.ts",
  "runtime/site-files.ts",
  "runtime/stages.ts",
  "runtime/summary.ts",
  "runtime/pipeline.ts",
];

/** Folder (or file) -> what it may import besides itself. `diagnostic.ts`, `frame.ts`, `hash.ts` and `last.ts` are vocabulary, open to all of the runtime. */
const mayImport: Record<string, readonly string[]> = {
  "runtime/diagnostic.ts": [],
  "runtime/hash.ts": [],
  "runtime/frame.ts": [],
  "runtime/last.ts": [],
  "runtime/files.ts": [],
  "runtime/cache.ts": ["runtime/files.ts"],
  "runtime/site-files.ts": ["runtime/files.ts"],
  "runtime/language": [],
  "runtime/config": ["runtime/files.ts"],
  "runtime/source": ["runtime/config"],
  "runtime/book": ["runtime/source", "runtime/config", "runtime/language"],
  "runtime/cells": ["runtime/source", "runtime/config"],
  "runtime/kernel": ["runtime/cells", "runtime/config", "runtime/files.ts", "runtime/cache.ts"],
  "runtime/check": ["runtime/cells", "runtime/config"],
  "runtime/tangle": ["runtime/cells", "runtime/book", "runtime/source", "runtime/config"],
  "runtime/weave": [
    "runtime/book",
    "runtime/cells",
    "runtime/kernel",
    "runtime/source",
    "runtime/config",
    "runtime/language",
  ],
  "runtime/reference": [],
  "runtime/pages": [
    "runtime/source",
    "runtime/book",
    "runtime/cells",
    "runtime/kernel",
    "runtime/weave",
    "runtime/config",
    "runtime/files.ts",
    "runtime/cache.ts",
  ],
  "runtime/keys.ts": [],
  "runtime/file-sums.ts": ["runtime/files.ts"],
  "runtime/reference-pages.ts": ["runtime/reference", "runtime/config", "runtime/cache.ts"],
  "runtime/stages.ts": [
    ...stages,
    "runtime/pages",
    "runtime/files.ts",
    "runtime/file-sums.ts",
    "runtime/keys.ts",
    "runtime/reference-pages.ts",
  ],
  "runtime/summary.ts": ["runtime/book", "runtime/kernel", "runtime/pages"],
  "runtime/pipeline.ts": pipeline,
  "runtime/index.ts": pipeline,
  "runtime/dev": pipeline,
  "runtime/vitest": pipeline,
  "runtime/export": pipeline,
  "runtime/cli": [...pipeline, "runtime/dev", "runtime/export"],
  "library/tensor": [],
  "library/ops": ["library/tensor"],
  "library/autograd": ["library/ops", "library/tensor"],
  "library/plan": ["library/autograd", "library/ops", "library/tensor"],
  "library/numeric": ["library/ops", "library/tensor"],
  "library/nn": ["library/autograd", "library/ops", "library/tensor"],
  "library/data": ["library/autograd", "library/ops", "library/tensor"],
  "library/torch": [
    "library/nn",
    "library/numeric",
    "library/data",
    "library/plan",
    "library/autograd",
    "library/ops",
    "library/tensor",
  ],
  "library/mxnet": [
    "library/nn",
    "library/numeric",
    "library/data",
    "library/plan",
    "library/autograd",
    "library/ops",
    "library/tensor",
  ],
  "library/tensorflow": [
    "library/nn",
    "library/numeric",
    "library/data",
    "library/plan",
    "library/autograd",
    "library/ops",
    "library/tensor",
  ],
  "library/jax": [
    "library/nn",
    "library/numeric",
    "library/data",
    "library/plan",
    "library/autograd",
    "library/ops",
    "library/tensor",
  ],
  "library/d2l": [
    "library/torch",
    "library/mxnet",
    "library/tensorflow",
    "library/jax",
    "library/nn",
    "library/data",
    "library/autograd",
    "library/ops",
    "library/tensor",
  ],
};

/** Folders that run in the reader's page too. */
const withoutNode = ["runtime/source", "runtime/cells", "library/"];

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name));
}

/** "runtime/source/syntax/role.ts" -> "runtime/source"; "runtime/pipeline.ts" -> itself. */
function roomOf(file: string): string {
  return file.split("/").slice(0, 2).join("/");
}

const edges = filesBelow(src).flatMap((file) =>
  ts.preProcessFile(readFileSync(file, "utf8")).importedFiles.map(({ fileName: specifier }) => ({
    from: relative(src, file).replaceAll("\\", "/"),
    specifier,
    to: specifier.startsWith(".")
      ? posix.normalize(relative(src, join(dirname(file), specifier)).replaceAll("\\", "/"))
      : undefined,
  })),
);

test("folders import only what stands to their left", () => {
  const vocabulary = ["runtime/diagnostic.ts", "runtime/hash.ts", "runtime/frame.ts", "runtime/last.ts"];
  const wrong = edges.filter(({ from, to }) => {
    if (to === undefined || roomOf(to) === roomOf(from)) return false;
    if (from.startsWith("runtime/") && vocabulary.includes(to)) return false;
    return !(mayImport[roomOf(from)] ?? []).includes(roomOf(to));
  });
  expect(wrong.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
});

test("every folder is in the table", () => {
  const rooms = new Set(edges.map(({ from }) => roomOf(from)));
  expect([...rooms].filter((room) => !(room in mayImport))).toEqual([]);
});

test("what runs in the page imports nothing of Node", () => {
  const wrong = edges.filter(
    ({ from, specifier }) => withoutNode.some((room) => from.startsWith(room)) && specifier.startsWith("node:"),
  );
  expect(wrong.map(({ from, specifier }) => `${from} -> ${specifier}`)).toEqual([]);
});

test("the wings never import each other, nor themselves by name", () => {
  const wrong = edges.filter(
    ({ from, to, specifier }) =>
      (to !== undefined && from.split("/")[0] !== to.split("/")[0]) || /^octavo(\/|$)/.test(specifier),
  );
  expect(wrong.map(({ from, specifier }) => `${from} -> ${specifier}`)).toEqual([]);
});
