// What picks a part of a tensor: one index an axis. A number takes one, "1:3" or [1, 3] …: see Index.

import type { TypedArray } from "./dtype.ts";
import { axisOf, show } from "./shape.ts";
import { Tensor, view } from "./tensor.ts";

/**
 * What stands for one axis between Python's brackets:
 * a number, from the end when negative: `x.at(-1)`; a slice as a string: `"1:3"`, `":"`, `"::2"`, `"-2:"`, `"::-1"`;
 * `null` for a new axis of size 1; `"..."` for as many whole axes as fit;
 * a list of numbers or a tensor of integers picks and repeats; a boolean tensor (or list) selects where it is true.
 */
export type Index = number | string | null | IndexList | TypedArray | Tensor;

/** Positions or truth values, nested as deep as what is picked has axes. */
export type IndexList = readonly (number | boolean | IndexList)[];

/** An index whose lists have become tensors. */
export type PlainIndex = Exclude<Index, IndexList | TypedArray>;

/** A slice, its bounds as written. */
interface Slice {
  readonly start: number | undefined;
  readonly stop: number | undefined;
  readonly step: number;
}

const slicePattern = /^\s*(-?\d+)?\s*:\s*(-?\d+)?\s*(?::\s*(-?\d+)?\s*)?$/;

/** "1:3" -> its bounds. @throws TypeError for what is no slice. */
function parseSlice(text: string): Slice {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const slice = parseAnew(text);
  // Those that a loop goes through come again in the next round.
  if (parsed.size >= mostParsed) parsed.clear();
  parsed.set(text, slice);
  return slice;
}

const mostParsed = 1024;
const parsed = new Map<string, Slice>();

function parseAnew(text: string): Slice {
  const match = slicePattern.exec(text);
  if (!match)
    throw new TypeError(`index: "${text}" is not a slice; write "start:stop", "start:stop:step", ":" or "..."`);
  const [, start, stop, step] = match;
  if (Number(step) === 0) throw new RangeError(`index: the step of "${text}" is 0`);
  return {
    start: start === undefined ? undefined : Number(start),
    stop: stop === undefined ? undefined : Number(stop),
    step: step === undefined ? 1 : Number(step),
  };
}

/** First element, number of elements and step of a slice on an axis of `size`, as Python cuts it. */
function resolveSlice({ start, stop, step }: Slice, size: number): { first: number; count: number; step: number } {
  const clamp = (bound: number, low: number, high: number) =>
    Math.min(Math.max(bound < 0 ? bound + size : bound, low), high);
  const first = step > 0 ? clamp(start ?? 0, 0, size) : start === undefined ? size - 1 : clamp(start, -1, size - 1);
  const last = step > 0 ? clamp(stop ?? size, 0, size) : stop === undefined ? -1 : clamp(stop, -1, size - 1);
  return { first, count: Math.max(0, Math.ceil((last - first) / step)), step };
}

/** The part that plain indices (no lists, no tensors) name: a view, and for each list or tensor the axis of the view that it picks from. */
export interface Part<T extends Tensor> {
  readonly view: T;
  /** Lists and tensors still to apply, with the view's axis that each one stands for. */
  readonly picks: readonly { readonly axis: number; readonly index: Tensor }[];
}

/** Applies all plain indices at once, as a view without a copy. @throws RangeError for an index outside its axis, or too many. */
export function cut<T extends Tensor>(a: T, indices: readonly PlainIndex[]): Part<T> {
  const full = expandEllipsis(indices, a.shape.length);
  const { length } = a.shape;
  const shape: number[] = [];
  const strides: number[] = [];
  const picks: { axis: number; index: Tensor }[] = [];
  let offset = a.offset;
  let axis = 0;
  for (let i = 0; i < full.length; i++) {
    const index = full[i];
    if (index === null) {
      shape.push(1);
      strides.push(0);
    } else if (typeof index === "number") {
      const size = a.shape[axis];
      if (!Number.isInteger(index) || index < -size || index >= size)
        throw new RangeError(`index: ${index} is out of bounds for axis ${axis} with size ${size}`);
      offset += (index < 0 ? index + size : index) * a.strides[axis];
      axis += 1;
    } else if (index === ":") {
      shape.push(a.shape[axis]);
      strides.push(a.strides[axis]);
      axis += 1;
    } else if (typeof index === "string") {
      const { first, count, step } = resolveSlice(parseSlice(index), a.shape[axis]);
      if (count > 0) offset += first * a.strides[axis];
      shape.push(count);
      strides.push(a.strides[axis] * step);
      axis += 1;
    } else {
      picks.push({ axis: shape.length, index });
      for (const end = axis + consumed(index); axis < end; axis++) {
        shape.push(a.shape[axis]);
        strides.push(a.strides[axis]);
      }
    }
  }
  for (; axis < length; axis++) {
    shape.push(a.shape[axis]);
    strides.push(a.strides[axis]);
  }
  return { view: view(a, shape, strides, offset), picks };
}

/** How many axes an index stands for: a boolean tensor covers as many as it has. */
function consumed(index: PlainIndex): number {
  if (index === null) return 0;
  return index instanceof Tensor && index.dtype === "bool" ? index.shape.length : 1;
}

/** The indices with "..." written out. @throws RangeError when they stand for more axes than there are. */
function expandEllipsis(indices: readonly PlainIndex[], rank: number): readonly PlainIndex[] {
  let named = 0;
  let at = -1;
  for (let i = 0; i < indices.length; i++) {
    if (indices[i] !== "..." && indices[i] !== "…") named += consumed(indices[i]);
    else if (at < 0) at = i;
    else throw new TypeError('index: "..." can stand once');
  }
  if (named > rank)
    throw new RangeError(`index: ${named} indices for a tensor of ${rank} ${rank === 1 ? "axis" : "axes"}`);
  if (at < 0) return indices;
  return [...indices.slice(0, at), ...new Array<PlainIndex>(rank - named).fill(":"), ...indices.slice(at + 1)];
}

/** The axes in another order, as a view. */
export function permuteView<T extends Tensor>(a: T, order: readonly number[]): T {
  const axes = order.map((axis) => axisOf("permute", axis, a.shape.length));
  if (axes.length !== a.shape.length || new Set(axes).size !== axes.length)
    throw new RangeError(`permute: ${show(order)} is not an order of ${a.shape.length} axes`);
  return view(
    a,
    axes.map((axis) => a.shape[axis]),
    axes.map((axis) => a.strides[axis]),
    a.offset,
  );
}
