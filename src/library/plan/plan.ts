// A plan: the steps of a traced function, done again with other arguments in the memory laid out for them.

import { setRecording } from "../ops/index.ts";
import { setAllocator, type Tensor, type TypedArray } from "../tensor/index.ts";
import { allocate, arraysIn, type Layout, layOut, use } from "./arena.ts";
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
  return { arrays: arraysIn(new ArrayBuffer(bytes), layout) };
}

/** Does the steps from `from` up to `to`: reads and writes `tensors` at the steps' places. Nothing is recorded. */
export function replay(plan: Plan, arena: Arena, tensors: (Tensor | undefined)[], from: number, to: number): void {
  const recording = setRecording("never");
  const allocator = setAllocator(allocate);
  const { steps } = plan;
  try {
    for (let i = from; i < to; i++) {
      const { kind, run, attributes, inputs, output, requests } = steps[i];
      const given = new Array<Tensor>(inputs.length);
      for (let j = 0; j < inputs.length; j++) given[j] = tensors[inputs[j]] as Tensor;
      let result: Tensor | undefined;
      if (kind === "effect") {
        setAllocator(undefined);
        result = run(given, attributes);
        setAllocator(allocate);
      } else {
        use(requests, arena.arrays[i]);
        result = run(given, attributes);
      }
      if (output >= 0) tensors[output] = result;
    }
  } finally {
    setAllocator(allocator);
    setRecording(recording);
  }
}
