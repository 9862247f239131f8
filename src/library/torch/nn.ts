// torch.nn: modules, layers, losses, initialisers.

import * as rules from "../nn/index.ts";
import * as ops from "../ops/index.ts";
import { sizeOf } from "../tensor/index.ts";
import { defaultGenerator, noGrad, zeros } from "./functions.ts";
import type { Tensor } from "./tensor.ts";

/** A tensor that a module owns and an optimizer changes. */
export type Parameter = Tensor;

/** A tensor as a parameter: it requires a gradient. */
export function parameter(data: Tensor): Parameter {
  return data.detach().clone().requiresGrad_();
}

/** What layers and models extend: it finds its parameters in its own properties, and in those of the modules there. */
export abstract class Module {
  training = true;

  /** The output for an input; `module.call(x)` calls it. */
  abstract forward(...inputs: Tensor[]): Tensor;

  call(...inputs: Tensor[]): Tensor {
    return this.forward(...inputs);
  }

  /** Modules among the properties, by name. */
  namedChildren(): [string, Module][] {
    const found: [string, Module][] = [];
    for (const [name, value] of Object.entries(this)) {
      if (value instanceof Module) found.push([name, value]);
      else if (Array.isArray(value))
        for (const [i, one] of value.entries()) if (one instanceof Module) found.push([`${name}.${i}`, one]);
    }
    return found;
  }

  /** Parameters here and below, as "layer.weight". */
  namedParameters(): [string, Parameter][] {
    const own = Object.entries(this).filter((entry): entry is [string, Parameter] => isParameter(entry[1]));
    return [
      ...own,
      ...this.namedChildren().flatMap(([name, child]) =>
        child.namedParameters().map(([rest, one]): [string, Parameter] => [`${name}.${rest}`, one]),
      ),
    ];
  }

  parameters(): Parameter[] {
    return this.namedParameters().map(([, one]) => one);
  }

  train(mode = true): this {
    this.training = mode;
    for (const [, child] of this.namedChildren()) child.train(mode);
    return this;
  }

  eval(): this {
    return this.train(false);
  }

  zeroGrad(): void {
    for (const one of this.parameters()) one.grad = null;
  }

  /** Calls `fn` with every module below and this one. */
  apply(fn: (module: Module) => void): this {
    for (const [, child] of this.namedChildren()) child.apply(fn);
    fn(this);
    return this;
  }
}

function isParameter(value: unknown): value is Parameter {
  return (
    typeof value === "object" &&
    value !== null &&
    "requiresGrad" in value &&
    value.requiresGrad === true &&
    "isLeaf" in value &&
    value.isLeaf === true
  );
}

/** y = x Wᵀ + b. Weights start uniform on ±1/√inFeatures. */
export class Linear extends Module {
  weight: Parameter;
  bias: Parameter | null;

  constructor(inFeatures: number, outFeatures: number, options: { readonly bias?: boolean } = {}) {
    super();
    const bound = 1 / Math.sqrt(inFeatures);
    this.weight = init.uniform_(zeros(outFeatures, inFeatures), -bound, bound).requiresGrad_();
    this.bias = options.bias === false ? null : init.uniform_(zeros(outFeatures), -bound, bound).requiresGrad_();
  }

  /** [..., inFeatures] -> [..., outFeatures] */
  override forward(x: Tensor): Tensor {
    const y = x.matmul(this.weight.t());
    return this.bias ? y.add(this.bias) : y;
  }
}

/** A `Linear` that takes its number of inputs from the first that it sees. Its parameters exist from its construction on, of no size, so that an optimizer can be given them. */
export class LazyLinear extends Module {
  readonly outFeatures: number;
  #linear: Linear | undefined;
  #start: (linear: Linear) => void = () => {};

  constructor(outFeatures: number) {
    super();
    this.outFeatures = outFeatures;
  }

