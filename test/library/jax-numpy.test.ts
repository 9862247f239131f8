// jnp: what makes arrays, gives them other shapes and picks out of them; values as NumPy has them.

import { describe, expect, test } from "vitest";
import { type Array as JaxArray, jax, jnp } from "../../src/library/jax/index.ts";

const A = jnp.array([
  [3, 1, 2],
  [6, 5, 4],
]);
const list = (a: JaxArray) => a.tolist();

describe("creation", () => {
  const cases: Record<string, readonly [JaxArray, unknown, string?]> = {
    full: [jnp.full(2, 7, { dtype: "int32" }), [7, 7], "int32"],
    fullLike: [jnp.fullLike(A, 2).at(0), [2, 2, 2]],
    eye: [
      jnp.eye(2, { m: 3, k: 1 }),
      [
        [0, 1, 0],
        [0, 0, 1],
      ],
    ],
    "eye below": [
      jnp.eye(3, { k: -2 }),
      [
        [0, 0, 0],
        [0, 0, 0],
        [1, 0, 0],
      ],
    ],
    tri: [
      jnp.tri(2, { m: 3 }),
      [
        [1, 0, 0],
        [1, 1, 0],
      ],
    ],
    arange: [jnp.arange(1, 4, 2, { dtype: "int32" }), [1, 3], "int32"],
    "arange, of type": [jnp.arange(3, { dtype: "float64" }), [0, 1, 2], "float64"],
    "arange, downwards": [jnp.arange(3, 0, -2), [3, 1]],
    linspace: [jnp.linspace(0, 1, 5), [0, 0.25, 0.5, 0.75, 1]],
    "linspace, open": [jnp.linspace(0, 1, 4, { endpoint: false }), [0, 0.25, 0.5, 0.75]],
    logspace: [jnp.round(jnp.logspace(0, 2, 3)), [1, 10, 100]],
    geomspace: [jnp.round(jnp.geomspace(1, 8, 4)), [1, 2, 4, 8]],
    "meshgrid x": [
      jnp.meshgrid([jnp.array([1, 2]), jnp.array([5, 6, 7])])[0],
      [
        [1, 2],
        [1, 2],
        [1, 2],
      ],
    ],
    "meshgrid ij": [
      jnp.meshgrid([jnp.array([1, 2]), jnp.array([5, 6])], { indexing: "ij" })[1],
      [
        [5, 6],
        [5, 6],
      ],
    ],
    empty: [jnp.empty([1, 2]), [[0, 0]]],
  };
  test.each(Object.entries(cases))("%s", (_name, [got, want, dtype = "float32"]) => {
    expect([list(got), got.dtype]).toEqual([want, dtype]);
  });
  test("says what cannot be", () => expect(() => jnp.arange(0, 1, 0)).toThrow("arange: the step is 0"));
});

