// torch.save, torch.load: tensors, and lists and records of them, as bytes: what reads and writes files is the caller's.
// The bytes are a `.safetensors` file with the tensors under numbers, and in its metadata how they and plain values are nested.

import { make, readSafetensors, writeSafetensors } from "../tensor/index.ts";
import { Tensor } from "./tensor.ts";

/** What can be saved: tensors, numbers, text, truth values, null, and lists and records of those. */
export type Saved = Tensor | number | string | boolean | null | readonly Saved[] | { readonly [name: string]: Saved };

/** The name of the layout in the metadata. */
const key = "octavo";

/** A tensor in the layout; other records are lists of pairs, so that no name is taken. */
type Layout =
  | number
  | string
  | boolean
  | null
  | readonly ["tensor" | "number", string]
  | readonly ["list" | "record", ...unknown[]];

function layOut(value: unknown, tensors: Record<string, Tensor>, path: string): Layout {
  if (value instanceof Tensor) {
    const name = path === "" ? "tensor" : path;
    tensors[name] = value.detach().contiguous();
    return ["tensor", name];
  }
  const below = (name: string): string => (path === "" ? name : `${path}.${name}`);
  if (Array.isArray(value)) return ["list", ...value.map((one, i) => layOut(one, tensors, below(`${i}`)))];
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  // JSON has neither infinities nor NaN.
  if (typeof value === "number") return Number.isFinite(value) ? value : ["number", `${value}`];
  if (typeof value === "object" && [Object.prototype, null].includes(Object.getPrototypeOf(value)))
    return [
      "record",
      ...Object.entries(value).flatMap(([name, one]) =>
        one === undefined ? [] : [[name, layOut(one, tensors, below(name))]],
      ),
    ];
  throw new TypeError(
    `torch.save: ${path || "the value"} is neither a tensor nor a plain value; save a model by its stateDict()`,
  );
}

/** The bytes of a tensor, or of a record or list of tensors and plain values, such as `net.stateDict()`. @throws TypeError for anything else, as a model itself. */
export function save(value: unknown): Uint8Array<ArrayBuffer> {
  const tensors: Record<string, Tensor> = {};
  const layout = layOut(value, tensors, "");
  return writeSafetensors(tensors, { [key]: JSON.stringify(layout) });
}

/**
 * What `save` made bytes of; of other `.safetensors` files, their tensors by name: `net.loadStateDict(torch.load(bytes))`. What it is the
 * caller says: `torch.load<torch.Tensor>(bytes)`. @throws RangeError for what is no such file.
 */
export function load<T = Record<string, Tensor>>(bytes: Uint8Array): T {
  const { tensors, metadata } = readSafetensors(bytes);
  const own = Object.fromEntries(
    Object.entries(tensors).map(([name, { storage, shape, dtype }]) => [
      name,
      make(Tensor, storage.array, shape, dtype),
    ]),
  );
  const layout = metadata?.[key];
  return (layout === undefined ? own : restore(JSON.parse(layout) as Layout, own)) as T;
}

function restore(layout: Layout, tensors: Readonly<Record<string, Tensor>>): Saved {
  if (!Array.isArray(layout)) return layout as Saved;
  const [kind, ...rest] = layout as readonly ["tensor" | "number" | "list" | "record", ...unknown[]];
  if (kind === "tensor") return tensors[rest[0] as string];
  if (kind === "number") return Number(rest[0]);
  if (kind === "list") return rest.map((one) => restore(one as Layout, tensors));
  const entries = rest as readonly (readonly [string, Layout])[];
  return Object.fromEntries(entries.map(([name, one]) => [name, restore(one, tensors)]));
}
