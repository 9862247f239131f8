// tf.keras.layers.Layer: what layers and models extend.

import { type Shape, show } from "../../tensor/index.ts";
import { type Tensor, Variable } from "../tensor.ts";
import { type Initializer, type InitializerName, initializer } from "./initializers.ts";
import type { Regularizer } from "./regularizers.ts";
import { isSymbolic, joined } from "./symbolic.ts";

/** What a call is told besides its inputs. */
export interface CallOptions {
  /** Whether layers such as dropout behave as in training; otherwise the layer's own `training` says. */
  readonly training?: boolean;
}

/** What `addWeight` is told. */
export interface WeightOptions {
  readonly shape: Shape;
  /** Defaults to Glorot's uniform one. */
  readonly initializer?: Initializer | InitializerName;
  /** Defaults to true. */
  readonly trainable?: boolean;
  /** A penalty on it, in the model's `losses`. */
  readonly regularizer?: Regularizer;
  /** What it is called in saved weights; by default as the property that holds it. */
  readonly name?: string;
}

type Input = Tensor | readonly Tensor[] | CallOptions | undefined;

/** How many layers of a class have been named. */
const counts = new Map<string, number>();

/** "MyDense" -> "my_dense", then "my_dense_1" … */
function nameOf(className: string): string {
  const base = className
    .replace(/(.)([A-Z][a-z]+)/g, "$1_$2")
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase();
  const count = counts.get(base) ?? 0;
  counts.set(base, count + 1);
  return count === 0 ? base : `${base}_${count}`;
}

/** What layers and models extend: it finds its variables in its own properties, and in those of the layers there. */
export abstract class Layer<Output = Tensor> {
  /** What calls that say nothing else take for their `training`. */
  training = false;
  /** Whether training changes the variables here and below. */
  trainable = true;
  /** Whether `build` has been called, or the first input has been seen. */
  built = false;
  #name: string | undefined;
  readonly #weights: Variable[] = [];
  readonly #penalties: (() => Tensor)[] = [];
  #added: Tensor[] = [];
  #outputShape: Shape | undefined;

  constructor() {
    // Between the caller and the layer's own `call`: the first inputs build it, and symbolic ones make a graph instead.
    const own = this.call as (...inputs: Input[]) => Output;
    const call = (...inputs: Input[]): Output => {
      if (!this.built) this.#start(inputs);
      this.#added = [];
      const output = own.apply(this, inputs);
      const [first] = Array.isArray(output) ? output : [output];
      this.#outputShape = (first as Tensor | undefined)?.shape;
      return inputs.some(isSymbolic) ? joined(this as Layer<unknown>, inputs, output) : output;
    };
    Object.defineProperty(this, "call", { value: call, writable: true, configurable: true });
  }

  #start(inputs: readonly Input[]): void {
    const [first] = inputs;
    const shapes = Array.isArray(first)
      ? first.map(({ shape }: Tensor) => shape)
      : (first as Tensor | undefined)?.shape;
    if (shapes) this.build(shapes);
    this.built = true;
  }

  /** Makes the variables for inputs of this shape, or these shapes, when they are first seen: for layers that override it. */
  build(_inputShape: Shape | readonly Shape[]): void {}

  /** A variable that belongs to the layer: `this.weight = this.addWeight({ shape: [2, 3] })`. */
  addWeight({ shape, initializer: start = "glorotUniform", trainable = true, regularizer }: WeightOptions): Variable {
    const variable = new Variable(initializer(start).call(shape), { trainable });
    this.#weights.push(variable);
    if (regularizer) this.#penalties.push(() => regularizer(variable));
    return variable;
  }
  /** Adds a number to the losses of this call: an activity's penalty. */
  addLoss(loss: Tensor): void {
    this.#added.push(loss);
  }

  /** The output for an input. */
  abstract call(...inputs: Input[]): Output;

  /** What it is called in a summary: as its class, numbered. */
  get name(): string {
    this.#name ??= nameOf(this.constructor.name);
    return this.#name;
  }
  set name(name: string) {
    this.#name = name;
  }
  /** The shape of what it gave last; undefined before the first call. */
  get outputShape(): Shape | undefined {
    return this.#outputShape;
  }

  /** The layers among the properties, and in lists there. */
  sublayers(): Layer<unknown>[] {
    return Object.values(this).flatMap((value) =>
      value instanceof Layer ? [value] : Array.isArray(value) ? value.filter((one) => one instanceof Layer) : [],
    );
  }

  /** All variables here and below, in the order of their properties. */
  get variables(): Variable[] {
    return this.#gathered(({ variables }) => variables, true);
  }
  /** Those that training changes. */
  get trainableVariables(): Variable[] {
    return this.#gathered(({ trainableVariables }) => trainableVariables, this.trainable).filter(
      ({ trainable }) => trainable,
    );
  }
  #gathered(below: (layer: Layer<unknown>) => Variable[], isWanted: boolean): Variable[] {
    if (!isWanted) return [];
    const found: Variable[] = [];
    const add = (value: unknown) => {
      if (value instanceof Variable) found.push(value);
      else if (value instanceof Layer) found.push(...below(value));
      else if (Array.isArray(value)) for (const one of value) add(one);
    };
    for (const value of Object.values(this)) add(value);
    return [...new Set([...found, ...this.#weights])];
  }
  /** Those that it does not: running statistics, and all of layers that are not `trainable`. */
  get nonTrainableVariables(): Variable[] {
    const trained = new Set(this.trainableVariables);
    return this.variables.filter((one) => !trained.has(one));
  }
  /** The same under Keras's name. */
  get weights(): Variable[] {
    return this.variables;
  }
  /** The same under Keras's name. */
  get trainableWeights(): Variable[] {
    return this.trainableVariables;
  }
  /** The same under Keras's name. */
  get nonTrainableWeights(): Variable[] {
    return this.nonTrainableVariables;
  }
  /** The values of all variables. */
  getWeights(): Tensor[] {
    return this.variables.map((one) => one.value());
  }
  /** Sets the values of all variables. @throws RangeError when their number or a shape differs. */
  setWeights(values: readonly Tensor[]): void {
    const own = this.variables;
    if (own.length !== values.length)
      throw new RangeError(
        `You called \`setWeights(weights)\` on layer "${this.name}" with a weight list of length ${values.length}, but the layer was expecting ${own.length} weights.`,
      );
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
  /** What the layer adds to the loss: the penalties of regularizers here and below, and what was added in the last call. */
  get losses(): Tensor[] {
    return [
      ...this.#added,
      ...this.#penalties.map((penalty) => penalty()),
      ...this.sublayers().flatMap((one) => one.losses),
    ];
  }
}

/** Whether a call is one of training. */
export function isTraining(layer: { readonly training: boolean }, options: CallOptions | undefined): boolean {
  return options?.training ?? layer.training;
}
