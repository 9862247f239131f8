// nn: modules after Flax's linen. A module describes; its parameters are a tree that one passes to it.

import * as ops from "../ops/index.ts";
import { type Shape, sameShape, show } from "../tensor/index.ts";
import { Array } from "./array.ts";
import { zeros as zerosOf } from "./numpy.ts";
import { normal as drawNormal, foldIn, type Key, uniform } from "./random.ts";

/** Parameters by name, nested as modules are. */
export interface Params {
  [name: string]: Array | Params;
}
/** How a parameter starts. */
export type Initializer = (key: Key, shape: Shape) => Array;

/** Where a bound module finds its parameters, or, while they are made, puts them. */
interface Scope {
  readonly params: Params;
  readonly key: Key | undefined;
}

/** Initialisers. */
export const initializers = {
  /** Normal around 0 with standard deviation `stddev`. */
  normal:
    (stddev = 0.01): Initializer =>
    (key, shape) =>
      drawNormal(key, shape).mul(stddev),
  zeros: ((_key, shape) => zerosOf(shape)) as Initializer,
  /** Normal with variance 1 / inputs, Flax's default for kernels (there it is cut off at two deviations). */
  lecunNormal: (): Initializer => (key, shape) => drawNormal(key, shape).mul(1 / Math.sqrt(shape[0])),
  uniform:
    (scale = 0.01): Initializer =>
    (key, shape) =>
      uniform(key, shape, { maxval: scale }),
};

/**
 * What layers and models extend. `setup` declares parameters and submodules; `forward` computes. The module itself holds no parameters:
 * `init` makes them, `apply` computes with them, `bind` gives a copy that has them as its fields.
 */
export abstract class Module {
  /** Of a bound copy. */
  protected scope: Scope | undefined = undefined;

  /** Declares parameters and submodules as fields: `this.w = this.param("w", …)`. Called on bound copies only. */
  setup(): void {}

  /** The output for inputs. */
  abstract forward(...inputs: Array[]): Array;

  /** `layer.call(x)` is Python's `layer(x)`; on bound copies only. */
  call(...inputs: Array[]): Array {
    return this.forward(...inputs);
  }

  /** A parameter by name: it starts by `initializer` while parameters are made, and is there afterwards. @throws Error on a module that is not bound, RangeError for a parameter of another shape. */
  param(name: string, initializer: Initializer, shape: Shape): Array {
    const { scope } = this;
    if (!scope) throw new Error(`param: "${name}" is only there inside init and apply, or on a bound module`);
    const { params, key } = scope;
    if (!(name in params)) {
      if (!key)
        throw new Error(
          `param: the parameters have no "${name}"; they have ${Object.keys(params).join(", ") || "none"}`,
        );
      params[name] = initializer(foldIn(key, hashOf(name)), shape);
    }
    const found = params[name];
    if (found instanceof Array && !sameShape(found.shape, shape))
      throw new RangeError(
        `param: "${name}" of ${this.constructor.name} has the shape ${show(found.shape)}, but ${show(shape)} is needed`,
      );
    return found as Array;
  }

  /** Makes the parameters, by going through `forward` once with these inputs. */
  init(key: Key, ...inputs: Array[]): { params: Params } {
    const params: Params = {};
    const bound = this.within({ params, key });
    if (inputs.length > 0) bound.forward(...inputs);
    return { params };
  }

  /** The output for inputs, with these parameters. */
  apply({ params }: { readonly params: Params }, ...inputs: Array[]): Array {
    return this.bind({ params }).forward(...inputs);
  }

  /** A copy whose parameters are its fields. @throws TypeError without `params`. */
  bind({ params }: { readonly params: Params }): this {
    if (!params)
      throw new TypeError(`${this.constructor.name}: parameters are given as { params: … }, which is what init gives`);
    return this.within({ params, key: undefined });
  }

  private within(scope: Scope): this {
    const copy: this = Object.assign(Object.create(Object.getPrototypeOf(this)), this);
    copy.scope = scope;
    copy.setup();
    const fields = copy as Record<string, unknown>;
    for (const [name, value] of Object.entries(fields)) {
      if (value instanceof Module) fields[name] = value.within(childOf(scope, name));
      else if (globalThis.Array.isArray(value) && value.some((one) => one instanceof Module))
        fields[name] = value.map((one, i) =>
          one instanceof Module ? one.within(childOf(scope, `${name}_${i}`)) : one,
        );
    }
    return copy;
  }
}

function childOf({ params, key }: Scope, name: string): Scope {
  params[name] ??= {};
  return { params: params[name] as Params, key: key && foldIn(key, hashOf(name)) };
}

/** A number for a name, so that a parameter starts the same whatever stands before it (FNV-1a). */
function hashOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** y = x kernel + bias, [..., anything] -> [..., features]. */
export class Dense extends Module {
  readonly features: number;
  readonly kernelInit: Initializer;
  constructor(features: number, options: { readonly kernelInit?: Initializer } = {}) {
    super();
    this.features = features;
    this.kernelInit = options.kernelInit ?? initializers.lecunNormal();
  }
  override forward(x: Array): Array {
    const kernel = this.param("kernel", this.kernelInit, [x.shape[x.shape.length - 1], this.features]);
    const bias = this.param("bias", initializers.zeros, [this.features]);
    return x.matmul(kernel).add(bias);
  }
}

/** Modules one after the other. */
export class Sequential extends Module {
  readonly layers: readonly Module[];
  constructor(layers: readonly Module[]) {
    super();
    this.layers = layers;
  }
  override forward(x: Array): Array {
    return this.layers.reduce((value, layer) => layer.forward(value), x);
  }
}

/** max(a, 0), element by element. */
export const relu = (a: Array): Array => ops.relu(a) as Array;
/** 1 / (1 + e^-a), element by element. */
export const sigmoid = (a: Array): Array => ops.sigmoid(a) as Array;
/** The hyperbolic tangent, element by element. */
export const tanh = (a: Array): Array => ops.tanh(a) as Array;
/** e^a / Σ e^a along an axis. */
export const softmax = (a: Array, axis = -1): Array => ops.softmax(a, axis) as Array;
