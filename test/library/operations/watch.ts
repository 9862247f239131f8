// Which operations a call comes to: every export of ops/ and nn/ tells of its outermost calls.

import { readdirSync } from "node:fs";
import { vi } from "vitest";

type Function = (...args: unknown[]) => unknown;
type Listener = (operation: string, args: readonly unknown[], result: unknown) => void;

const library = new URL("../../../src/library/", import.meta.url);

// What only other operations stand on; trace.ts exports a binding that changes.
const machinery = [
  "index.ts",
  "primitive.ts",
  "lifting.ts",
  "trace.ts",
  "elementwise.ts",
  "fluent.ts",
  "numpy-like.ts",
];

let listener: Listener | undefined;
/** The wings in which an operation is under way: what operations call of their own wing is not told, nor what those of numeric/ are made of. */
const inside = new Set<string>();

/** Puts watched functions in the place of the operations, for whatever is imported from now on. */
export function watchOperations(): void {
  for (const wing of ["ops", "numeric", "nn"])
    for (const entry of readdirSync(new URL(wing, library), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || machinery.includes(entry.name)) continue;
      vi.doMock(`${entry.parentPath}/${entry.name}`, async (original) =>
        Object.fromEntries(
          Object.entries(await original<object>()).map(([name, value]) => [name, watched(wing, name, value)]),
        ),
      );
    }
}

function watched(wing: string, name: string, value: unknown): unknown {
  if (!isPlainFunction(value)) return value;
  return (...args: unknown[]) => {
    if (listener === undefined || inside.has(wing) || inside.has("numeric")) return value(...args);
    inside.add(wing);
    try {
      const result = value(...args);
      listener(`${wing} ${name}`, args, result);
      return result;
    } finally {
      inside.delete(wing);
    }
  };
}

/** A function that is no class. */
export function isPlainFunction(value: unknown): value is Function {
  return typeof value === "function" && !/^class\b/.test(Function.prototype.toString.call(value));
}

/** Calls `run`, and tells `next` which operations it calls, with what: those that it calls itself or by rules of nn/, not those that operations call. */
export function watching(run: () => unknown, next: Listener): void {
  listener = next;
  try {
    run();
  } finally {
    listener = undefined;
  }
}
