// The elements of files: little- or big-endian numbers of a type, as the engine's types hold them.

import { type DType, newArray, type TypedArray } from "../dtype.ts";

/** A type of numbers in a file: "f" is floating, "b" bfloat16, "i" and "u" whole, "?" boolean; then its bytes. */
export type FileType = "?1" | "u1" | "u2" | "u4" | "u8" | "i1" | "i2" | "i4" | "i8" | "f2" | "b2" | "f4" | "f8";

/** The engine's type that holds numbers of a file's. */
const held: Readonly<Record<FileType, DType>> = {
  "?1": "bool",
  u1: "uint8",
  u2: "int32",
  u4: "int32",
  u8: "int32",
  i1: "int32",
  i2: "int32",
  i4: "int32",
  i8: "int32",
  f2: "float32",
  b2: "float32",
  f4: "float32",
  f8: "float64",
};

/** The file's type of the engine's types. */
export const fileTypes: Readonly<Record<DType, FileType>> = {
  bool: "?1",
  uint8: "u1",
  int32: "i4",
  float32: "f4",
  float64: "f8",
};

/** Bytes of one number. */
export const widthOf = (type: FileType): number => Number(type[1]);

const bits = new DataView(new ArrayBuffer(4));

/** A number of 16 bits: five of the exponent and ten of the fraction (IEEE 754 half precision). */
function half(word: number): number {
  const sign = word & 0x8000 ? -1 : 1;
  const exponent = (word >> 10) & 31;
  const fraction = word & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The upper half of a float32. */
function bfloat(word: number): number {
  bits.setUint32(0, word << 16);
  return bits.getFloat32(0);
}

/**
 * `count` numbers from `at` on. Types that the engine has not are widened; whole numbers of more than 32 bits have to fit into int32.
 * @throws RangeError naming `what` for one that does not, or where the bytes end.
 */
export function readElements(
  what: string,
  bytes: Uint8Array,
  at: number,
  type: FileType,
  count: number,
  isLittle = true,
): { readonly array: TypedArray; readonly dtype: DType } {
  const width = widthOf(type);
  if (at + count * width > bytes.length)
    throw new RangeError(
      `${what}: ${count} numbers of ${width} bytes end behind the file's end (${bytes.length} bytes)`,
    );
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const dtype = held[type];
  const array = newArray(dtype, count);
  const read = readers[type];
  for (let i = 0; i < count; i++, at += width) {
    const value = read(view, at, isLittle);
    if (dtype === "int32" && (value > 2147483647 || value < -2147483648))
      throw new RangeError(`${what}: element ${i} is ${value}, which int32 does not hold`);
    array[i] = value;
  }
  return { array, dtype };
}

const readers: Readonly<Record<FileType, (view: DataView, at: number, isLittle: boolean) => number>> = {
  "?1": (view, at) => (view.getUint8(at) === 0 ? 0 : 1),
  u1: (view, at) => view.getUint8(at),
  u2: (view, at, isLittle) => view.getUint16(at, isLittle),
  u4: (view, at, isLittle) => view.getUint32(at, isLittle),
  u8: (view, at, isLittle) => Number(view.getBigUint64(at, isLittle)),
  i1: (view, at) => view.getInt8(at),
  i2: (view, at, isLittle) => view.getInt16(at, isLittle),
  i4: (view, at, isLittle) => view.getInt32(at, isLittle),
  i8: (view, at, isLittle) => Number(view.getBigInt64(at, isLittle)),
  f2: (view, at, isLittle) => half(view.getUint16(at, isLittle)),
  b2: (view, at, isLittle) => bfloat(view.getUint16(at, isLittle)),
  f4: (view, at, isLittle) => view.getFloat32(at, isLittle),
  f8: (view, at, isLittle) => view.getFloat64(at, isLittle),
};

/** Writes numbers at `at`, little-endian. */
export function writeElements(bytes: Uint8Array, at: number, array: TypedArray, dtype: DType): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const write = writers[dtype];
  const width = widthOf(fileTypes[dtype]);
  for (let i = 0; i < array.length; i++, at += width) write(view, at, array[i]);
}

const writers: Readonly<Record<DType, (view: DataView, at: number, value: number) => void>> = {
  bool: (view, at, value) => view.setUint8(at, value),
  uint8: (view, at, value) => view.setUint8(at, value),
  int32: (view, at, value) => view.setInt32(at, value, true),
  float32: (view, at, value) => view.setFloat32(at, value, true),
  float64: (view, at, value) => view.setFloat64(at, value, true),
};

/** The sizes of a shape as a file gives them. @throws RangeError naming `what` when they are none. */
export function shapeFrom(what: string, sizes: unknown): readonly number[] {
  const isShape = Array.isArray(sizes) && sizes.every((size) => Number.isSafeInteger(size) && size >= 0);
  if (!isShape || !Number.isSafeInteger(sizes.reduce((product, size) => product * size, 1)))
    throw new RangeError(`${what}: ${JSON.stringify(sizes)} is no shape`);
  return sizes;
}
