// A plan: the steps of a traced function, done again with other arguments in the memory laid out for them.

import type { Tensor, TypedArray } from "../tensor/index.ts";
import { arraysIn, type Layout, layOut } from "./arena.ts";
import type { Step, Trace } from "./trace.ts";

/** Steps that can be done again. */
export interface Plan {
  readonly steps: readonly Step[];
  readonly layout: Layout;
  /** Size of the block in which its arrays lie. */
  readonly bytes: number;
  /** What comes from outside, at its places; undefined elsewhere. */
  readonly outside: readonly (Tensor | undefined)[];
  readonly outputs: readonly number[];
}

/** Memory for one run at a time. */
export interface Arena {
  readonly buffer: ArrayBuffer;
  readonly arrays: readonly (readonly (TypedArray | undefined)[])[];
}

/** A plan of a trace's steps; `saveUntil` as for `layOut`. */
export function planOf(trace: Trace, outputs: readonly number[], saveUntil?: number): Plan {
  const { steps, tensors, outside } = trace;
  const { layout, bytes } = layOut(trace, outputs, saveUntil);
  return { steps, layout, bytes, outside: tensors.map((a, i) => (outside.has(i) ? a : undefined)), outputs };
}

/** Memory for a plan. */
export function arenaFor({ bytes, layout }: Plan): Arena {
  const buffer = new ArrayBuffer(bytes);
  return { buffer, arrays: arraysIn(buffer, layout) };
}
