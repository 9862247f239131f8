// NumPy's files of several arrays: `.npy` files in a ZIP archive.

import { unzipSync, zipSync } from "fflate";
import type { Tensor } from "../tensor.ts";
import { readNpy, writeNpy } from "./npy.ts";

/** Larger arrays are not taken out of an archive: few bytes can claim to be very many. */
const mostBytes = 2 ** 31;

/**
 * The arrays in the bytes of an `.npz` file, by name, compressed or not; as plain tensors, which every dialect takes.
 * @throws RangeError for what is no such archive, or for a member that `readNpy` refuses, which is named.
 */
export function readNpz(bytes: Uint8Array): Record<string, Tensor> {
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (originalSize > mostBytes) throw new RangeError(`${name} would take ${originalSize} bytes`);
        return name.endsWith(".npy");
      },
    });
  } catch (error) {
    throw new RangeError(
      `npz: this is no .npz file that can be read: ${error instanceof Error ? error.message : error}`,
    );
  }
  return Object.fromEntries(
    Object.entries(files).map(([name, file]) => {
      const own = name.slice(0, -".npy".length);
      try {
        return [own, readNpy(file)];
      } catch (error) {
        throw new RangeError(`npz: ${own}: ${error instanceof Error ? error.message : error}`);
      }
    }),
  );
}

/** The bytes of an `.npz` file of tensors by name; compressed when asked. Times are left out, so that the same tensors are the same bytes. */
export function writeNpz(
  tensors: Readonly<Record<string, Tensor>>,
  options: { readonly compressed?: boolean } = {},
): Uint8Array<ArrayBuffer> {
  const files = Object.entries(tensors).map(([name, tensor]) => [`${name}.npy`, writeNpy(tensor)] as const);
  // ZIP's first day.
  const settings = { level: options.compressed ? 6 : 0, mtime: new Date(1980, 0, 1) } as const;
  return zipSync(Object.fromEntries(files), settings) as Uint8Array<ArrayBuffer>;
}
