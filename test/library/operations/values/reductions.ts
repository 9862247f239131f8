// Of all elements, or of an axis.

import type * as torch from "../../../../src/library/torch/index.ts";
import type { Operation } from "../../reference.ts";

type Reducer = (x: torch.Tensor, dim?: number | number[], options?: { keepdim: boolean }) => torch.Tensor;

/** A reduction in all the places in which reductions.py reduces. */
function reduced(name: string, reduce: Reducer): Record<string, Operation> {
  return {
    [name]: (x) => reduce(x),
    [`${name}(0)`]: (x) => reduce(x, 0),
    [`${name}(-1)`]: (x) => reduce(x, -1),
    [`${name}(1, keep)`]: (x) => reduce(x, 1, { keepdim: true }),
    [`${name}(0, 2)`]: (x) => reduce(x, [0, 2]),
  };
}

/** Operations by their names in reference/reductions.json. */
export const reductions: Readonly<Record<string, Operation>> = {
  ...reduced("sum", (x, ...args) => x.sum(...args)),
  ...reduced("mean", (x, ...args) => x.mean(...args)),
  ...reduced("amax", (x, ...args) => x.amax(...args)),
  ...reduced("amin", (x, ...args) => x.amin(...args)),
  ...reduced("std", (x, ...args) => x.std(...args)),
  ...reduced("var", (x, ...args) => x.var(...args)),
  ...reduced("norm", (x, ...args) => x.norm(...args)),
  ...reduced("all", (x, ...args) => x.all(...args)),
  ...reduced("any", (x, ...args) => x.any(...args)),
  prod: (x) => x.prod(),
  "prod(0)": (x) => x.prod(0),
  "prod(1, keep)": (x) => x.prod(1, { keepdim: true }),
  argmax: (x) => x.argmax(),
  "argmax(0)": (x) => x.argmax(0),
  "argmax(1, keep)": (x) => x.argmax(1, { keepdim: true }),
  argmin: (x) => x.argmin(),
  "argmin(0)": (x) => x.argmin({ dim: 0 }),
  "argmin(1, keep)": (x) => x.argmin({ dim: 1, keepdim: true }),
  max: (x) => x.max(),
  min: (x) => x.min(),
  "max(0) values": (x) => x.max(0).values,
  "max(0) indices": (x) => x.max(0).indices,
  "max(1, keep) values": (x) => x.max({ dim: 1, keepdim: true }).values,
  "max(1, keep) indices": (x) => x.max(1, { keepdim: true }).indices,
  "min(0) values": (x) => x.min(0).values,
  "min(0) indices": (x) => x.min(0).indices,
  "min(1, keep) values": (x) => x.min({ dim: 1, keepdim: true }).values,
  "min(1, keep) indices": (x) => x.min(1, { keepdim: true }).indices,
  "norm(p=1)": (x) => x.norm({ p: 1 }),
  "var(correction=0)": (x) => x.var({ correction: 0 }),
  "cumsum(0)": (x) => x.cumsum(0),
  "cumsum(-1)": (x) => x.cumsum(-1),
};
