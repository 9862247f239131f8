// MXNet's np beyond the basics: what NumPy gives, by hand.

import { expect, test } from "vitest";
import { type NDArray, np } from "../../src/library/mxnet/index.ts";

const x = np.array([
  [3, 1, 2],
  [6, 5, 4],
]);
const shown = (a: NDArray): string => JSON.stringify(a.tolist());

const cases: Record<string, [() => NDArray, unknown]> = {
  sort: [
    () => np.sort(x),
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
  ],
  argsort: [
    () => np.argsort(x),
    [
      [1, 2, 0],
      [2, 1, 0],
    ],
  ],
  "cumsum of all": [() => np.cumsum(x), [3, 4, 6, 12, 17, 21]],
  clip: [
    () => np.clip(x, 2, 5),
    [
      [3, 2, 2],
      [5, 5, 4],
    ],
  ],
  "max along an axis": [() => np.max(x, { axis: 0 }), [6, 5, 4]],
  var: [() => np.var(np.array([1, 2, 3, 4])), 1.25],
  median: [() => np.median(np.array([1, 5, 2])), 2],
  argmin: [() => np.argmin(x, { axis: 1 }), [1, 2]],
  transpose: [
    () => np.transpose(x),
    [
      [3, 6],
      [1, 5],
      [2, 4],
    ],
  ],
  "split at places": [
    () => np.split(x, [1], { axis: 1 })[1]!,
    [
      [1, 2],
      [5, 4],
    ],
  ],
  tile: [
    () => np.tile(np.array([1, 2]), [2, 2]),
    [
      [1, 2, 1, 2],
      [1, 2, 1, 2],
    ],
  ],
  repeat: [() => np.repeat(np.array([1, 2]), 2), [1, 1, 2, 2]],
  flip: [
    () => np.flip(x, 1),
    [
      [2, 1, 3],
      [4, 5, 6],
    ],
  ],
  "take along the last axis": [() => np.take(x, np.array([[0, 2]]), { axis: 1 }), [[[3, 2]], [[6, 4]]]],
  vstack: [
    () => np.vstack([np.array([1, 2]), np.array([3, 4])]),
    [
      [1, 2],
      [3, 4],
    ],
  ],
  outer: [
    () => np.outer(np.array([1, 2]), np.array([3, 4])),
    [
      [3, 4],
      [6, 8],
    ],
  ],
  tensordot: [
    () => np.tensordot(x, x, [[1], [1]]),
    [
      [14, 31],
      [31, 77],
    ],
  ],
  einsum: [() => np.einsum("ij->j", x), [9, 6, 6]],
  solve: [
    () =>
      np.linalg.solve(
        np.array([
          [2, 0],
          [0, 4],
        ]),
        np.array([[2], [2]]),
      ),
    [[1], [0.5]],
  ],
  det: [
    () =>
      np.linalg.det(
        np.array([
          [1, 2],
          [3, 4],
        ]),
      ),
    -2,
  ],
  "floor division": [() => np.floorDivide(np.array([-3, 3]), 2), [-2, 1]],
  mod: [() => np.mod(np.array([-3, 3]), 2), [1, 1]],
  round: [() => np.round(np.array([0.5, 1.5, -0.4])), [0, 2, -0]],
  greater: [
    () => np.greater(x, 2),
    [
      [true, false, false],
      [true, true, true],
    ],
  ],
};
for (const [name, [run, wanted]] of Object.entries(cases))
  test(name, () => expect(JSON.parse(shown(run()))).toEqual(JSON.parse(JSON.stringify(wanted))));

test("random picks", () => {
  np.random.seed(3);
  const once = np.random.choice(10, 10, { replace: false }).tolist() as number[];
  expect([...once].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(() => np.random.choice(3, 4, { replace: false })).toThrow("larger sample than population");
  const counts = np.random.multinomial(1000, [0.2, 0.8]).tolist() as number[];
  expect(counts[0]! + counts[1]!).toBe(1000);
  expect(Math.abs(counts[0]! - 200)).toBeLessThan(50);
  const a = np.arange(6).reshape([3, 2]);
  np.random.shuffle(a);
  expect((a.tolist() as number[][]).map(([first, second]) => second! - first!)).toEqual([1, 1, 1]);
  expect(np.random.exponential(2, [5000]).mean().item()).toBeCloseTo(2, 0);
});
