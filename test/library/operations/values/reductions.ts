// Of all elements, or of an axis.

import * as numeric from "../../../../src/library/numeric/index.ts";
import * as ops from "../../../../src/library/ops/index.ts";
import * as torch from "../../../../src/library/torch/index.ts";
import type { Operation } from "../../reference.ts";

type Reducer = (x: torch.Tensor, dim?: number | number[], options?: { keepdim: boolean }) => torch.Tensor;

const F = torch.nn.functional;

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
  ...reduced("norm", (x, dim, options) => x.norm(2, dim, options ?? {})),
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

  "cumprod(0)": (x) => ops.cumprod(x, 0) as torch.Tensor,
  "cumprod(-1)": (x) => ops.cumprod(x, -1) as torch.Tensor,
  "sumTo(3, 1)": (x) => ops.sumTo(x, [3, 1]) as torch.Tensor,
  "sumTo(4)": (x) => ops.sumTo(x, [4]) as torch.Tensor,
  "softmax(0)": (x) => x.softmax(0),
  "softmax(-1)": (x) => F.softmax(x, -1),
  "logSoftmax(0)": (x) => x.logSoftmax(0),
  "logSoftmax(-1)": (x) => F.logSoftmax(x, { dim: -1 }),
  "logsumexp(0)": (x) => x.logsumexp(0),
  "logsumexp(-1)": (x) => torch.logsumexp(x, -1),
  sort: (x) => ops.sort(x) as torch.Tensor,
  "sort(0, descending)": (x) => ops.sort(x, 0, true) as torch.Tensor,
  argsort: (x) => ops.argsort(x) as torch.Tensor,
  "argsort(0, descending)": (x) => ops.argsort(x, 0, true) as torch.Tensor,
  "topk(2) values": (x) => ops.topK(x, 2).values as torch.Tensor,
  "topk(2) indices": (x) => ops.topK(x, 2).indices as torch.Tensor,
  "topk(1, 0, smallest) values": (x) => ops.topK(x, 1, 0, false).values as torch.Tensor,
  "quantile(0.3)": (x) => numeric.quantile(x, 0.3) as torch.Tensor,
  "quantile(0.6, 0)": (x) => numeric.quantile(x, 0.6, 0) as torch.Tensor,
  "quantile(0.4, -1, keep, higher)": (x) => numeric.quantile(x, 0.4, -1, true, "higher") as torch.Tensor,
  middle: (x) => numeric.median(x) as torch.Tensor,
  "middle(-1)": (x) => numeric.median(x, -1) as torch.Tensor,
};
