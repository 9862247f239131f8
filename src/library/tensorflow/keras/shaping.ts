// tf.keras.layers that lay out, repeat and border what they are given.

import { type Pair, pairOf } from "../../nn/index.ts";
import * as numeric from "../../numeric/index.ts";
import * as ops from "../../ops/index.ts";
import type { Shape } from "../../tensor/index.ts";
import type { Tensor } from "../tensor.ts";
import { type CallOptions, Layer } from "./layer.ts";

/** The axes of each example in another order, counted from 1. */
export class Permute extends Layer {
  constructor(readonly dims: Shape) {
    super();
  }
  override call(x: Tensor): Tensor {
    return ops.permute(x, [0, ...this.dims]) as Tensor;
  }
}
/** Each example so many times: [N, C] -> [N, n, C]. */
export class RepeatVector extends Layer {
  constructor(readonly n: number) {
    super();
  }
  override call(x: Tensor): Tensor {
    return numeric.tile(ops.unsqueeze(x, 1), [1, this.n, 1]) as Tensor;
  }
}
/** Numbers times `scale`, plus `offset`, by default 0: `new Rescaling(1 / 255)`. */
export class Rescaling extends Layer {
  readonly offset: number;
  constructor(
    readonly scale: number,
    { offset = 0 }: { readonly offset?: number } = {},
  ) {
    super();
    this.offset = offset;
  }
  override call(x: Tensor): Tensor {
    return ops.add(ops.mul(ops.cast(x, "float32"), this.scale), this.offset) as Tensor;
  }
}
/** A border of zeros around images [N, H, W, C]: as wide everywhere, [height, width], or [[top, bottom], [left, right]]. */
export class ZeroPadding2D extends Layer {
  readonly padding: readonly [readonly [number, number], readonly [number, number]];
  constructor({
    padding = 1,
  }: { readonly padding?: Pair | readonly [readonly [number, number], readonly [number, number]] } = {}) {
    super();
    const [down, across] = typeof padding === "number" ? [padding, padding] : padding;
    const pair = (one: Pair) => (typeof one === "number" ? pairOf(one) : one);
    this.padding = [pair(down), pair(across)];
  }
  override call(x: Tensor): Tensor {
    return numeric.pad(x, [[0, 0], ...this.padding, [0, 0]], "constant", 0) as Tensor;
  }
}
/** Rows and columns of images repeated, by default twice. */
export class UpSampling2D extends Layer {
  readonly size: readonly [number, number];
  constructor({ size = 2 }: { readonly size?: Pair } = {}) {
    super();
    this.size = pairOf(size);
  }
  override call(x: Tensor): Tensor {
    return numeric.repeat(numeric.repeat(x, this.size[0], 1), this.size[1], 2) as Tensor;
  }
}
/** A layer applied to each step of a sequence [N, T, …]. */
export class TimeDistributed extends Layer {
  constructor(readonly layer: Layer) {
    super();
  }
  override call(x: Tensor, options?: CallOptions): Tensor {
    const [count, steps, ...rest] = x.shape;
    const each = this.layer.call(ops.reshape(x, [count * steps, ...rest]) as Tensor, options);
    return ops.reshape(each, [count, steps, ...each.shape.slice(1)]) as Tensor;
  }
}
