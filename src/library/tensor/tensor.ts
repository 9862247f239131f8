// A tensor: a strided view on a typed array. Its arithmetic is in ../ops, its names in the dialects.

import { type DType, promote, room, type TypedArray, zeros } from "./dtype.ts";
import { readStrided, walk } from "./kernels/copy.ts";
import { kindOf, rowMajor, type Shape, sizeOf } from "./shape.ts";

/** Elements that several views may share. `version` counts the changes in place, so that a stale saved value is noticed. */
export interface Storage {
  readonly array: TypedArray;
  version: number;
}

/** How a tensor came to be, for differentiation; made by ../ops/primitive.ts, whose `Node` it is. */
export interface Origin {
  readonly id: number;
  /** "MulBackward0", for printing. */
  readonly label: string;
}

/**
 * The tensor that the dialects name: torch.Tensor, np.NDArray, tf.Tensor, jax.Array extend it with methods and no arithmetic.
 * Reading through a view never copies: element `index` is `storage.array[offset + sum(index[i] * strides[i])]`.
 */
export class Tensor {
  // Declared only: written as fields they would be set twice for every tensor that is made.
  declare readonly storage: Storage;
  declare readonly shape: Shape;
  declare readonly strides: readonly number[];
  declare readonly offset: number;
  declare readonly dtype: DType;
  /** Set while the tensor takes part in differentiation: a leaf that wants a gradient, or a recorded result. */
  declare origin: Origin | undefined;

  constructor(storage: Storage, shape: Shape, strides: readonly number[], offset: number, dtype: DType) {
    this.storage = storage;
    this.shape = shape;
    this.strides = strides;
    this.offset = offset;
    this.dtype = dtype;
    this.origin = undefined;
  }

  /** Whether operations are recorded outside of any scope: of all tensors of a class, on its prototype. */
  declare readonly recordsByDefault: boolean;

  /** Whether a tensor without axes takes the type of one that has some: of all tensors of a class, on its prototype. */
  declare readonly scalarsGiveWay: boolean;

  static {
    Object.defineProperty(Tensor.prototype, "recordsByDefault", { value: false });
    Object.defineProperty(Tensor.prototype, "scalarsGiveWay", { value: false });
  }

  /** Number of axes. */
  get ndim(): number {
    return this.shape.length;
  }
}

/** The class of a dialect's tensors: results are of the class of an operation's first input. */
export type TensorClass<T extends Tensor = Tensor> = new (
  storage: Storage,
  shape: Shape,
  strides: readonly number[],
  offset: number,
  dtype: DType,
) => T;

/** The class of an operation's result: its input's own, or what that class names (a Variable's results are Tensors). */
function classOf<T extends Tensor>(a: T): TensorClass<T> {
  const cls = a.constructor as TensorClass<T> & { resultClass?: TensorClass<T> };
  return cls.resultClass ?? cls;
}

/** Strides of shapes of one and two axes are made so often that it pays to do it in place. */
function stridesOf(shape: Shape): readonly number[] {
  if (shape.length === 0) return shape;
  if (shape.length === 1) return unit;
  if (shape.length === 2) return [shape[1], 1];
  return rowMajor(shape);
}
const unit = [1];

/** Who gives new tensors their storages; nobody but a plan that finds out what its steps do (../plan). */
let keeper: ((array: TypedArray) => Storage) | undefined;

/** Sets who gives new tensors their storages. */
export function setKeeper(next: typeof keeper): void {
  keeper = next;
}

const stored = (array: TypedArray): Storage => (keeper === undefined ? { array, version: 0 } : keeper(array));

/** A tensor of `like`'s class that owns `array`, its elements in row-major order. */
export function wrap<T extends Tensor>(like: T, array: TypedArray, shape: Shape, dtype: DType): T {
  return new (classOf(like))(stored(array), shape, stridesOf(shape), 0, dtype);
}

/** A tensor like `like`, of its class and shape, that owns `array`. */
export function wrapLike<T extends Tensor>(like: T, array: TypedArray, dtype: DType): T {
  const strides = isContiguous(like) ? like.strides : stridesOf(like.shape);
  return new (classOf(like))(stored(array), like.shape, strides, 0, dtype);
}

/** A tensor of a class that owns `array`, its elements in row-major order. */
export function make<T extends Tensor>(cls: TensorClass<T>, array: TypedArray, shape: Shape, dtype: DType): T {
  return new cls(stored(array), shape, stridesOf(shape), 0, dtype);
}

/** Another view on `a`'s elements. */
export function view<T extends Tensor>(a: T, shape: Shape, strides: readonly number[], offset: number): T {
  return new (classOf(a))(a.storage, shape, strides, offset, a.dtype);
}

/** True when the elements lie one after the other in row-major order. */
export function isContiguous(a: Tensor): boolean {
  let stride = 1;
  for (let i = a.shape.length - 1; i >= 0; i--) {
    if (a.shape[i] !== 1 && a.strides[i] !== stride) return false;
    stride *= a.shape[i];
  }
  return true;
}

/** The elements in row-major order. Not a copy where they lie so already: do not write to it. */
export function elements(a: Tensor): TypedArray {
  if (isContiguous(a)) {
    const { array } = a.storage;
    const size = sizeOf(a.shape);
    return a.offset === 0 && array.length === size ? array : array.subarray(a.offset, a.offset + size);
  }
  return copyElements(a);
}

