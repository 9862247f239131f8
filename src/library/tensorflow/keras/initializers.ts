// tf.keras.initializers: how variables start.

import { normal, type Shape, type TypedArray, uniform } from "../../tensor/index.ts";
import { fill, zeros } from "../functions.ts";
import { source } from "../random/source.ts";
import { truncatedNormal } from "../random.ts";
import type { Tensor } from "../tensor.ts";

/** How variables start: `call(shape)` gives a tensor of first values, float32. */
export interface Initializer {
  call(shape: Shape): Tensor;
}

function drawn(shape: Shape, fillWith: (out: TypedArray) => void): Tensor {
  const out = zeros(shape);
  fillWith(out.storage.array);
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
/** Uniform on [minval, maxval), by default ±0.05. */
export class RandomUniform implements Initializer {
  readonly minval: number;
  readonly maxval: number;
  constructor({ minval = -0.05, maxval = 0.05 }: { readonly minval?: number; readonly maxval?: number } = {}) {
    this.minval = minval;
    this.maxval = maxval;
  }
  /** A tensor of first values; float32. */
  call(shape: Shape): Tensor {
    return drawn(shape, (out) => uniform(source(), out, this.minval, this.maxval));
  }
}
/** One number everywhere. */
export class Constant implements Initializer {
  constructor(readonly value = 0) {}
  /** A tensor of first values; float32. */
  call(shape: Shape): Tensor {
    return fill(shape, this.value);
  }
}
/** Zeros. */
export class Zeros extends Constant {
  constructor() {
    super(0);
  }
}
/** Ones. */
export class Ones extends Constant {
  constructor() {
    super(1);
  }
}

/** What VarianceScaling is told. */
export interface VarianceScalingOptions {
  /** Defaults to 1. */
  readonly scale?: number;
  /** By what the variance is divided: inputs, outputs or their mean. Defaults to "fanIn". */
  readonly mode?: "fanIn" | "fanOut" | "fanAvg";
  /** Defaults to "truncatedNormal". */
  readonly distribution?: "truncatedNormal" | "untruncatedNormal" | "uniform";
}

/** With the variance scale / n, n the number of inputs or outputs; kernels are [..., inputs, outputs], as Keras has them. */
export class VarianceScaling implements Initializer {
  readonly options: VarianceScalingOptions;
  constructor(options: VarianceScalingOptions = {}) {
    this.options = options;
  }
  /** A tensor of first values; float32. */
  call(shape: Shape): Tensor {
    const { scale = 1, mode = "fanIn", distribution = "truncatedNormal" } = this.options;
    const window = shape.slice(0, -2).reduce((product, n) => product * n, 1);
    const inputs = (shape.length > 1 ? shape[shape.length - 2] : (shape[0] ?? 1)) * window;
    const outputs = (shape[shape.length - 1] ?? 1) * window;
    const n = { fanIn: inputs, fanOut: outputs, fanAvg: (inputs + outputs) / 2 }[mode];
    const variance = scale / Math.max(1, n);
    if (distribution === "uniform") {
      const bound = Math.sqrt(3 * variance);
      return drawn(shape, (out) => uniform(source(), out, -bound, bound));
    }
    if (distribution === "untruncatedNormal")
      return drawn(shape, (out) => normal(source(), out, 0, Math.sqrt(variance)));
    // Cutting off at two deviations takes away this much of them.
    return truncatedNormal(shape, { stddev: Math.sqrt(variance) / 0.87962566103423978 });
  }
}

/** Uniform on ±√(6 / (fanIn + fanOut)) (Glorot and Bengio, 2010). */
export class GlorotUniform extends VarianceScaling {
  constructor() {
    super({ mode: "fanAvg", distribution: "uniform" });
  }
}
/** Normal with the variance 2 / (fanIn + fanOut), cut off at two deviations. */
export class GlorotNormal extends VarianceScaling {
  constructor() {
    super({ mode: "fanAvg" });
  }
}
/** Uniform on ±√(6 / fanIn) (He et al., 2015). */
export class HeUniform extends VarianceScaling {
  constructor() {
    super({ scale: 2, distribution: "uniform" });
  }
}
/** Normal with the variance 2 / fanIn, cut off at two deviations. */
export class HeNormal extends VarianceScaling {
  constructor() {
    super({ scale: 2 });
  }
}
/** Normal with the variance 1 / fanIn, cut off at two deviations (LeCun et al., 1998). */
export class LecunNormal extends VarianceScaling {}

/** A matrix whose columns, or rows if there are fewer, have length 1 and are at right angles (Saxe et al., 2013). */
export class Orthogonal implements Initializer {
  constructor(readonly gain = 1) {}
  /** A tensor of first values; float32. @throws RangeError for fewer than two axes. */
  call(shape: Shape): Tensor {
    if (shape.length < 2) throw new RangeError("Orthogonal: the tensor to initialize must be at least two-dimensional");
    const columns = shape[shape.length - 1];
    const rows = shape.slice(0, -1).reduce((product, n) => product * n, 1);
    const [count, length] = rows < columns ? [rows, columns] : [columns, rows];
    const vectors = Array.from({ length: count }, () => {
      const vector = new Float64Array(length);
      normal(source(), vector);
      return vector;
    });
    // Gram and Schmidt's way, each vector less its parts along those before it.
    for (const [i, vector] of vectors.entries()) {
      for (const other of vectors.slice(0, i)) {
        const along = vector.reduce((sum, value, j) => sum + value * other[j], 0);
        for (let j = 0; j < length; j++) vector[j] -= along * other[j];
      }
      const size = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
      for (let j = 0; j < length; j++) vector[j] /= size;
    }
    return drawn(shape, (out) => {
      for (let row = 0; row < rows; row++)
        for (let column = 0; column < columns; column++)
          out[row * columns + column] = this.gain * (rows < columns ? vectors[row][column] : vectors[column][row]);
    });
  }
}

const named = {
  zeros: Zeros,
  ones: Ones,
  randomNormal: RandomNormal,
  randomUniform: RandomUniform,
  glorotUniform: GlorotUniform,
  glorotNormal: GlorotNormal,
  heUniform: HeUniform,
  heNormal: HeNormal,
  lecunNormal: LecunNormal,
  orthogonal: Orthogonal,
} as const;
/** The name of an initializer. */
export type InitializerName = keyof typeof named;

/** An initializer, or that of a name. @throws RangeError for a name that is none's. */
export function initializer(given: Initializer | InitializerName): Initializer {
  if (typeof given !== "string") return given;
  if (!(given in named))
    throw new RangeError(`Unknown initializer: ${given}; there are ${Object.keys(named).join(", ")}`);
  return new named[given]();
}
