// torch.nn's layers without parameters other than activations.

import type { Shape } from "../../tensor/index.ts";
import type { Tensor } from "../tensor.ts";
import { dropout, dropout1d, dropout2d } from "./functional.ts";
import { Module } from "./module.ts";

/** Hands on what it is given. */
export class Identity extends Module {
  override forward(x: Tensor): Tensor {
    return x;
  }
}
/** Axes `startDim`, by default all but the first, to `endDim` as one. */
export class Flatten extends Module {
  readonly startDim: number;
  readonly endDim: number;
  constructor(startDim = 1, endDim = -1) {
    super();
    this.startDim = startDim;
    this.endDim = endDim;
  }
  override forward(x: Tensor): Tensor {
    return x.flatten(this.startDim, this.endDim);
  }
  protected override extraRepr(): string {
    return `start_dim=${this.startDim}, end_dim=${this.endDim}`;
  }
}
/** An axis as several of these sizes, one of which may be -1. */
export class Unflatten extends Module {
  readonly dim: number;
  readonly unflattenedSize: Shape;
  constructor(dim: number, unflattenedSize: Shape) {
    super();
    this.dim = dim;
    this.unflattenedSize = unflattenedSize;
  }
  override forward(x: Tensor): Tensor {
    return x.unflatten(this.dim, this.unflattenedSize);
  }
  protected override extraRepr(): string {
    return `dim=${this.dim}, unflattened_size=(${this.unflattenedSize.join(", ")})`;
  }
}
/** In training, zeros a share `p` of the elements, and scales the others up by 1 / (1 - p). */
export class Dropout extends Module {
  readonly p: number;
  constructor(p = 0.5) {
    super();
    if (!(p >= 0 && p <= 1)) throw new RangeError(`dropout probability has to be between 0 and 1, but got ${p}`);
    this.p = p;
  }
  override forward(x: Tensor): Tensor {
    return dropout(x, { p: this.p, training: this.training });
  }
  protected override extraRepr(): string {
    return `p=${this.p}, inplace=False`;
  }
}
/** In training, zeros whole channels of sequences [N, C, L]; see `Dropout`. */
export class Dropout1d extends Dropout {
  override forward(x: Tensor): Tensor {
    return dropout1d(x, { p: this.p, training: this.training });
  }
}
/** In training, zeros whole channels of images [N, C, H, W]; see `Dropout`. */
export class Dropout2d extends Dropout {
  override forward(x: Tensor): Tensor {
    return dropout2d(x, { p: this.p, training: this.training });
  }
}