describe("shapes", () => {
  const cases: Record<string, readonly [JaxArray, unknown]> = {
    swapaxes: [
      jnp.swapaxes(A, 0, 1),
      [
        [3, 6],
        [1, 5],
        [2, 4],
      ],
    ],
    moveaxis: [jnp.moveaxis(jnp.ones([2, 3, 4]), 0, -1).at(0, 0), [1, 1]],
    "transpose by order": [jnp.transpose(A, [1, 0]).at(0), [3, 6]],
    expandDims: [jnp.expandDims(jnp.ones(2), [0, 2]), [[[1], [1]]]],
    squeeze: [jnp.squeeze(jnp.ones([1, 2, 1]), 0), [[1], [1]]],
    broadcastTo: [
      jnp.broadcastTo(jnp.array([1, 2]), [2, 2]),
      [
        [1, 2],
        [1, 2],
      ],
    ],
    broadcastArrays: [
      jnp.broadcastArrays(jnp.ones([2, 1]), jnp.array([1, 2]))[1],
      [
        [1, 2],
        [1, 2],
      ],
    ],
    atleast2d: [jnp.atleast2d(jnp.array([1, 2])), [[1, 2]]],
    "concatenate flat": [jnp.concatenate([A, A.at(0)], { axis: null }), [3, 1, 2, 6, 5, 4, 3, 1, 2]],
    vstack: [
      jnp.vstack([jnp.array([1, 2]), jnp.array([3, 4])]),
      [
        [1, 2],
        [3, 4],
      ],
    ],
    hstack: [jnp.hstack([jnp.array([1, 2]), jnp.array([3])]), [1, 2, 3]],
    columnStack: [
      jnp.columnStack([jnp.array([1, 2]), jnp.array([3, 4])]),
      [
        [1, 3],
        [2, 4],
      ],
    ],
    "split at places": [jnp.split(jnp.arange(5), [1, 3])[1], [1, 2]],
    arraySplit: [jnp.arraySplit(jnp.arange(5), 2)[0], [0, 1, 2]],
    "tile with fewer counts": [jnp.tile(A, 2).at(0), [3, 1, 2, 3, 1, 2]],
    "repeat all": [jnp.repeat(jnp.array([[1], [2]]), 2), [1, 1, 2, 2]],
    flipud: [jnp.flipud(A).at(0), [6, 5, 4]],
    fliplr: [jnp.fliplr(A).at(0), [2, 1, 3]],
    "flip all": [
      jnp.flip(A),
      [
        [4, 5, 6],
        [2, 1, 3],
      ],
    ],
    "pad by one number": [jnp.pad(jnp.array([1]), 1), [0, 1, 0]],
    "pad, mirrored with the edge": [jnp.pad(jnp.array([1, 2, 3]), [2, 1], { mode: "symmetric" }), [2, 1, 1, 2, 3, 3]],
    diagonal: [jnp.diagonal(A), [3, 5]],
  };
  test.each(Object.entries(cases))("%s", (_name, [got, want]) => expect(list(got)).toEqual(want));
  test("say what does not fit", () => {
    expect(() => jnp.split(jnp.arange(5), 2)).toThrow("array split does not result in an equal division");
    expect(() => jnp.squeeze(A, 1)).toThrow("axis 1 of shape [2, 3] has the size 3, not 1");
    expect(() => jnp.repeat(A, [1, 2], { axis: 1 })).toThrow("2 counts for an axis of size 3");
    expect(() => jnp.pad(A, -1)).toThrow("widths must not be negative");
  });
});

