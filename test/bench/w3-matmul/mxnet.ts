// W3 in our mxnet dialect.

import { np } from "../../../src/library/mxnet/index.ts";
import { forEachSize, matmulSizes } from "../sizes.ts";

export const calls = forEachSize(matmulSizes, (size) => {
  const [a, b] = [np.random.normal(0, 1, [size, size]), np.random.normal(0, 1, [size, size])];
  return () => void np.dot(a, b);
});
