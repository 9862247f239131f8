// torch.safetensors: weights from elsewhere, and for elsewhere.

import { type Tensor as Base, make, readSafetensors, writeSafetensors } from "../tensor/index.ts";
import { Tensor } from "./tensor.ts";

/** What the Python package `safetensors.torch` has, on bytes instead of files: `net.loadStateDict(torch.safetensors.load(bytes))`. */
export const safetensors = {
  /** The tensors in the bytes of a `.safetensors` file, by name; halves become float32, whole numbers int32. @throws RangeError for what is no such file. */
  load(bytes: Uint8Array): Record<string, Tensor> {
    const named = Object.entries(readSafetensors(bytes).tensors);
    return Object.fromEntries(named.map(([name, one]) => [name, own(one)]));
  },
  /** The bytes of a `.safetensors` file of tensors by name: `torch.safetensors.save(net.stateDict())`. */
  save: (
    tensors: Readonly<Record<string, Tensor>>,
    metadata?: Readonly<Record<string, string>>,
  ): Uint8Array<ArrayBuffer> => writeSafetensors(tensors, metadata),
};

const own = ({ storage, shape, dtype }: Base): Tensor => make(Tensor, storage.array, shape, dtype);
