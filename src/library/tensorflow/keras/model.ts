// What layers and models extend, and layers one after the other.

import { type Tensor, Variable } from "../tensor.ts";

/** What layers and models extend: it finds its variables in its own properties, and in those of the layers there. */
export abstract class Layer {
  training = false;

  /** The output for an input. */
  abstract call(...inputs: Tensor[]): Tensor;

  /** All variables here and below that training changes, in the order of their properties. */
  get trainableVariables(): Variable[] {
    const found: Variable[] = [];
    const add = (value: unknown) => {
      if (value instanceof Variable) {
        if (value.trainable) found.push(value);
      } else if (value instanceof Layer) found.push(...value.trainableVariables);
      else if (Array.isArray(value)) for (const one of value) add(one);
    };
    for (const value of Object.values(this)) add(value);
    return found;
  }
}

/** A layer of layers. */
export abstract class Model extends Layer {}

/** Layers one after the other. */
export class Sequential extends Model {
  readonly layers: Layer[];
  constructor(list: readonly Layer[] = []) {
    super();
    this.layers = [...list];
  }
  /** Appends. */
  add(layer: Layer): void {
    this.layers.push(layer);
  }
  override call(x: Tensor): Tensor {
    return this.layers.reduce((value, layer) => layer.call(value), x);
  }
}