describe("picking and counting", () => {
  const nan = Number.NaN;
  const whole = jnp.array([2, 0, 2, 1], { dtype: "int32" });
  const cases: Record<string, readonly [JaxArray, unknown]> = {
    "take, flat": [jnp.take(A, [0, -1]), [3, 4]],
    "take, last axis": [jnp.take(A, jnp.array([[2, 0]], { dtype: "int32" }), { axis: -1 }), [[[2, 3]], [[4, 6]]]],
    nonzero: [jnp.nonzero(A.gt(3))[1], [0, 1, 2]],
    unique: [jnp.unique(whole), [0, 1, 2]],
    bincount: [jnp.bincount(whole, { length: 4 }), [1, 1, 2, 0]],
    searchsorted: [jnp.searchsorted(jnp.array([1, 3, 3]), jnp.array([0, 3, 9])), [0, 1, 3]],
    "searchsorted, right": [jnp.searchsorted(jnp.array([1, 3, 3]), jnp.array([3]), { side: "right" }), [3]],
    "sort, flat": [jnp.sort(A, { axis: null }), [1, 2, 3, 4, 5, 6]],
    "sort of NaN": [jnp.sort(jnp.array([nan, 1, 0])), [0, 1, nan]],
    "argsort keeps equals": [jnp.argsort(jnp.array([1, 0, 1, 0])), [1, 3, 0, 2]],
    argwhere: [
      jnp.argwhere(A.gt(4)),
      [
        [1, 0],
        [1, 1],
      ],
    ],
    isin: [jnp.isin(whole, jnp.array([1, 5])), [false, false, false, true]],
    trilIndices: [
      jnp.stack(jnp.trilIndices(2, { m: 3, k: 1 })),
      [
        [0, 0, 1, 1, 1],
        [0, 1, 0, 1, 2],
      ],
    ],
    triuIndices: [
      jnp.stack(jnp.triuIndices(2)),
      [
        [0, 0, 1],
        [0, 1, 1],
      ],
    ],
    histogram: [jnp.histogram(jnp.array([0, 1, 1, 3, 4]), 2)[0], [3, 2]],
    "histogram by edges": [jnp.histogram(jnp.array([0, 1, 1, 3, 9]), [0, 1, 4])[0], [1, 3]],
    select: [
      jnp.select([A.lt(2), A.gt(4)], [A.neg(), 9], 0),
      [
        [0, -1, 0],
        [9, 9, 0],
      ],
    ],
    polyval: [jnp.polyval(jnp.array([1, 0, -2]), jnp.array([3, 0])), [7, -2]],
    countNonzero: [jnp.countNonzero(whole), 3],
    ptp: [jnp.ptp(A, { axis: 1 }), [2, 2]],
    argmin: [jnp.argmin(A, { axis: 0 }), [0, 0, 0]],
    "any, kept": [jnp.any(A.gt(5), { axis: 1, keepdims: true }), [[false], [true]]],
    nansum: [jnp.nansum(jnp.array([nan, 2])), 2],
    nanmean: [jnp.nanmean(jnp.array([nan, 2, 4])), 3],
    average: [jnp.average(A, { axis: 1, weights: jnp.array([1, 0, 1]) }), [2.5, 5]],
    "median with NaN": [jnp.median(jnp.array([nan, 2])), nan],
    "cumsum, flat": [jnp.cumsum(A), [3, 4, 6, 12, 17, 21]],
    diff: [jnp.diff(A, { axis: 0 }), [[3, 4, 2]]],
    nanToNum: [jnp.nanToNum(jnp.array([nan, Number.POSITIVE_INFINITY]), { posinf: 9 }), [0, 9]],
    isinf: [jnp.isinf(jnp.array([nan, Number.NEGATIVE_INFINITY])), [false, true]],
    logicalXor: [jnp.logicalXor(jnp.array([0, 1, 2]), jnp.array([0, 0, 1])), [false, true, false]],
    "clip by arrays": [jnp.clip(A, jnp.array([4, 0, 0]), null).at(0), [4, 1, 2]],
    "round to digits": [jnp.round(jnp.array([0.125, 2.675]), 1), [0.1, 2.7].map(Math.fround)],
    mod: [jnp.mod(jnp.array([-3, 3]), 2), [1, 1]],
    floorDivide: [jnp.floorDivide(jnp.array([-3, 3]), 2), [-2, 1]],
    arrayEqual: [jnp.arrayEqual(A, A.at(0)), false],
    isclose: [jnp.isclose(jnp.array([1, nan]), jnp.array([1 + 1e-6, nan])), [true, false]],
    matrixPower: [
      jnp.linalg.matrixPower(
        jnp.array([
          [1, 1],
          [0, 1],
        ]),
        5,
      ),
      [
        [1, 5],
        [0, 1],
      ],
    ],
    "matrixPower 0": [
      jnp.linalg.matrixPower(
        jnp.array([
          [2, 1],
          [0, 1],
        ]),
        0,
      ),
      [
        [1, 0],
        [0, 1],
      ],
    ],
    inner: [
      jnp.inner(A, A),
      [
        [14, 31],
        [31, 77],
      ],
    ],
    "dot of many axes": [jnp.dot(jnp.ones([2, 3]), jnp.ones([4, 3, 2])).at(0, 0), [3, 3]],
  };
  test.each(Object.entries(cases))("%s", (_name, [got, want]) => expect(list(got)).toEqual(want));
  test("unravelIndex", () => expect(jnp.unravelIndex(5, [2, 3])).toEqual([1, 2]));
  test("say what does not fit", () => {
    expect(() => jnp.linalg.solve(jnp.ones([2, 2]), jnp.ones(2))).toThrow("the input matrix is singular");
    expect(() => jnp.linalg.det(A)).toThrow("a square matrix, or a batch of them, is needed, not the shape [2, 3]");
    expect(() =>
      jnp.linalg.cholesky(
        jnp.array([
          [1, 2],
          [2, 1],
        ]),
      ),
    ).toThrow("not positive-definite");
    expect(() => jnp.einsum("ij,jk", A, A)).toThrow('"j" of "ij,jk" has the sizes 3 and 2');
    expect(() => jnp.quantile(A, 2)).toThrow("q must be between 0 and 1, not 2");
    expect(() => jax.lax.topK(A, 4)).toThrow("k = 4 is out of range for an axis of size 3");
  });
});

test("parts are replaced in new arrays", () => {
  const x = jnp.arange(4);
  const made = [
    x.set(["1:3"], 9),
    x.addAt([[0, 0]], jnp.array([1, 2])),
    x.multiplyAt([-1], 2),
    x.divideAt([-1], 2),
    x.powerAt([2], 3),
    x.minAt([":"], 1),
    x.maxAt([":"], 2),
    x.applyAt(["::2"], (part) => part.add(10)),
  ].map(list);
  expect(made).toEqual([
    [0, 9, 9, 3],
    [3, 1, 2, 3],
    [0, 1, 2, 6],
    [0, 1, 2, 1.5],
    [0, 1, 8, 3],
    [0, 1, 1, 1],
    [2, 2, 2, 3],
    [10, 1, 12, 3],
  ]);
  expect(list(x)).toEqual([0, 1, 2, 3]);
});
