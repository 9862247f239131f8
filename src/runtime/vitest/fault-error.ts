// Diagnostics as an error that Vitest shows at the page's own line:
//
//   cell-succeeds: RangeError: bad
//     a.md:12:7
//     ▸ 12 │ throw new RangeError("bad");

import { join } from "node:path";
import type { Diagnostic } from "../diagnostic.ts";
import { describe, placeName } from "../frame.ts";

/** Where the source is. */
interface Source {
  readonly root: string;
  readonly page: string;
  readonly text: string;
}

/** One error for what was found; its stack begins at the place of the first. */
export function faultError({ root, page, text }: Source, found: readonly Diagnostic[]): Error {
  const first = found[0]!;
  const described = found.map((one) => describe(one, one.place.path === page ? text : undefined));
  // The first one's rule and message are the error's own.
  const [, ...rest] = described[0]!.split("\n").slice(first.message.split("\n").length);
  const whole = [[placeName(first.place), ...rest].join("\n"), ...described.slice(1)].join("\n\n");
  const error = new Error(first.message);
  error.name = first.rule;
  const frames = found.map(({ place: { path, start } }) => `    at ${join(root, path)}:${start.line}:${start.column}`);
  // Reporters without frames print the stack, those with frames `frame` instead of the stack and a frame of their own.
  error.stack = [`${first.rule}: ${first.message}`, whole, ...frames].join("\n");
  return Object.assign(error, { frame: whole });
}
