// W3 in our torch dialect.

import * as torch from "../../../src/library/torch/index.ts";
import { forEachSize, matmulSizes } from "../sizes.ts";

export const calls = forEachSize(matmulSizes, (size) => {
  const [a, b] = [torch.randn(size, size), torch.randn(size, size)];
  return () => void a.matmul(b);
});
