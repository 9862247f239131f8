// NumPy's files of arrays, on bytes: what reads and writes files is the caller's.

import { readNpy, readNpz, type Tensor, writeNpy, writeNpz } from "../tensor/index.ts";
import { fromArray, type NDArray } from "./ndarray.ts";

const own = ({ storage, shape, dtype }: Tensor): NDArray => fromArray(storage.array, shape, dtype);

/** The array in the bytes of a `.npy` file; float16 becomes float32, whole numbers int32. @throws RangeError for what is no such file. */
export const load = (bytes: Uint8Array): NDArray => own(readNpy(bytes));

/** The arrays in the bytes of an `.npz` file, by name. @throws RangeError for what is no such file. */
export function loadz(bytes: Uint8Array): Record<string, NDArray> {
  return Object.fromEntries(Object.entries(readNpz(bytes)).map(([name, one]) => [name, own(one)]));
}

/** The bytes of a `.npy` file of an array. */
export const save = (array: NDArray): Uint8Array<ArrayBuffer> => writeNpy(array);

/** The bytes of an `.npz` file of arrays by name. */
export const savez = (arrays: Readonly<Record<string, NDArray>>): Uint8Array<ArrayBuffer> => writeNpz(arrays);

/** The same, compressed. */
export const savezCompressed = (arrays: Readonly<Record<string, NDArray>>): Uint8Array<ArrayBuffer> =>
  writeNpz(arrays, { compressed: true });
