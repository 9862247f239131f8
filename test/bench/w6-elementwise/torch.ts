// W6 in our torch dialect.

import * as torch from "../../../src/library/torch/index.ts";
import { elementwise } from "../sizes.ts";

export const calls = elementwise((size) => torch.randn(size), {
  add: (a, b) => void a.add(b),
  sum: (a) => void a.sum(),
  exp: (a) => void a.exp(),
  tanh: (a) => void a.tanh(),
});
