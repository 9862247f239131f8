// NumPy's files of one array: "\x93NUMPY", a version, a header "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", the numbers.
// After NEP 1, "A Simple File Format for NumPy Arrays".

import { sizeOf } from "../shape.ts";
import { elements, make, Tensor, view } from "../tensor.ts";
import { type FileType, fileTypes, readElements, shapeFrom, widthOf, writeElements } from "./elements.ts";

const magic = "\x93NUMPY";

/** NumPy's letters for types, and ours. */
const letters: Readonly<Record<string, FileType>> = {
  b1: "?1",
  ...Object.fromEntries(
    (["u1", "u2", "u4", "u8", "i1", "i2", "i4", "i8", "f2", "f4", "f8"] as const).map((t) => [t, t]),
  ),
};

/**
 * The array in the bytes of a `.npy` file, as a plain tensor, which every dialect takes: `torch.tensor(readNpy(bytes))`. Numbers of types
 * that the engine has not are widened: float16 to float32, whole numbers to int32.
 * @throws RangeError for what is no such file, is cut off, or holds another type or numbers that do not fit.
 */
export function readNpy(bytes: Uint8Array): Tensor {
  if (bytes.length < 10 || !startsWith(bytes, magic)) throw new RangeError("npy: this is no .npy file");
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isLong = bytes[6] >= 2;
  const start = isLong ? 12 : 10;
  const length = isLong && bytes.length >= 12 ? data.getUint32(8, true) : data.getUint16(8, true);
  if (start + length > bytes.length) throw new RangeError("npy: the header ends behind the file's end");
  const header = new TextDecoder("latin1").decode(bytes.subarray(start, start + length));
  const descr = /'descr'\s*:\s*'([<>|=]?)([^']*)'/.exec(header);
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(header);
  const sizes = /'shape'\s*:\s*\(([\d,\s]*)\)/.exec(header);
  if (!descr || !order || !sizes)
    throw new RangeError(`npy: the header names no type, order or shape: ${header.trim()}`);
  const type = letters[descr[2]];
  if (type === undefined) throw new RangeError(`npy: there is no tensor of NumPy's type "${descr[1]}${descr[2]}"`);
  const list = sizes[1].split(",").map((size) => size.trim());
  const shape = shapeFrom("npy", list.filter((size) => size !== "").map(Number));
  const { array, dtype } = readElements("npy", bytes, start + length, type, sizeOf(shape), descr[1] !== ">");
  if (order[1] === "False") return make(Tensor, array, shape, dtype);
  // The first axis runs fastest: a transposed view, put in order.
  const turned = make(Tensor, array, [...shape].reverse(), dtype);
  const columns = view(turned, shape, [...turned.strides].reverse(), 0);
  return make(Tensor, elements(columns), shape, dtype);
}

/** The bytes of a `.npy` file of a tensor, as NumPy writes it. */
export function writeNpy(tensor: Tensor): Uint8Array<ArrayBuffer> {
  const { shape, dtype } = tensor;
  const type = fileTypes[dtype];
  const descr = type === "?1" ? "|b1" : `${widthOf(type) === 1 ? "|" : "<"}${type}`;
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${sizes}), }`;
  // Filled up so that the numbers start at a multiple of 64 bytes.
  const length = Math.ceil((header.length + 11) / 64) * 64 - 10;
  const numbers = elements(tensor);
  const bytes = new Uint8Array(10 + length + numbers.length * widthOf(type));
  const head = `${magic}\x01\x00`;
  for (let i = 0; i < head.length; i++) bytes[i] = head.charCodeAt(i);
  bytes[8] = length & 255;
  bytes[9] = length >> 8;
  const text = `${header.padEnd(length - 1)}\n`;
  for (let i = 0; i < length; i++) bytes[10 + i] = text.charCodeAt(i);
  writeElements(bytes, 10 + length, numbers, dtype);
  return bytes;
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[i] !== text.charCodeAt(i)) return false;
  return true;
}
