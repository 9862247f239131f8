// Elements moved, joined, read and written.

import * as numeric from "../../../../src/library/numeric/index.ts";
import * as ops from "../../../../src/library/ops/index.ts";
import * as torch from "../../../../src/library/torch/index.ts";
import type { Operation } from "../../reference.ts";

/** With borders along the last axes, as PyTorch counts them. */
function padded(
  x: torch.Tensor,
  last: readonly (readonly [number, number])[],
  mode: numeric.PadMode,
  value?: number,
): torch.Tensor {
  const first = x.shape.slice(last.length).map(() => [0, 0] as const);
  return numeric.pad(x, [...first, ...last], mode, value) as torch.Tensor;
}

/** Operations by their names in reference/shapes.json. */
export const shapes: Readonly<Record<string, Operation>> = {
  "reshape(3, -1)": (x) => x.reshape(3, -1),
  "reshape(-1)": (x) => x.reshape([-1]),
  "transpose(0, 1)": (x) => x.transpose(0, 1),
  "permute(2, 0, 1)": (x) => x.permute(2, 0, 1),
  flatten: (x) => x.flatten(),
  "flatten(1)": (x) => x.flatten(1),
  squeeze: (x) => x.squeeze(),
  "squeeze(0)": (x) => x.squeeze(0),
  "unsqueeze(-1)": (x) => x.unsqueeze(-1),
  "expand(2, 3)": (x) => x.expand(2, 3),
  "expand(-1, 4)": (x) => x.expand([-1, 4]),
  "T, reshape": (x) => x.T.reshape(-1),
  "flip(0)": (x) => x.flip(0),
  "repeat(2, 3)": (x) => x.repeat(2, 3),
  tril: (x) => x.tril(),
  "triu(1)": (x) => x.triu(1),
  diag: (x) => x.diag(),
  clone: (x) => x.clone(),
  cat: (...all) => torch.cat(all),
  "cat(1)": (...all) => torch.cat(all, 1),
  "cat three": (...all) => torch.cat(all, { dim: -1 }),
  stack: (...all) => torch.stack(all),
  "stack(-1)": (...all) => torch.stack(all, { dim: -1 }),
  "split(2)[1]": (x) => x.split(2)[1],
  "split([1, 3], 1)[1]": (x) => x.split([1, 3], 1)[1],
  "chunk(3)[2]": (x) => x.chunk(3)[2],

  "x[x > 0]": (x) => x.at(x.gt(0)),
  "x[mask]": (x, mask) => x.at(mask),
  "x[:, mask]": (x, mask) => x.at(":", mask),
  "x[i]": (x, i) => x.at(i),
  "x[i, j]": (x, i, j) => x.at(i, j),
  "gather(1)": (x, i) => x.gather(1, i),
  "gather(0)": (x, i) => x.gather(0, i),
  "indexSelect(1)": (x, i) => x.indexSelect(1, i),
  "x[-1 = x[0]]": (x) => x.detach().set([-1], x.at(0)),
  "x[:, [0, 1] = x[:, [2, 3]]]": (x) => x.detach().set([":", [0, 1]], x.at(":", [2, 3])),
  "x[x > 0 = 0]": (x) => x.detach().set([x.gt(0)], 0),
  "x[x < 0 = -x[x < 0]]": (x) => x.detach().set([x.lt(0)], x.at(x.lt(0)).neg()),
  "x[1: = x[:-1]]": (x) => x.detach().set(["1:"], x.at(":-1")),
  "x[..., 0 = x[:, 1]]": (x) => x.detach().set(["...", 0], x.at(":", 1)),

  "moveAxis(0, -1)": (x) => ops.moveAxis(x, 0, -1) as torch.Tensor,
  "moveAxis(2, 0)": (x) => ops.moveAxis(x, 2, 0) as torch.Tensor,
  "roll(1, 0)": (x) => numeric.roll(x, 1, 0) as torch.Tensor,
  "roll(-5, 1)": (x) => numeric.roll(x, -5, 1) as torch.Tensor,
  "repeatInterleave(2, 1)": (x) => numeric.repeat(x, 2, 1) as torch.Tensor,
  "repeatInterleave([1, 0, 2], 1)": (x) => numeric.repeat(x, [1, 0, 2], 1) as torch.Tensor,
  pad: (x) =>
    padded(
      x,
      [
        [0, 1],
        [1, 2],
      ],
      "constant",
      7,
    ),
  "pad(reflect)": (x) =>
    padded(
      x,
      [
        [1, 0],
        [1, 2],
      ],
      "reflect",
    ),
  "pad(replicate)": (x) =>
    padded(
      x,
      [
        [1, 0],
        [1, 2],
      ],
      "edge",
    ),
  "pad(circular)": (x) => padded(x, [[1, 2]], "wrap"),
  detach: (x) => x.detach(),
  "stack twice": (x) => torch.stack([x, x]),
  "cat twice": (x) => torch.cat([x, x]),
  "diag of a vector": (x) => x.diag(),
  take: (x, i) => ops.take(x, i) as torch.Tensor,
  "x[1] set to y": (x, y) => numeric.assigned(x, [1], y) as torch.Tensor,
  "x[:, 1:3] set to y": (x, y) => numeric.assigned(x, [":", "1:3"], y) as torch.Tensor,
  "x[[0, 2]] set to y": (x, y) => numeric.assigned(x, [[0, 2]], y) as torch.Tensor,
  "x[[0, 2], [1, 3]] set to y": (x, y) =>
    numeric.assigned(
      x,
      [
        [0, 2],
        [1, 3],
      ],
      y,
    ) as torch.Tensor,
  "x[::2] set to y": (x, y) => numeric.assigned(x, ["::2"], y) as torch.Tensor,
  "x[..., 0] set to y": (x, y) => numeric.assigned(x, ["...", 0], y) as torch.Tensor,
  "x[1] and y more": (x, y) => numeric.addedAt(x, [1], y) as torch.Tensor,
  "x[:, 1:3] and y more": (x, y) => numeric.addedAt(x, [":", "1:3"], y) as torch.Tensor,
  "x[[0, 2]] and y more": (x, y) => numeric.addedAt(x, [[0, 2]], y) as torch.Tensor,
  "x[[0, 2], [1, 3]] and y more": (x, y) =>
    numeric.addedAt(
      x,
      [
        [0, 2],
        [1, 3],
      ],
      y,
    ) as torch.Tensor,
  "x[::2] and y more": (x, y) => numeric.addedAt(x, ["::2"], y) as torch.Tensor,
  "x[..., 0] and y more": (x, y) => numeric.addedAt(x, ["...", 0], y) as torch.Tensor,
  "x[[0, 2, 0]] and y more": (x, y) => numeric.addedAt(x, [[0, 2, 0]], y) as torch.Tensor,
};
