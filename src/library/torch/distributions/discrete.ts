// Distributions of whole numbers and of classes, with PyTorch's own draws for a seed.

import * as rules from "../../nn/index.ts";
import * as ops from "../../ops/index.ts";
import { type Shape, sizeOf } from "../../tensor/index.ts";
import { ones, zeros } from "../create.ts";
import { logsumexp } from "../functions.ts";
import { oneHot } from "../nn/functional.ts";
import { noGrad } from "../scopes.ts";
import { Tensor } from "../tensor.ts";
import { broadcastAll, Distribution, mustHold, type Parameter } from "./distribution.ts";

/** Probabilities, or what gives them. */
export interface OfClasses {
  readonly probs?: Tensor;
  /** Logarithms of probabilities, up to a constant. */
  readonly logits?: Tensor;
}

const eps = 2 ** -23;

/** Chances of classes along the last axis, and their logarithms. @throws TypeError for none, or both. */
function chancesOf(given: Tensor | OfClasses): { readonly probs: Tensor; readonly logits: Tensor } {
  const { probs, logits }: OfClasses = given instanceof Tensor ? { probs: given } : given;
  if ((probs === undefined) === (logits === undefined))
    throw new TypeError("Either `probs` or `logits` must be specified, but not both.");
  if (logits) {
    const normalized = logits.sub(logsumexp(logits, { dim: -1, keepdim: true }));
    return { probs: normalized.exp(), logits: normalized };
  }
  const shares = (probs as Tensor).div((probs as Tensor).sum({ dim: -1, keepdim: true }));
  mustHold("Categorical", "probs", shares, "Simplex()", (value) => value >= 0);
  return { probs: shares, logits: shares.clamp(eps, 1 - eps).log() };
}

/** A probability, or what gives it. */
interface Chances {
  readonly probs?: Parameter;
  readonly logits?: Parameter;
}

/** 1 with a probability, else 0. */
export class Bernoulli extends Distribution {
  readonly probs: Tensor;
  readonly logits: Tensor;
  /** A probability, or `{ probs }`, or `{ logits }`. @throws RangeError for what is no probability. */
  constructor(given: Parameter | Chances) {
    const { probs, logits }: Chances = typeof given === "number" || given instanceof Tensor ? { probs: given } : given;
    if ((probs === undefined) === (logits === undefined))
      throw new TypeError("Either `probs` or `logits` must be specified, but not both.");
    const [one] = broadcastAll((probs ?? logits) as Parameter);
    super(one.shape);
    if (probs !== undefined)
      mustHold(
        "Bernoulli",
        "probs",
        one,
        "Interval(lower_bound=0.0, upper_bound=1.0)",
        (value) => value >= 0 && value <= 1,
      );
    this.probs = probs === undefined ? one.sigmoid() : one;
    const clamped = this.probs.clamp(eps, 1 - eps);
    this.logits = probs === undefined ? one : clamped.log().sub(clamped.neg().log1p());
  }
  override get mean(): Tensor {
    return this.probs;
  }
  override get variance(): Tensor {
    return this.probs.mul(ops.sub(1, this.probs));
  }
  override sample(sampleShape: Shape = []): Tensor {
    return noGrad(() => this.probs.expand(this.extended(sampleShape)).bernoulli());
  }
  override logProb(value: Tensor): Tensor {
    return (rules.binaryCrossEntropy(this.logits, value) as Tensor).neg();
  }
  override entropy(): Tensor {
    return rules.binaryCrossEntropy(this.logits, this.probs) as Tensor;
  }
}