  /** What to do with the layer when it has its parameters: initialise them. */
  onFirstUse(start: (linear: Linear) => void): this {
    if (this.#linear) start(this.#linear);
    else this.#start = start;
    return this;
  }

  /** Makes the parameters for this many inputs, if they are not there yet. */
  materialize(inFeatures: number): Linear {
    if (!this.#linear) {
      this.#linear = new Linear(inFeatures, this.outFeatures);
      this.#start(this.#linear);
    }
    return this.#linear;
  }

  get weight(): Parameter {
    return this.#ready().weight;
  }
  get bias(): Parameter | null {
    return this.#ready().bias;
  }
  #ready(): Linear {
    if (!this.#linear) throw new Error("LazyLinear has no parameters before its first input");
    return this.#linear;
  }

  override namedParameters(): [string, Parameter][] {
    return this.#linear?.namedParameters() ?? [];
  }

  override forward(x: Tensor): Tensor {
    return this.materialize(x.size(-1)).forward(x);
  }
}

/** Modules one after the other. */
export class Sequential extends Module {
  readonly layers: readonly Module[];
  constructor(...layers: Module[]) {
    super();
    this.layers = layers;
  }
  override forward(x: Tensor): Tensor {
    return this.layers.reduce((value, layer) => layer.forward(value), x);
  }
}

export class ReLU extends Module {
  override forward(x: Tensor): Tensor {
    return x.relu();
  }
}
export class Sigmoid extends Module {
  override forward(x: Tensor): Tensor {
    return x.sigmoid();
  }
}
export class Tanh extends Module {
  override forward(x: Tensor): Tensor {
    return x.tanh();
  }
}
/** All axes but the first as one. */
export class Flatten extends Module {
  override forward(x: Tensor): Tensor {
    return x.flatten(1);
  }
}

/** A loss as a module, of predictions and targets. */
abstract class Loss extends Module {
  readonly reduction: rules.Reduction;
  constructor(options: { readonly reduction?: rules.Reduction } = {}) {
    super();
    this.reduction = options.reduction ?? "mean";
  }
  abstract override forward(prediction: Tensor, target: Tensor): Tensor;
}
/** The mean of (prediction - target)². */
export class MSELoss extends Loss {
  override forward(prediction: Tensor, target: Tensor): Tensor {
    return rules.reduceLoss(rules.squaredError(prediction, target), this.reduction) as Tensor;
  }
}
/** The mean of |prediction - target|. */
export class L1Loss extends Loss {
  override forward(prediction: Tensor, target: Tensor): Tensor {
    return rules.reduceLoss(rules.absoluteError(prediction, target), this.reduction) as Tensor;
  }
}
/** Half the square up to `delta`, then linear. */
export class HuberLoss extends Loss {
  readonly delta: number;
  constructor(options: { readonly reduction?: rules.Reduction; readonly delta?: number } = {}) {
    super(options);
    this.delta = options.delta ?? 1;
  }
  override forward(prediction: Tensor, target: Tensor): Tensor {
    return rules.reduceLoss(rules.huber(prediction, target, this.delta), this.reduction) as Tensor;
  }
}
/** Of logits [batch, classes] and whole-number targets [batch]. */
export class CrossEntropyLoss extends Loss {
  override forward(prediction: Tensor, target: Tensor): Tensor {
    return rules.reduceLoss(rules.crossEntropy(prediction, target), this.reduction) as Tensor;
  }
}

/** torch.nn.init: fills parameters in place. */
export const init = {
  normal_(tensor: Tensor, mean = 0, std = 1): Tensor {
    return fill(tensor, (out) => defaultGenerator().normal(out, mean, std));
  },
  uniform_(tensor: Tensor, low = 0, high = 1): Tensor {
    return fill(tensor, (out) => {
      defaultGenerator().uniform(out);
      for (let i = 0; i < out.length; i++) out[i] = low + (high - low) * out[i];
    });
  },
  constant_(tensor: Tensor, value: number): Tensor {
    return noGrad(() => tensor.fill_(value));
  },
  zeros_(tensor: Tensor): Tensor {
    return init.constant_(tensor, 0);
  },
  ones_(tensor: Tensor): Tensor {
    return init.constant_(tensor, 1);
  },
};

function fill(tensor: Tensor, draw: (out: Tensor["storage"]["array"]) => void): Tensor {
  const fresh = zeros(sizeOf(tensor.shape), { dtype: tensor.dtype });
  draw(fresh.storage.array);
  return noGrad(() => tensor.copy_(fresh.reshape(tensor.shape)));
}

/** torch.nn.functional */
export const functional = {
  relu: (x: Tensor): Tensor => x.relu(),
  softmax: (x: Tensor, dim: number): Tensor => x.softmax(dim),
  mseLoss: (prediction: Tensor, target: Tensor): Tensor => new MSELoss().forward(prediction, target),
  crossEntropy: (prediction: Tensor, target: Tensor): Tensor => new CrossEntropyLoss().forward(prediction, target),
  oneHot: (target: Tensor, classes: number): Tensor => ops.oneHot(target, classes) as Tensor,
};
