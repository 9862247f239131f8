// NumPy's files of one array, on bytes: `import { npy } from "octavo/jax"`; what reads and writes files is the caller's. A module of its
// own, which only those load who name it.

import { readNpy, writeNpy } from "../tensor/index.ts";
import { type Array, fromArray } from "./array.ts";

/** The array in the bytes of a `.npy` file; float16 becomes float32, whole numbers int32. @throws RangeError for what is no such file. */
export function load(bytes: Uint8Array): Array {
  const { storage, shape, dtype } = readNpy(bytes);
  return fromArray(storage.array, shape, dtype);
}

/** The bytes of a `.npy` file of an array. */
export const save = (array: Array): Uint8Array<ArrayBuffer> => writeNpy(array);
