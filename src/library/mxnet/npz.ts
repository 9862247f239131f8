// NumPy's files of several arrays, on bytes: `import { npz } from "octavo/mxnet"`. A module of its own, which only those load who name it.

import { readNpz, writeNpz } from "../tensor/index.ts";
import { fromArray, type NDArray } from "./ndarray.ts";

/** The arrays in the bytes of an `.npz` file, by name. @throws RangeError for what is no such file. */
export function load(bytes: Uint8Array): Record<string, NDArray> {
  const named = Object.entries(readNpz(bytes));
  return Object.fromEntries(
    named.map(([name, { storage, shape, dtype }]) => [name, fromArray(storage.array, shape, dtype)]),
  );
}

/** The bytes of an `.npz` file of arrays by name; compressed when asked. */
export const save = (
  arrays: Readonly<Record<string, NDArray>>,
  options?: { readonly compressed?: boolean },
): Uint8Array<ArrayBuffer> => writeNpz(arrays, options);