/** A copy of the elements in row-major order, of type `dtype`. Fractions go when it is whole; "bool" is `value !== 0`. */
export function copyElements(a: Tensor, dtype: DType = a.dtype): TypedArray {
  const size = sizeOf(a.shape);
  const out = room(dtype, size);
  const { array } = a.storage;
  if (dtype === "bool" && a.dtype !== "bool") {
    const source = elements(a);
    for (let i = 0; i < size; i++) out[i] = source[i] === 0 ? 0 : 1;
  } else if (!isContiguous(a)) readStrided(array, a.shape, a.strides, a.offset, out);
  else if (size <= 32) for (let i = 0; i < size; i++) out[i] = array[a.offset + i];
  else out.set(a.offset === 0 && array.length === size ? array : array.subarray(a.offset, a.offset + size));
  return out;
}

/** Calls `visit` with each element's place in the array, in row-major order. */
export function forEachOffset(
  shape: Shape,
  strides: readonly number[],
  offset: number,
  visit: (at: number) => void,
): void {
  walk(shape, strides, offset, (from, step, count) => {
    for (let i = 0, at = from; i < count; i++, at += step) visit(at);
  });
}

/** The only element. @throws RangeError when there are more or none. */
export function itemOf(a: Tensor): number {
  if (sizeOf(a.shape) !== 1) throw new RangeError(`item: a tensor of ${sizeOf(a.shape)} elements is not one number`);
  return a.storage.array[a.offset];
}

/** Numbers, or booleans, nested as deep as a tensor has axes. */
export type Nested<Leaf> = Leaf | readonly Nested<Leaf>[];

/** The elements as nested arrays; a plain number or boolean for a scalar. */
export function toNested(a: Tensor): Nested<number> | Nested<boolean> {
  const flat = elements(a);
  const isBool = a.dtype === "bool";
  let at = 0;
  const build = (axis: number): Nested<number | boolean> => {
    if (axis === a.shape.length) return isBool ? flat[at++] !== 0 : flat[at++];
    return Array.from({ length: a.shape[axis] }, () => build(axis + 1));
  };
  return build(0) as Nested<number> | Nested<boolean>;
}

/** What a tensor is made from: a number, a boolean, an array or nested arrays of them, tensors among them, or a typed array. */
export type TensorLike = number | boolean | TypedArray | Tensor | readonly TensorLike[];

/**
 * Shape, type and elements of a nested value. Numbers are float32 unless `dtype` says otherwise (JavaScript does not tell 1 from 1.0),
 * booleans are "bool", typed arrays and tensors keep their type. @throws RangeError when rows have different lengths.
 */
export function fromNested(value: TensorLike, dtype?: DType): { array: TypedArray; shape: Shape; dtype: DType } {
  if (value instanceof Tensor) {
    const type = dtype ?? value.dtype;
    return { array: copyElements(value, type), shape: value.shape, dtype: type };
  }
  if (ArrayBuffer.isView(value)) {
    const type = dtype ?? typeOfArray(value);
    const array = zeros(type, value.length);
    array.set(value);
    return { array, shape: [value.length], dtype: type };
  }
  const shape = shapeOfNested(value);
  const flat: number[] = [];
  const found = flatten(value, shape, 0, flat, undefined);
  const type = dtype ?? found ?? "float32";
  const array = zeros(type, flat.length);
  for (let i = 0; i < flat.length; i++) array[i] = type === "bool" ? (flat[i] === 0 ? 0 : 1) : flat[i];
  return { array, shape, dtype: type };
}

function typeOfArray(array: TypedArray): DType {
  if (array instanceof Float64Array) return "float64";
  if (array instanceof Int32Array) return "int32";
  return array instanceof Float32Array ? "float32" : "uint8";
}

function shapeOfNested(value: TensorLike): Shape {
  const shape: number[] = [];
  let at: TensorLike | undefined = value;
  while (Array.isArray(at)) {
    shape.push(at.length);
    at = at[0];
  }
  if (at instanceof Tensor) return [...shape, ...at.shape];
  return ArrayBuffer.isView(at) ? [...shape, (at as TypedArray).length] : shape;
}

/** Appends the numbers of `value` to `flat`; gives the type that holds them and what was `found` before. */
function flatten(
  value: TensorLike,
  shape: Shape,
  axis: number,
  flat: number[],
  found: DType | undefined,
): DType | undefined {
  const join = (type: DType) => (found === undefined ? type : promote(found, type));
  if (typeof value === "number" || typeof value === "boolean") {
    if (axis !== shape.length)
      throw new RangeError(`tensor: expected a list of ${shape[axis]} at depth ${axis}, not ${value}`);
    flat.push(Number(value));
    return join(typeof value === "boolean" ? "bool" : "float32");
  }
  if (value instanceof Tensor) {
    for (const one of elements(value)) flat.push(one);
    return join(value.dtype);
  }
  if (!Array.isArray(value) && !ArrayBuffer.isView(value))
    throw new TypeError(`tensor: expected numbers or booleans, or lists of them, not ${kindOf(value)}`);
  if (axis === shape.length || value.length !== shape[axis]) {
    const other = axis === shape.length ? "a number" : `a list of ${shape[axis]}`;
    throw new RangeError(`tensor: a list of ${value.length} at depth ${axis}, where another is ${other}`);
  }
  let type = ArrayBuffer.isView(value) ? join(typeOfArray(value)) : found;
  for (const one of value as readonly TensorLike[]) {
    const next = flatten(one, shape, axis + 1, flat, type);
    if (!ArrayBuffer.isView(value)) type = next;
  }
  return type;
}
