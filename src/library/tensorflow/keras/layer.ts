// tf.keras.layers.Layer: what layers and models extend.

import { show } from "../../tensor/index.ts";
import { type Tensor, Variable } from "../tensor.ts";

/** What a call is told besides its inputs. */
export interface CallOptions {
  /** Whether layers such as dropout behave as in training; otherwise the layer's own `training` says. */
  readonly training?: boolean;
}

/** What layers and models extend: it finds its variables in its own properties, and in those of the layers there. */
export abstract class Layer<Output = Tensor> {
  /** What calls that say nothing else take for their `training`. */
  training = false;

  /** The output for an input. */
  abstract call(...inputs: (Tensor | readonly Tensor[] | CallOptions | undefined)[]): Output;

  /** The layers among the properties, and in lists there. */
  sublayers(): Layer<unknown>[] {
    return Object.values(this).flatMap((value) =>
      value instanceof Layer ? [value] : Array.isArray(value) ? value.filter((one) => one instanceof Layer) : [],
    );
  }

  /** All variables here and below, in the order of their properties. */
  get variables(): Variable[] {
    const found: Variable[] = [];
    const add = (value: unknown) => {
      if (value instanceof Variable) found.push(value);
      else if (value instanceof Layer) found.push(...value.variables);
      else if (Array.isArray(value)) for (const one of value) add(one);
    };
    for (const value of Object.values(this)) add(value);
    return [...new Set(found)];
  }
  /** Those that training changes. */
  get trainableVariables(): Variable[] {
    return this.variables.filter(({ trainable }) => trainable);
  }
  /** Those that it does not: running statistics. */
  get nonTrainableVariables(): Variable[] {
    return this.variables.filter(({ trainable }) => !trainable);
  }
  /** The same under Keras's name. */
  get weights(): Variable[] {
    return this.variables;
  }
  /** The values of all variables. */
  getWeights(): Tensor[] {
    return this.variables.map((one) => one.value());
  }
  /** Sets the values of all variables. @throws RangeError when their number or a shape differs. */
  setWeights(values: readonly Tensor[]): void {
    const own = this.variables;
    if (own.length !== values.length)
      throw new RangeError(`setWeights: ${values.length} values for a layer of ${own.length} variables`);
    for (const [i, variable] of own.entries()) {
      if (show(variable.shape) !== show(values[i].shape))
        throw new RangeError(
          `setWeights: a value of shape ${show(values[i].shape)} for a variable of shape ${show(variable.shape)}`,
        );
      variable.assign(values[i]);
    }
  }
  /** Number of numbers in all variables. */
  countParams(): number {
    return this.variables.reduce((sum, { shape }) => sum + shape.reduce((product, n) => product * n, 1), 0);
  }
  /** What the layer adds to the loss: the penalties of regularizers here and below. */
  get losses(): Tensor[] {
    return this.sublayers().flatMap((one) => one.losses);
  }
}

/** Whether a call is one of training. */
export function isTraining(layer: { readonly training: boolean }, options: CallOptions | undefined): boolean {
  return options?.training ?? layer.training;
}
