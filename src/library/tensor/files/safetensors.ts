// safetensors, in which weights are exchanged: the header's length in eight bytes, a header in JSON with each tensor's type, shape and
// place, the numbers. After the format's description by Hugging Face.

import { sizeOf } from "../shape.ts";
import { elements, make, Tensor } from "../tensor.ts";
import { type FileType, fileTypes, readElements, shapeFrom, widthOf, writeElements } from "./elements.ts";

const types: Readonly<Record<string, FileType>> = {
  BOOL: "?1",
  U8: "u1",
  I8: "i1",
  U16: "u2",
  I16: "i2",
  F16: "f2",
  BF16: "b2",
  U32: "u4",
  I32: "i4",
  F32: "f4",
  U64: "u8",
  I64: "i8",
  F64: "f8",
};
const nameOf = (type: FileType): string => Object.keys(types).find((name) => types[name] === type) ?? "";

/** Longer headers are refused, as the reference does. */
const longestHeader = 100_000_000;

/** Tensors by name, and what the file says about itself. */
export interface Safetensors {
  readonly tensors: Record<string, Tensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * The tensors in the bytes of a `.safetensors` file. Types that the engine has not are widened, as `readNpy` does.
 * @throws RangeError for what is no such file: a header that is cut off or no JSON, places that overlap, leave gaps, or do not fit the shape.
 */
export function readSafetensors(bytes: Uint8Array): Safetensors {
  if (bytes.length < 8) throw new RangeError("safetensors: the file ends before its header");
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (length > longestHeader) throw new RangeError(`safetensors: a header of ${length} bytes is too long`);
  const start = 8 + length;
  if (start > bytes.length) throw new RangeError("safetensors: the header ends behind the file's end");
  const header = headerOf(bytes.subarray(8, start));
  const { __metadata__: metadata = {}, ...entries } = header;
  const places = Object.entries(entries).map(([name, entry]) => placeOf(name, entry));
  let end = 0;
  for (const { name, from, to } of [...places].sort((a, b) => a.from - b.from || a.to - b.to)) {
    if (from !== end)
      throw new RangeError(`safetensors: ${name} starts at ${from}, where the one before it ends at ${end}`);
    end = to;
  }
  if (start + end !== bytes.length)
    throw new RangeError(`safetensors: the tensors end at ${end}, the file at ${bytes.length - start}`);
  const tensors = Object.fromEntries(
    places.map(({ name, type, shape, from }) => {
      const { array, dtype } = readElements(`safetensors: ${name}`, bytes, start + from, type, sizeOf(shape));
      return [name, make(Tensor, array, shape, dtype)];
    }),
  );
  return { tensors, metadata: metadata as Readonly<Record<string, string>> };
}

function headerOf(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new RangeError("safetensors: the header is no JSON");
  }
  if (typeof header !== "object" || header === null || Array.isArray(header))
    throw new RangeError("safetensors: the header is no record of tensors");
  return header as Readonly<Record<string, unknown>>;
}

function placeOf(name: string, entry: unknown) {
  const { dtype, shape: sizes, data_offsets: offsets } = (entry ?? {}) as Readonly<Record<string, unknown>>;
  const type = typeof dtype === "string" && Object.hasOwn(types, dtype) ? types[dtype] : undefined;
  if (type === undefined)
    throw new RangeError(`safetensors: ${name} is of the type ${JSON.stringify(dtype)}, which there is not`);
  const shape = shapeFrom(`safetensors: ${name}`, sizes);
  const [from, to] = Array.isArray(offsets) ? offsets : [];
  if (
    !Number.isSafeInteger(from) ||
    !Number.isSafeInteger(to) ||
    from < 0 ||
    to - from !== sizeOf(shape) * widthOf(type)
  )
    throw new RangeError(
      `safetensors: ${name} has the place ${JSON.stringify(offsets)}, which does not fit its shape [${shape}]`,
    );
  return { name, type, shape, from: from as number, to: to as number };
}

/** The bytes of a `.safetensors` file of tensors by name: the same tensors are the same bytes, whatever their order. */
export function writeSafetensors(
  tensors: Readonly<Record<string, Tensor>>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  // The widest first, so that each lies at a multiple of its width.
  const sorted = Object.entries(tensors)
    .map(([name, tensor]) => ({ name, tensor, type: fileTypes[tensor.dtype] }))
    .sort((a, b) => widthOf(b.type) - widthOf(a.type) || (a.name < b.name ? -1 : 1));
  let end = 0;
  const places = sorted.map(({ tensor, type }) => {
    const from = end;
    end += sizeOf(tensor.shape) * widthOf(type);
    return [from, end] as const;
  });
  const header = JSON.stringify({
    ...(Object.keys(metadata).length > 0 && { __metadata__: metadata }),
    ...Object.fromEntries(
      sorted.map(({ name, tensor, type }, i) => [
        name,
        { dtype: nameOf(type), shape: tensor.shape, data_offsets: places[i] },
      ]),
    ),
  });
  const text = new TextEncoder().encode(header);
  const length = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(8 + length + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.set(text, 8);
  bytes.fill(0x20, 8 + text.length, 8 + length);
  for (const [i, { tensor }] of sorted.entries())
    writeElements(bytes, 8 + length + places[i][0], elements(tensor), tensor.dtype);
  return bytes;
}
