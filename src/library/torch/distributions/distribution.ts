// What the distributions have in common.

import * as ops from "../../ops/index.ts";
import { numpyScalar, type Shape } from "../../tensor/index.ts";
import { tensor } from "../create.ts";
import { noGrad } from "../scopes.ts";
import { Tensor } from "../tensor.ts";

/** A parameter of a distribution: a number, or a tensor with one for each of a batch. */
export type Parameter = number | Tensor;

/** Parameters as tensors of one shape. @throws RangeError when they do not broadcast. */
export function broadcastAll(...parameters: readonly Parameter[]): Tensor[] {
  const all = parameters.map((one) => (one instanceof Tensor ? one : tensor(one)));
  const whole = all.reduce((sum, one) => ops.add(sum, ops.mul(one, 0)) as Tensor).shape;
  return all.map((one) =>
    one.dim() === whole.length && one.shape.every((n, i) => n === whole[i]) ? one : one.expand(whole),
  );
}

/** @throws RangeError naming the parameter, unless all its elements are as they should be. */
export function mustHold(
  distribution: string,
  name: string,
  given: Tensor,
  what: string,
  isRight: (value: number) => boolean,
): void {
  const wrong = given
    .detach()
    .toArray()
    .find((value) => !isRight(value));
  if (wrong !== undefined)
    throw new RangeError(
      `Expected parameter ${name} of distribution ${distribution} to satisfy the constraint ${what}, but found the value ${wrong}`,
    );
}

/** A distribution, or a batch of them. */
export abstract class Distribution {
  /** One distribution for each element of this shape. */
  readonly batchShape: Shape;
  /** The shape of one draw of one distribution. */
  readonly eventShape: Shape;

  constructor(batchShape: Shape, eventShape: Shape = []) {
    this.batchShape = batchShape;
    this.eventShape = eventShape;
  }

  /** Where it lies on average. */
  abstract get mean(): Tensor;
  /** How far draws are spread: the mean of their squared distance from the mean. */
  abstract get variance(): Tensor;
  /** The logarithm of the density, or of the probability, of values. */
  abstract logProb(value: Tensor): Tensor;
  /** Draws: [...sampleShape, ...batchShape, ...eventShape]; gradients do not flow through them. */
  abstract sample(sampleShape?: Shape): Tensor;
  /** How much is not known before a draw, in nats. @throws Error where there is no formula. */
  entropy(): Tensor {
    throw new Error(`entropy: there is none for ${this.constructor.name}`);
  }
  /** The root of the variance. */
  get stddev(): Tensor {
    return this.variance.sqrt();
  }

  /** The shape of so many draws. */
  protected extended(sampleShape: Shape): Shape {
    return [...sampleShape, ...this.batchShape, ...this.eventShape];
  }
  /** As PyTorch prints it: "Normal(loc: 0.0, scale: 1.0)". */
  toString(): string {
    const own = Object.entries(this).filter(
      ([name, one]) => one instanceof Tensor && !(name === "logits" && "probs" in this),
    );
    const parts = own.map(([name, one]: [string, Tensor]) =>
      one.numel() === 1
        ? `${name}: ${numpyScalar(one.item(), "float64")}`
        : `${name}: torch.Size([${one.shape.join(", ")}])`,
    );
    return `${this.constructor.name}(${parts.join(", ")})`;
  }
  /** What a cell shows of it: its text. */
  [Symbol.for("Jupyter.display")](): { "text/plain": string } {
    return { "text/plain": this.toString() };
  }
}

/** A distribution whose draws are functions of its parameters, so that gradients flow through them. */
export abstract class Reparameterized extends Distribution {
  /** Draws through which gradients flow: [...sampleShape, ...batchShape, ...eventShape]. */
  abstract rsample(sampleShape?: Shape): Tensor;
  override sample(sampleShape: Shape = []): Tensor {
    return noGrad(() => this.rsample(sampleShape));
  }
}
