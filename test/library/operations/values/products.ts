// Products of matrices.

import type { Operation } from "../../reference.ts";

/** Operations by their names in reference/products.json. */
export const products: Readonly<Record<string, Operation>> = {
  matmul: (a, b) => a.matmul(b),
};
