// NumPy's files of one array, on bytes: what reads and writes files is the caller's.

import { readNpy, writeNpy } from "../tensor/index.ts";
import { fromArray, type NDArray } from "./ndarray.ts";

/** The array in the bytes of a `.npy` file; float16 becomes float32, whole numbers int32. @throws RangeError for what is no such file. */
export function load(bytes: Uint8Array): NDArray {
  const { storage, shape, dtype } = readNpy(bytes);
  return fromArray(storage.array, shape, dtype);
}

/** The bytes of a `.npy` file of an array. */
export const save = (array: NDArray): Uint8Array<ArrayBuffer> => writeNpy(array);
