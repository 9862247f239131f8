// tf.keras.utils

import * as numeric from "../../numeric/index.ts";
import * as ops from "../../ops/index.ts";
import { itemOf } from "../../tensor/index.ts";
import { setSeed } from "../random.ts";
import type { Tensor } from "../tensor.ts";

/** Whole numbers as rows with 1 in that place and 0 elsewhere; of as many classes as the largest number needs, unless it is said. */
export function toCategorical(y: Tensor, { numClasses }: { readonly numClasses?: number } = {}): Tensor {
  return numeric.oneHot(ops.cast(y, "int32"), numClasses ?? itemOf(ops.max(y)) + 1, "float32") as Tensor;
}

/** Starts the generator of random numbers again. */
export const setRandomSeed = (seed: number): void => setSeed(seed);
