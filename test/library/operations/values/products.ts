// Products of matrices.

import * as numeric from "../../../../src/library/numeric/index.ts";
import * as torch from "../../../../src/library/torch/index.ts";
import type { Operation } from "../../reference.ts";

const F = torch.nn.functional;

/** Operations by their names in reference/products.json. */
export const products: Readonly<Record<string, Operation>> = {
  matmul: (a, b) => a.matmul(b),

  linear: (x, w, b) => F.linear(x, w, b),
  ...Object.fromEntries(
    [
      "ij,jk->ik",
      "ij,kj->ki",
      "bij,bjk->bik",
      "ij->ji",
      "ij->",
      "ij->i",
      "ii->i",
      "ii->",
      "i,j->ij",
      "i,i->",
      "...ij,...jk->...ik",
      "bhqd,bhkd->bhqk",
      "ij,ij->ij",
      "i,ij,j->",
      "ij,jk",
      "ij,j->i",
    ].map((equation): [string, Operation] => [
      `einsum ${equation}`,
      (...all) => numeric.einsum(equation, ...all) as torch.Tensor,
    ]),
  ),
  "tensordot[1,2][1,0]": (a, b) => numeric.tensordot(a, b, [1, 2], [1, 0]) as torch.Tensor,
  "tensordot[1][0]": (a, b) => numeric.tensordot(a, b, [1], [0]) as torch.Tensor,
  "tensordot[][]": (a, b) => numeric.tensordot(a, b, [], []) as torch.Tensor,
  "tensordot[0,1][0,1]": (a, b) => numeric.tensordot(a, b, [0, 1], [0, 1]) as torch.Tensor,
  solve: (a, b) => numeric.solve(a, b) as torch.Tensor,
  inverse: (a) => numeric.inverse(a) as torch.Tensor,
  determinant: (a) => numeric.determinant(a) as torch.Tensor,
  cholesky: (a) => numeric.cholesky(a) as torch.Tensor,
};
