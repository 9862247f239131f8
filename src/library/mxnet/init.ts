// mxnet.init: how parameters start.

import { orthogonalized } from "../nn/index.ts";
import { copyElements, normal, type Shape, type TypedArray, uniform } from "../tensor/index.ts";
import { source } from "./generator.ts";
import { fromArray } from "./ndarray.ts";

/** How parameters start. */
export interface Initializer {
  /** Writes first values over all elements of an array of this shape. */
  fill(out: TypedArray, shape: Shape): void;
}

/** Normal around 0 with standard deviation `sigma`. */
export class Normal implements Initializer {
  constructor(readonly sigma = 0.01) {}
  /** Writes first values over all elements. */
  fill(out: TypedArray): void {
    normal(source(), out, 0, this.sigma);
  }
}
/** Uniform on ±scale. */
export class Uniform implements Initializer {
  constructor(readonly scale = 0.07) {}
  /** Writes first values over all elements. */
  fill(out: TypedArray): void {
    uniform(source(), out, -this.scale, this.scale);
  }
}
/** The same number everywhere. */
export class Constant implements Initializer {
  constructor(readonly value: number) {}
  /** Writes first values over all elements. */
  fill(out: TypedArray): void {
    out.fill(this.value);
  }
}
/** Zeros. */
export class Zero extends Constant {
  constructor() {
    super(0);
  }
}
/** Ones. */
export class One extends Constant {
  constructor() {
    super(1);
  }
}

/** Options of Xavier. */
export interface XavierOptions {
  /** Defaults to "uniform". */
  readonly rndType?: "uniform" | "gaussian";
  /** What the numbers are scaled by: the inputs, the outputs, or their mean, which is the default. */
  readonly factorType?: "avg" | "in" | "out";
  /** Defaults to 3. */
  readonly magnitude?: number;
}

/** Scaled by the numbers of inputs and outputs (Glorot and Bengio, 2010): uniform on ±√(magnitude / factor), or normal with that deviation. */
export class Xavier implements Initializer {
  readonly options: XavierOptions;
  constructor(options: XavierOptions = {}) {
    this.options = options;
  }
  /** Writes first values over all elements. @throws RangeError for a shape of fewer than two axes. */
  fill(out: TypedArray, shape: Shape): void {
    const { rndType = "uniform", factorType = "avg", magnitude = 3 } = this.options;
    if (shape.length < 2)
      throw new RangeError(
        `Xavier initializer cannot be applied to a parameter of shape [${shape.join(", ")}]: it requires at least 2D`,
      );
    const kernel = shape.slice(2).reduce((product, n) => product * n, 1);
    const [inputs, outputs] = [shape[1] * kernel, shape[0] * kernel];
    const factor = factorType === "avg" ? (inputs + outputs) / 2 : factorType === "in" ? inputs : outputs;
    const scale = Math.sqrt(magnitude / factor);
    if (rndType === "uniform") uniform(source(), out, -scale, scale);
    else normal(source(), out, 0, scale);
  }
}

/** For rectifiers with a slope of their own (He et al., 2015): normal, scaled by √(2 / (1 + slope²) / factor). */
export class MSRAPrelu extends Xavier {
  constructor(factorType: "avg" | "in" | "out" = "avg", slope = 0.25) {
    super({ rndType: "gaussian", factorType, magnitude: 2 / (1 + slope ** 2) });
  }
}

/** A matrix [first axis, all others] of orthogonal rows, or columns when they are fewer, times `scale` (Saxe et al., 2013). */
export class Orthogonal implements Initializer {
  /** By default √2 to three places, uniform draws. */
  constructor(
    // biome-ignore lint/suspicious/noApproximativeNumericConstant: the number that MXNet has.
    readonly scale = 1.414,
    readonly rndType: "uniform" | "normal" = "uniform",
  ) {}
  /** Writes first values over all elements. @throws RangeError for a shape without axes. */
  fill(out: TypedArray, shape: Shape): void {
    if (shape.length === 0)
      throw new RangeError("Orthogonal initializer cannot be applied to a parameter without axes");
    const rows = shape[0];
    const drawn = new Float64Array(out.length);
    if (this.rndType === "uniform") uniform(source(), drawn, -1, 1);
    else normal(source(), drawn);
    const made = orthogonalized(fromArray(drawn, [rows, rows === 0 ? 0 : out.length / rows], "float64"));
    out.set(copyElements(made.mul(this.scale)));
  }
}
