// tf.keras.layers: several inputs as one. They are given as a list, as Keras has it, or one by one.

import * as ops from "../../ops/index.ts";
import { Tensor } from "../tensor.ts";
import { type CallOptions, Layer } from "./layer.ts";

type Given = Tensor | readonly Tensor[] | CallOptions | undefined;

/** The tensors, without options. */
const listed = (inputs: readonly Given[]): Tensor[] => inputs.flat().filter((one) => one instanceof Tensor);

/** Inputs of one shape as one, two at a time. */
abstract class Merge extends Layer {
  protected abstract merge(a: Tensor, b: Tensor): Tensor;

  /** `call([x, y])` or `call(x, y)`. @throws RangeError for fewer than two. */
  override call(...inputs: Given[]): Tensor {
    const all = listed(inputs);
    if (all.length < 2)
      throw new RangeError(
        `A merge layer should be called on a list of at least 2 inputs. ${this.constructor.name} received ${all.length}.`,
      );
    return all.reduce((a, b) => this.merge(a, b));
  }
}

/** The sum. */
export class Add extends Merge {
  protected override merge(a: Tensor, b: Tensor): Tensor {
    return ops.add(a, b) as Tensor;
  }
}
/** The difference of two. */
export class Subtract extends Merge {
  protected override merge(a: Tensor, b: Tensor): Tensor {
    return ops.sub(a, b) as Tensor;
  }
}
/** The product, element by element. */
export class Multiply extends Merge {
  protected override merge(a: Tensor, b: Tensor): Tensor {
    return ops.mul(a, b) as Tensor;
  }
}
/** The larger elements. */
export class Maximum extends Merge {
  protected override merge(a: Tensor, b: Tensor): Tensor {
    return ops.maximum(a, b) as Tensor;
  }
}
/** The smaller elements. */
export class Minimum extends Merge {
  protected override merge(a: Tensor, b: Tensor): Tensor {
    return ops.minimum(a, b) as Tensor;
  }
}
/** The mean. */
export class Average extends Add {
  override call(...inputs: Given[]): Tensor {
    return ops.div(super.call(...inputs), listed(inputs).length) as Tensor;
  }
}
/** One after the other along an axis, by default the last. */
export class Concatenate extends Layer {
  readonly axis: number;
  constructor({ axis = -1 }: { readonly axis?: number } = {}) {
    super();
    this.axis = axis;
  }
  /** `call([x, y])` or `call(x, y)`. @throws RangeError when other sizes differ. */
  override call(...inputs: Given[]): Tensor {
    return ops.cat(listed(inputs), this.axis) as Tensor;
  }
}
