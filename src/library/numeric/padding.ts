// More of the same: borders around tensors, elements repeated, turned round the end.

import { cat, index } from "../ops/index.ts";
import { axisOf, type Shape, show, sizeOf, type Tensor, wrap, zeros } from "../tensor/index.ts";
import { assigned } from "./assigned.ts";

/** What stands in a border: a number, what is mirrored at the edge (which is not repeated, or is), the edge, or what comes from the other side. */
export type PadMode = "constant" | "reflect" | "symmetric" | "edge" | "wrap";

/** The place that element `i`, which may be outside, of an axis of `size` is taken from. */
function sourceOf(i: number, size: number, mode: PadMode): number {
  if (mode === "edge") return Math.min(Math.max(i, 0), size - 1);
  if (mode === "wrap") return ((i % size) + size) % size;
  const period = mode === "reflect" ? Math.max(1, 2 * (size - 1)) : 2 * size;
  const at = ((i % period) + period) % period;
  return at < size ? at : mode === "reflect" ? period - at : period - 1 - at;
}

/**
 * With a border: `widths[i]` is how much comes before and after axis i. @throws RangeError when there is not one pair for each axis, for
 * negative widths, and where there is nothing to repeat.
 */
export function pad(
  a: Tensor,
  widths: readonly (readonly [number, number])[],
  mode: PadMode = "constant",
  value = 0,
): Tensor {
  if (widths.length !== a.shape.length)
    throw new RangeError(`pad: ${widths.length} widths for a tensor of shape ${show(a.shape)}`);
  const negative = widths.find(([before, after]) => before < 0 || after < 0);
  if (negative) throw new RangeError(`pad: widths must not be negative, as ${show(negative)} is`);
  if (mode === "constant") {
    const shape = a.shape.map((size, i) => widths[i][0] + size + widths[i][1]);
    const border = wrap(
      a,
      zeros(a.dtype, sizeOf(shape)).fill(a.dtype === "bool" ? Number(value !== 0) : value),
      shape,
      a.dtype,
    );
    return assigned(
      border,
      a.shape.map((size, i) => `${widths[i][0]}:${widths[i][0] + size}`),
      a,
    );
  }
  return widths.reduce((part, [before, after], axis) => {
    const size = a.shape[axis];
    if (before + after > 0 && size === 0) throw new RangeError(`pad: there is nothing to repeat along axis ${axis}`);
    if (before === 0 && after === 0) return part;
    const places = Array.from({ length: before + size + after }, (_, i) => sourceOf(i - before, size, mode));
    return index(part, [...new Array<string>(axis).fill(":"), places]);
  }, a);
}

/** Each element along an axis `count` times, or the i-th `count[i]` times, one after the other. @throws RangeError when counts and axis differ in number. */
export function repeat(a: Tensor, count: number | Shape, axis: number): Tensor {
  const at = axisOf("repeat", axis, a.shape.length);
  const size = a.shape[at] ?? 1;
  const counts = typeof count === "number" ? new Array<number>(size).fill(count) : count;
  if (counts.length !== size)
    throw new RangeError(`repeat: ${counts.length} counts for an axis of size ${size} (shape ${show(a.shape)})`);
  const places = counts.flatMap((n, i) => new Array<number>(n).fill(i));
  return index(a, [...new Array<string>(at).fill(":"), Int32Array.from(places)]);
}

/** The elements along an axis moved by `shift` places; those that leave at the end come in at the start. */
export function roll(a: Tensor, shift: number, axis: number): Tensor {
  const at = axisOf("roll", axis, a.shape.length);
  const size = a.shape[at];
  const by = size === 0 ? 0 : ((shift % size) + size) % size;
  if (by === 0) return a;
  const whole = new Array<string>(at).fill(":");
  return cat([index(a, [...whole, `${size - by}:`]), index(a, [...whole, `:${size - by}`])], at);
}
