// torch.nn.Linear, and LazyLinear, which waits for its first input to know how many inputs it has.

import { empty } from "../create.ts";
import { own } from "../printing.ts";
import { noGrad } from "../scopes.ts";
import type { Tensor } from "../tensor.ts";
import { linear } from "./functional.ts";
import { grow, Module, type Parameter } from "./module.ts";

/** Options of linear layers. */
export interface LinearOptions {
  /** Defaults to true. */
  readonly bias?: boolean;
}

/** y = x Wᵀ + b, for x: [..., inFeatures]. Weights and biases start uniform on ±1/√inFeatures. */
export class Linear extends Module {
  inFeatures: number;
  readonly outFeatures: number;
  /** [outFeatures, inFeatures] */
  readonly weight: Parameter;
  /** [outFeatures] */
  readonly bias: Parameter | null;

  constructor(inFeatures: number, outFeatures: number, options: LinearOptions = {}) {
    super();
    this.inFeatures = inFeatures;
    this.outFeatures = outFeatures;
    this.weight = own(empty(outFeatures, inFeatures, { requiresGrad: true }));
    this.bias = options.bias === false ? null : own(empty(outFeatures, { requiresGrad: true }));
    if (inFeatures > 0) this.resetParameters();
  }

  /** Draws weights and biases anew. */
  resetParameters(): void {
    const bound = 1 / Math.sqrt(this.inFeatures);
    noGrad(() => {
      this.weight.uniform_(-bound, bound);
      this.bias?.uniform_(-bound, bound);
    });
  }

  /** [..., inFeatures] -> [..., outFeatures] */
  override forward(x: Tensor): Tensor {
    return linear(x, this.weight, this.bias);
  }

  protected override extraRepr(): string {
    return `in_features=${this.inFeatures}, out_features=${this.outFeatures}, bias=${this.bias ? "True" : "False"}`;
  }
}

/**
 * A `Linear` that takes its number of inputs from the first that it sees. Its parameters are there from the beginning, so that
 * an optimizer can be given them; until then `weight` is [outFeatures, 0].
 */
export class LazyLinear extends Linear {
  readonly #waiting: ((layer: Linear) => void)[] = [];

  constructor(outFeatures: number, options: LinearOptions = {}) {
    super(0, outFeatures, options);
  }

  /** Whether the first input is still to come. */
  get isLazy(): boolean {
    return this.inFeatures === 0;
  }

  /** What to do with the layer when it has its sizes, to initialise it; at once when it has them already. */
  onFirstUse(start: (layer: Linear) => void): this {
    if (this.isLazy) this.#waiting.push(start);
    else start(this);
    return this;
  }

  /** Gives the parameters the sizes for so many inputs, unless they have them. */
  materialize(inFeatures: number): this {
    if (!this.isLazy) return this;
    this.inFeatures = inFeatures;
    grow(this.weight, empty(this.outFeatures, inFeatures));
    this.resetParameters();
    for (const start of this.#waiting) start(this);
    return this;
  }

  override forward(x: Tensor): Tensor {
    this.materialize(x.size(-1));
    return super.forward(x);
  }
  protected override adopt(given: (name: string) => Tensor | undefined): void {
    const weight = given("weight");
    if (weight !== undefined) this.materialize(weight.size(-1));
  }
  protected override get typeName(): string {
    return this.isLazy ? "LazyLinear" : "Linear";
  }
}
