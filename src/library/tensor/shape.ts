// Shapes and strides: sizes, broadcasting, axes. [2, 1] and [3] broadcast to [2, 3].

/** Sizes of a tensor's axes; [] for a scalar. */
export type Shape = readonly number[];

/** Number of elements. */
export function sizeOf(shape: Shape): number {
  let size = 1;
  for (let i = 0; i < shape.length; i++) size *= shape[i];
  return size;
}

/** Strides, in elements, of a tensor whose last axis runs fastest. */
export function rowMajor(shape: Shape): readonly number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let i = shape.length - 1; i >= 0; i--) {
    strides[i] = stride;
    stride *= shape[i];
  }
  return strides;
}

/** True when both have the same sizes. */
export function sameShape(a: Shape, b: Shape): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** The shape to which both broadcast: from the right, sizes are equal or one of them is 1. @throws RangeError naming `operation` when they do not. */
export function broadcast(operation: string, a: Shape, b: Shape): Shape {
  if (sameShape(a, b)) return a;
  const rank = Math.max(a.length, b.length);
  const shape = new Array<number>(rank);
  for (let i = 0; i < rank; i++) {
    const m = a[i - rank + a.length] ?? 1;
    const n = b[i - rank + b.length] ?? 1;
    if (m !== n && m !== 1 && n !== 1)
      throw new RangeError(`${operation}: cannot broadcast ${show(a)} with ${show(b)}`);
    shape[i] = m === 1 ? n : m;
  }
  return shape;
}

/** Strides with which a tensor is read as if it had `shape`: 0 along the axes that are repeated. */
export function broadcastStrides(shape: Shape, strides: readonly number[], to: Shape): readonly number[] {
  const missing = to.length - shape.length;
  return to.map((_, i) => (i < missing || shape[i - missing] === 1 ? 0 : strides[i - missing]));
}

/** The axis counted from the front. @throws RangeError naming `operation` when there is no such axis. */
export function axisOf(operation: string, axis: number, rank: number): number {
  const bound = Math.max(rank, 1);
  if (!Number.isInteger(axis) || axis < -bound || axis >= bound)
    throw new RangeError(
      `${operation}: axis ${axis} is out of range for a tensor of ${rank} ${rank === 1 ? "axis" : "axes"}`,
    );
  return axis < 0 ? axis + bound : axis;
}

/** Axes counted from the front, each once, ascending; all of them when none is given. */
export function axesOf(
  operation: string,
  axes: number | readonly number[] | undefined,
  rank: number,
): readonly number[] {
  if (axes === undefined) return Array.from({ length: rank }, (_, i) => i);
  const list = (typeof axes === "number" ? [axes] : axes).map((axis) => axisOf(operation, axis, rank));
  if (new Set(list).size !== list.length) throw new RangeError(`${operation}: axis given twice in ${show(list)}`);
  return rank === 0 ? [] : list.sort((a, b) => a - b);
}

/** The shape of `size` elements that is meant when one size is -1. @throws RangeError when there is none. */
export function inferShape(operation: string, shape: Shape, size: number): Shape {
  const unknown = shape.indexOf(-1);
  const known = sizeOf(shape.filter((n) => n !== -1));
  if (unknown !== shape.lastIndexOf(-1))
    throw new RangeError(`${operation}: only one size of ${show(shape)} can be -1`);
  if (shape.some((n) => n < -1 || !Number.isInteger(n)))
    throw new RangeError(`${operation}: ${show(shape)} is not a shape`);
  const fits = unknown < 0 ? known === size : known > 0 && size % known === 0;
  if (!fits)
    throw new RangeError(`${operation}: ${show(shape)} is not a shape for ${size} element${size === 1 ? "" : "s"}`);
  return unknown < 0 ? shape : shape.map((n) => (n === -1 ? size / known : n));
}

/** What a value is that a tensor was expected for: "undefined", "a list". */
export function kindOf(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return `an object of class ${value.constructor?.name ?? "null"}`;
  return typeof value === "string" ? `the string "${value}"` : `a ${typeof value}`;
}

/** "[2, 3]" */
export function show(shape: readonly number[]): string {
  return `[${shape.join(", ")}]`;
}
