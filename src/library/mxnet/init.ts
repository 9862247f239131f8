// mxnet.init: how parameters start.

import { normal, type TypedArray, uniform } from "../tensor/index.ts";
import { source } from "./np.ts";

/** How parameters start. */
export interface Initializer {
  fill(out: TypedArray): void;
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
/** Zeros. */
export class Zero implements Initializer {
  /** Writes first values over all elements. */
  fill(out: TypedArray): void {
    out.fill(0);
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
