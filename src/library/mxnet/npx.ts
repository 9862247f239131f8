// npx: what neural networks need beyond NumPy.

import * as ops from "../ops/index.ts";
import type { NDArray } from "./ndarray.ts";
import { source } from "./np.ts";

/** max(a, 0), element by element. */
export const relu = (a: NDArray): NDArray => ops.relu(a) as NDArray;
/** 1 / (1 + e^-a), element by element. */
export const sigmoid = (a: NDArray): NDArray => ops.sigmoid(a) as NDArray;
/** Along the last axis unless `axis` says otherwise. */
export const softmax = (a: NDArray, axis = -1): NDArray => ops.softmax(a, axis) as NDArray;
/** log softmax along an axis, without overflow. */
export const logSoftmax = (a: NDArray, axis = -1): NDArray => ops.logSoftmax(a, axis) as NDArray;
/** Whole numbers as rows of `depth` elements, 1 in that place and 0 elsewhere; float32. @throws RangeError for a number outside. */
export const oneHot = (a: NDArray, depth: number): NDArray => ops.oneHot(a, depth) as NDArray;

/** npx.random */
export const random = {
  /** Starts the generator of all random arrays again. */
  seed(seed: number): void {
    source().seed(seed);
  },
};
