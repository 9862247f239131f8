// Distributions of real numbers, with PyTorch's own draws for a seed.

import * as ops from "../../ops/index.ts";
import type { Shape } from "../../tensor/index.ts";
import { empty } from "../create.ts";
import { normal, rand } from "../random.ts";
import { noGrad } from "../scopes.ts";
import type { Tensor } from "../tensor.ts";
import { broadcastAll, mustHold, type Parameter, Reparameterized } from "./distribution.ts";

const isPositive = (value: number): boolean => value > 0;
const halfLogTau = Math.log(Math.sqrt(2 * Math.PI));

/** The normal distribution, of mean `loc` and standard deviation `scale`. */
export class Normal extends Reparameterized {
  readonly loc: Tensor;
  readonly scale: Tensor;
  /** @throws RangeError for a scale that is not positive. */
  constructor(loc: Parameter, scale: Parameter) {
    const [one, other] = broadcastAll(loc, scale);
    super(one.shape);
    mustHold("Normal", "scale", other, "GreaterThan(lower_bound=0.0)", isPositive);
    this.loc = one;
    this.scale = other;
  }
  override get mean(): Tensor {
    return this.loc;
  }
  override get variance(): Tensor {
    return this.scale.square();
  }
  override sample(sampleShape: Shape = []): Tensor {
    const shape = this.extended(sampleShape);
    return noGrad(() => normal(this.loc.expand(shape), this.scale.expand(shape)));
  }
  override rsample(sampleShape: Shape = []): Tensor {
    return this.loc.add(empty(this.extended(sampleShape)).normal_().mul(this.scale));
  }
  override logProb(value: Tensor): Tensor {
    const distance = value.sub(this.loc).square().div(this.variance.mul(2));
    return distance.neg().sub(this.scale.log()).sub(halfLogTau);
  }
  /** The probability of at most these values. */
  cdf(value: Tensor): Tensor {
    return value.sub(this.loc).div(this.scale.mul(Math.SQRT2)).erf().add(1).mul(0.5);
  }
  /** The values below which these shares lie. */
  icdf(value: Tensor): Tensor {
    return this.loc.add(value.mul(2).sub(1).erfinv().mul(this.scale).mul(Math.SQRT2));
  }
  override entropy(): Tensor {
    return this.scale.log().add(0.5 + halfLogTau);
  }
}

/** e to the power of a normal distribution. */
export class LogNormal extends Reparameterized {
  readonly loc: Tensor;
  readonly scale: Tensor;
  readonly #base: Normal;
  /** @throws RangeError for a scale that is not positive. */
  constructor(loc: Parameter, scale: Parameter) {
    const base = new Normal(loc, scale);
    super(base.batchShape);
    this.#base = base;
    this.loc = base.loc;
    this.scale = base.scale;
  }
  override get mean(): Tensor {
    return this.loc.add(this.scale.square().div(2)).exp();
  }
  override get variance(): Tensor {
    const square = this.scale.square();
    return square.expm1().mul(this.loc.mul(2).add(square).exp());
  }
  override rsample(sampleShape: Shape = []): Tensor {
    return this.#base.rsample(sampleShape).exp();
  }
  override logProb(value: Tensor): Tensor {
    const logs = value.log();
    return this.#base.logProb(logs).sub(logs);
  }
  override entropy(): Tensor {
    return this.#base.entropy().add(this.loc);
  }
}

/** The uniform distribution on [low, high). */
export class Uniform extends Reparameterized {
  readonly low: Tensor;
  readonly high: Tensor;
  /** @throws RangeError unless low is below high. */
  constructor(low: Parameter, high: Parameter) {
    const [one, other] = broadcastAll(low, high);
    super(one.shape);
    if (!one.lt(other).all().item()) throw new RangeError("Uniform is not defined when low>= high");
    this.low = one;
    this.high = other;
  }
  override get mean(): Tensor {
    return this.high.add(this.low).div(2);
  }
  override get variance(): Tensor {
    return this.high.sub(this.low).square().div(12);
  }
  override rsample(sampleShape: Shape = []): Tensor {
    return this.low.add(rand(this.extended(sampleShape)).mul(this.high.sub(this.low)));
  }
  override logProb(value: Tensor): Tensor {
    const inside = ops.logicalAnd(ops.le(this.low, value), ops.gt(this.high, value));
    return (ops.cast(inside, this.low.dtype) as Tensor).log().sub(this.high.sub(this.low).log());
  }
  /** The probability of at most these values. */
  cdf(value: Tensor): Tensor {
    return value.sub(this.low).div(this.high.sub(this.low)).clamp(0, 1);
  }
  /** The values below which these shares lie. */
  icdf(value: Tensor): Tensor {
    return value.mul(this.high.sub(this.low)).add(this.low);
  }
  override entropy(): Tensor {
    return this.high.sub(this.low).log();
  }
}

/** The exponential distribution: waiting times of what happens `rate` times in a unit of time. */
export class Exponential extends Reparameterized {
  readonly rate: Tensor;
  /** @throws RangeError for a rate that is not positive. */
  constructor(rate: Parameter) {
    const [one] = broadcastAll(rate);
    super(one.shape);
    mustHold("Exponential", "rate", one, "GreaterThan(lower_bound=0.0)", isPositive);
    this.rate = one;
  }
  override get mean(): Tensor {
    return this.rate.reciprocal();
  }
  override get variance(): Tensor {
    return this.rate.pow(-2);
  }
  override rsample(sampleShape: Shape = []): Tensor {
    return empty(this.extended(sampleShape)).exponential_().div(this.rate);
  }
  override logProb(value: Tensor): Tensor {
    return this.rate.log().sub(this.rate.mul(value));
  }
  /** The probability of at most these values. */
  cdf(value: Tensor): Tensor {
    return this.rate.neg().mul(value).exp().neg().add(1);
  }
  override entropy(): Tensor {
    return this.rate.log().neg().add(1);
  }
}

/** Laplace's distribution around `loc`. */
export class Laplace extends Reparameterized {
  readonly loc: Tensor;
  readonly scale: Tensor;
  /** @throws RangeError for a scale that is not positive. */
  constructor(loc: Parameter, scale: Parameter) {
    const [one, other] = broadcastAll(loc, scale);
    super(one.shape);
    mustHold("Laplace", "scale", other, "GreaterThan(lower_bound=0.0)", isPositive);
    this.loc = one;
    this.scale = other;
  }
  override get mean(): Tensor {
    return this.loc;
  }
  override get variance(): Tensor {
    return this.scale.square().mul(2);
  }
  override rsample(sampleShape: Shape = []): Tensor {
    // The open interval (-1, 1), as PyTorch has it.
    const u = noGrad(() => empty(this.extended(sampleShape)).uniform_(2 ** -23 - 1, 1));
    return this.loc.sub(this.scale.mul(u.sign()).mul(u.abs().neg().log1p()));
  }
  override logProb(value: Tensor): Tensor {
    return this.scale.mul(2).log().neg().sub(value.sub(this.loc).abs().div(this.scale));
  }
  override entropy(): Tensor {
    return this.scale.mul(2).log().add(1);
  }
}