/** One of several classes: `new Categorical(probs)`, `new Categorical({ logits })`, with the classes along the last axis. */
export class Categorical extends Distribution {
  readonly probs: Tensor;
  readonly logits: Tensor;
  /** @throws RangeError for negative probabilities. */
  constructor(given: Tensor | OfClasses) {
    const { probs, logits } = chancesOf(given);
    super(probs.shape.slice(0, -1));
    this.probs = probs;
    this.logits = logits;
  }
  /** Number of classes. */
  get numEvents(): number {
    return this.probs.size(-1);
  }
  /** NaN: classes are no numbers. */
  override get mean(): Tensor {
    return zeros(this.batchShape).add(Number.NaN);
  }
  /** NaN: classes are no numbers. */
  override get variance(): Tensor {
    return this.mean;
  }
  /** Classes, int32. */
  override sample(sampleShape: Shape = []): Tensor {
    const rows = this.probs.detach().reshape(-1, this.numEvents);
    const drawn = rows.multinomial(sizeOf(sampleShape), { replacement: true });
    return drawn.T.reshape(this.extended(sampleShape));
  }
  override logProb(value: Tensor): Tensor {
    const places = value.long().unsqueeze(-1);
    const shape = ops.add(ops.mul(places, 0), ops.mul(this.logits.detach().at("...", ":1"), 0)).shape.slice(0, -1);
    return this.logits
      .expand([...shape, this.numEvents])
      .gather(-1, places.expand([...shape, 1]))
      .squeeze(-1);
  }
  override entropy(): Tensor {
    return this.logits.clamp({ min: -3.4028234663852886e38 }).mul(this.probs).sum(-1).neg();
  }
}

/** One of several classes as a row with 1 in its place and 0 elsewhere. */
export class OneHotCategorical extends Distribution {
  readonly probs: Tensor;
  readonly logits: Tensor;
  readonly #classes: Categorical;
  /** @throws RangeError for negative probabilities. */
  constructor(given: Tensor | OfClasses) {
    const classes = new Categorical(given);
    super(classes.batchShape, [classes.numEvents]);
    this.#classes = classes;
    this.probs = classes.probs;
    this.logits = classes.logits;
  }
  override get mean(): Tensor {
    return this.probs;
  }
  override get variance(): Tensor {
    return this.probs.mul(ops.sub(1, this.probs));
  }
  override sample(sampleShape: Shape = []): Tensor {
    return oneHot(this.#classes.sample(sampleShape), this.eventShape[0]).float();
  }
  override logProb(value: Tensor): Tensor {
    return this.#classes.logProb(value.argmax(-1));
  }
  override entropy(): Tensor {
    return this.#classes.entropy();
  }
}

/** How often each class comes in `totalCount` draws: `new Multinomial(10, torch.tensor([0.5, 0.5])).sample()`. */
export class Multinomial extends Distribution {
  readonly totalCount: number;
  readonly probs: Tensor;
  readonly logits: Tensor;
  readonly #classes: Categorical;
  /** @throws RangeError for negative probabilities, or no whole number of draws. */
  constructor(totalCount: number, given: Tensor | OfClasses) {
    if (!Number.isInteger(totalCount) || totalCount < 0)
      throw new RangeError(`Multinomial: total_count must be a whole number, but got ${totalCount}`);
    const classes = new Categorical(given);
    super(classes.batchShape, [classes.numEvents]);
    this.totalCount = totalCount;
    this.#classes = classes;
    this.probs = classes.probs;
    this.logits = classes.logits;
  }
  override get mean(): Tensor {
    return this.probs.mul(this.totalCount);
  }
  override get variance(): Tensor {
    return this.probs.mul(ops.sub(1, this.probs)).mul(this.totalCount);
  }
  override sample(sampleShape: Shape = []): Tensor {
    const drawn = this.#classes.sample([this.totalCount, ...sampleShape]);
    const axes = drawn.shape.map((_, i) => i);
    const last = drawn.permute([...axes.slice(1), 0]);
    return zeros(this.extended(sampleShape)).scatterAdd(-1, last, ones(last.shape));
  }
  override logProb(value: Tensor): Tensor {
    const logFactorial = (n: number): number => {
      let sum = 0;
      for (let i = 2; i <= n; i++) sum += Math.log(i);
      return sum;
    };
    const counts = value.detach();
    const ways = counts.newTensor([...counts.toArray()].map((n) => logFactorial(n))).reshape(counts.shape);
    const logs = ops.where(counts.eq(0), 0, this.logits) as Tensor;
    return logs.mul(value).sum(-1).add(logFactorial(this.totalCount)).sub(ways.sum(-1));
  }
}
