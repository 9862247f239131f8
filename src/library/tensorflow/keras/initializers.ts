// tf.keras.initializers: how variables start.

import { normal, type Shape, type TypedArray, uniform } from "../../tensor/index.ts";
import { source, zeros } from "../functions.ts";
import type { Tensor } from "../tensor.ts";

/** How variables start. */
export interface Initializer {
  call(shape: Shape): Tensor;
}

function drawn(shape: Shape, fill: (out: TypedArray) => void): Tensor {
  const out = zeros(shape);
  fill(out.storage.array);
  return out;
}

/** Normal with this mean (default 0) and standard deviation (default 0.05). */
export class RandomNormal implements Initializer {
  readonly mean: number;
  readonly stddev: number;
  constructor({ mean = 0, stddev = 0.05 }: { readonly mean?: number; readonly stddev?: number } = {}) {
    this.mean = mean;
    this.stddev = stddev;
  }
  /** A tensor of first values; float32. */
  call(shape: Shape): Tensor {
    return drawn(shape, (out) => normal(source(), out, this.mean, this.stddev));
  }
}
/** Zeros. */
export class Zeros implements Initializer {
  /** A tensor of first values; float32. */
  call(shape: Shape): Tensor {
    return zeros(shape);
  }
}
/** Uniform on ±√(6 / (fanIn + fanOut)). */
export class GlorotUniform implements Initializer {
  /** A tensor of first values; float32. */
  call(shape: Shape): Tensor {
    const bound = Math.sqrt(6 / (shape[0] + shape[shape.length - 1]));
    return drawn(shape, (out) => uniform(source(), out, -bound, bound));
  }
}
