// Memory for what the steps of a plan make: one block, in which arrays that are not needed at the same time share their places.

import { type Allocator, type DType, newArray, type TypedArray } from "../tensor/index.ts";
import { bufferOf } from "./storage.ts";
import type { Request, Trace } from "./trace.ts";

/** For each step, the arrays that it asks for, in order; undefined for one that outlives the run and has to be new. */
export type Layout = readonly (readonly (Place | undefined)[])[];

/** Where an array lies in the block, in bytes. */
export interface Place {
  readonly at: number;
  readonly dtype: DType;
  readonly size: number;
}

/** A request with the steps between which its array is needed. */
interface Lifetime {
  readonly request: Request;
  readonly step: number;
  readonly order: number;
  readonly last: number;
}

/**
 * Lays out the arrays of a trace's steps. What an output or an effect holds is left out; what a step before `saveUntil` makes and one
 * from there on reads is kept to the end, so that the later ones can run again.
 */
export function layOut(
  { steps, tensors }: Trace,
  outputs: readonly number[],
  saveUntil = 0,
): { readonly layout: Layout; readonly bytes: number } {
  const escaping = new Set<ArrayBufferLike>();
  const lastUse = new Map<ArrayBufferLike, number>();
  const buffers = tensors.map(({ storage }) => bufferOf(storage));
  for (const place of outputs) escaping.add(buffers[place]);
  for (const [i, { kind, inputs, output }] of steps.entries()) {
    for (const place of inputs) {
      lastUse.set(buffers[place], i);
      if (kind === "effect") escaping.add(buffers[place]);
    }
    if (output >= 0) lastUse.set(buffers[output], Math.max(i, lastUse.get(buffers[output]) ?? 0));
  }
  const layout = steps.map(({ requests }) => new Array<Place | undefined>(requests.length).fill(undefined));
  const lifetimes: Lifetime[] = [];
  for (const [step, { kind, requests }] of steps.entries()) {
    if (kind === "effect") continue;
    for (const [order, request] of requests.entries()) {
      if (escaping.has(request.buffer)) continue;
      const last = lastUse.get(request.buffer) ?? step;
      lifetimes.push({ request, step, order, last: step < saveUntil && last >= saveUntil ? steps.length : last });
    }
  }
  return { layout, bytes: place(lifetimes, layout) };
}

/** Gives each array the lowest place that none of those has which live at the same time, the largest first; gives the size of the block. */
function place(lifetimes: readonly Lifetime[], layout: readonly (Place | undefined)[][]): number {
  const placed: (Lifetime & { readonly at: number; readonly end: number })[] = [];
  let bytes = 0;
  for (const one of [...lifetimes].sort((a, b) => sizeOf(b.request) - sizeOf(a.request) || a.step - b.step)) {
    const neighbours = placed
      .filter((other) => other.step <= one.last && one.step <= other.last)
      .sort((a, b) => a.at - b.at);
    const size = sizeOf(one.request);
    let at = 0;
    for (const other of neighbours) {
      if (at + size <= other.at) break;
      at = Math.max(at, other.end);
    }
    placed.push({ ...one, at, end: at + size });
    bytes = Math.max(bytes, at + size);
    layout[one.step][one.order] = { at, dtype: one.request.dtype, size: one.request.size };
  }
  return bytes;
}

const widths: Readonly<Record<DType, number>> = { bool: 1, uint8: 1, int32: 4, float32: 4, float64: 8 };

/** Bytes of an array, up to whole vectors. */
const sizeOf = ({ dtype, size }: Request): number => (widths[dtype] * size + 15) & ~15;

/** The arrays of a layout in a block. */
export function arraysIn(buffer: ArrayBufferLike, layout: Layout): readonly (readonly (TypedArray | undefined)[])[] {
  const types = {
    bool: Uint8Array,
    uint8: Uint8Array,
    int32: Int32Array,
    float32: Float32Array,
    float64: Float64Array,
  };
  return layout.map((places) =>
    places.map((one) => one && new types[one.dtype](buffer as ArrayBuffer, one.at, one.size)),
  );
}

// The step that is under way: what it asked for when it was traced, the arrays laid out for that, and how many it has been given.
let expected: readonly Request[] = [];
let arrays: readonly (TypedArray | undefined)[] = [];
let next = 0;

/** Starts a step, whose arrays `allocate` hands out. */
export function use(requests: readonly Request[], theirs: readonly (TypedArray | undefined)[]): void {
  expected = requests;
  arrays = theirs;
  next = 0;
}

/** Hands the step the arrays laid out for it, as long as it asks for the same ones as when it was traced, and new ones from then on. */
export const allocate: Allocator = (dtype, size, isWritten) => {
  if (next < expected.length) {
    const asked = expected[next];
    if (asked.dtype !== dtype || asked.size !== size) next = expected.length;
    else {
      const array = arrays[next++];
      if (array !== undefined) return isWritten ? array : array.fill(0);
    }
  }
  return newArray(dtype, size);
};
