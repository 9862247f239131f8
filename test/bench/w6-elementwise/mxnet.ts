// W6 in our mxnet dialect.

import { np } from "../../../src/library/mxnet/index.ts";
import { elementwise } from "../sizes.ts";

export const calls = elementwise((size) => np.random.normal(0, 1, size), {
  add: (a, b) => void np.add(a, b),
  sum: (a) => void np.sum(a),
  exp: (a) => void np.exp(a),
  tanh: (a) => void np.tanh(a),
});
