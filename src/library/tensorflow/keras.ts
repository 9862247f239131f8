// tf.keras: models, layers, losses, optimizers, initializers.

import { type AdamSettings, absoluteError, adam, type SgdSettings, sgd, squaredError } from "../nn/index.ts";
import * as ops from "../ops/index.ts";
import { elements, normal, type Shape, type TypedArray, uniform, zeros as zerosOf } from "../tensor/index.ts";
import { source, zeros } from "./functions.ts";
import { type Tensor, Variable } from "./tensor.ts";

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

/** How variables start. */
export interface Initializer {
  call(shape: Shape): Tensor;
}

function drawn(shape: Shape, fill: (out: TypedArray) => void): Tensor {
  const out = zeros(shape);
  fill(out.storage.array);
  return out;
}

/** tf.keras.initializers */
export const initializers = {
  RandomNormal: class implements Initializer {
    readonly mean: number;
    readonly stddev: number;
    constructor({ mean = 0, stddev = 0.05 }: { readonly mean?: number; readonly stddev?: number } = {}) {
      this.mean = mean;
      this.stddev = stddev;
    }
    call(shape: Shape): Tensor {
      return drawn(shape, (out) => normal(source(), out, this.mean, this.stddev));
    }
  },
  Zeros: class implements Initializer {
    call(shape: Shape): Tensor {
      return zeros(shape);
    }
  },
  /** Uniform on ±√(6 / (fanIn + fanOut)). */
  GlorotUniform: class implements Initializer {
    call(shape: Shape): Tensor {
      const bound = Math.sqrt(6 / (shape[0] + shape[shape.length - 1]));
      return drawn(shape, (out) => uniform(source(), out, -bound, bound));
    }
  },
};

type Activation = "relu" | "sigmoid" | "tanh";

/** y = activation(x W + b), [..., anything] -> [..., units]; the inputs are counted at the first. */
export class Dense extends Layer {
  readonly units: number;
  readonly #activation: Activation | undefined;
  readonly #kernelInitializer: Initializer;
  kernel: Variable | undefined;
  bias: Variable | undefined;

  constructor(
    units: number,
    options: { readonly activation?: Activation; readonly kernelInitializer?: Initializer } = {},
  ) {
    super();
    this.units = units;
    this.#activation = options.activation;
    this.#kernelInitializer = options.kernelInitializer ?? new initializers.GlorotUniform();
  }
  override call(x: Tensor): Tensor {
    this.kernel ??= new Variable(this.#kernelInitializer.call([x.shape[x.shape.length - 1], this.units]));
    this.bias ??= new Variable(zeros([this.units]));
    const y = ops.add(ops.matmul(x, this.kernel), this.bias);
    return (this.#activation ? ops[this.#activation](y) : y) as Tensor;
  }
}

/** tf.keras.layers */
export const layers = { Dense, Layer };

/** Layers one after the other. */
export class Sequential extends Model {
  readonly layers: Layer[];
  constructor(list: readonly Layer[] = []) {
    super();
    this.layers = [...list];
  }
  add(layer: Layer): void {
    this.layers.push(layer);
  }
  override call(x: Tensor): Tensor {
    return this.layers.reduce((value, layer) => layer.call(value), x);
  }
}

/** tf.keras.losses: the mean over all elements. The target comes first. */
export const losses = {
  MeanSquaredError: class {
    call(yTrue: Tensor, yPred: Tensor): Tensor {
      return ops.mean(squaredError(yPred, yTrue)) as Tensor;
    }
  },
  MeanAbsoluteError: class {
    call(yTrue: Tensor, yPred: Tensor): Tensor {
      return ops.mean(absoluteError(yPred, yTrue)) as Tensor;
    }
  },
};

/** Changes variables by gradients. */
abstract class Optimizer {
  /** One step for pairs of a gradient and its variable. */
  applyGradients(pairs: Iterable<readonly [Tensor, Variable]>): void {
    for (const [gradient, variable] of pairs) {
      this.update(variable, variable.storage.array, elements(gradient));
      variable.storage.version += 1;
    }
  }
  protected abstract update(variable: Variable, p: TypedArray, g: TypedArray): void;
}

class SGD extends Optimizer {
  readonly settings: SgdSettings;
  readonly #velocities = new Map<Variable, TypedArray>();
  constructor({
    learningRate = 0.01,
    momentum = 0,
    nesterov = false,
  }: { readonly learningRate?: number; readonly momentum?: number; readonly nesterov?: boolean } = {}) {
    super();
    this.settings = { lr: learningRate, momentum, nesterov };
  }
  protected override update(variable: Variable, p: TypedArray, g: TypedArray): void {
    const known = this.#velocities.get(variable);
    const velocity = known ?? (this.settings.momentum ? zerosOf(variable.dtype, p.length) : undefined);
    if (velocity && !known) this.#velocities.set(variable, velocity);
    sgd(p, g, velocity, known === undefined, this.settings);
  }
}

class Adam extends Optimizer {
  readonly settings: AdamSettings;
  readonly #moments = new Map<Variable, { m: TypedArray; v: TypedArray; step: number }>();
  constructor({
    learningRate = 0.001,
    beta1 = 0.9,
    beta2 = 0.999,
    epsilon = 1e-7,
  }: {
    readonly learningRate?: number;
    readonly beta1?: number;
    readonly beta2?: number;
    readonly epsilon?: number;
  } = {}) {
    super();
    this.settings = { lr: learningRate, beta1, beta2, epsilon };
  }
  protected override update(variable: Variable, p: TypedArray, g: TypedArray): void {
    const state = this.#moments.get(variable) ?? {
      m: zerosOf(variable.dtype, p.length),
      v: zerosOf(variable.dtype, p.length),
      step: 0,
    };
    this.#moments.set(variable, state);
    state.step += 1;
    adam(p, g, state.m, state.v, state.step, this.settings);
  }
}

/** tf.keras.optimizers */
export const optimizers = { SGD, Adam };
