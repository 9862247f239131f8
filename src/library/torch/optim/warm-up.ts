// torch.optim.lr_scheduler: rates that start low or end low, start again, wait for a measure, or follow one another.

import { precise } from "../../tensor/index.ts";
import { LRScheduler } from "./lr-scheduler.ts";
import type { Optimizer } from "./optimizer.ts";

type Given = Pick<Optimizer, "paramGroups">;

/** The first rate times a factor that goes in a line from `startFactor`, by default 1/3, to `endFactor`, 1, in `totalIters` epochs, 5. */
export class LinearLR extends LRScheduler {
  readonly startFactor: number;
  readonly endFactor: number;
  readonly totalIters: number;
  constructor(
    optimizer: Given,
    {
      startFactor = 1 / 3,
      endFactor = 1,
      totalIters = 5,
    }: { readonly startFactor?: number; readonly endFactor?: number; readonly totalIters?: number } = {},
  ) {
    super(optimizer);
    if (!(startFactor > 0 && startFactor <= 1))
      throw new RangeError("Starting multiplicative factor expected to be greater than 0 and less or equal to 1.");
    if (!(endFactor >= 0 && endFactor <= 1))
      throw new RangeError("Ending multiplicative factor expected to be between 0 and 1.");
    this.startFactor = startFactor;
    this.endFactor = endFactor;
    this.totalIters = totalIters;
    this.apply();
  }
  protected override rate(base: number, epoch: number): number {
    const share = Math.min(epoch, this.totalIters) / this.totalIters;
    return base * (this.startFactor + (this.endFactor - this.startFactor) * share);
  }
}

/** The first rate times `factor`, by default 1/3, for `totalIters` epochs, 5; then the first rate. */
export class ConstantLR extends LRScheduler {
  readonly factor: number;
  readonly totalIters: number;
  constructor(
    optimizer: Given,
    { factor = 1 / 3, totalIters = 5 }: { readonly factor?: number; readonly totalIters?: number } = {},
  ) {
    super(optimizer);
    if (!(factor >= 0 && factor <= 1))
      throw new RangeError("Constant multiplicative factor expected to be between 0 and 1.");
    this.factor = factor;
    this.totalIters = totalIters;
    this.apply();
  }
  protected override rate(base: number, epoch: number): number {
    return epoch < this.totalIters ? base * this.factor : base;
  }
}

/** Down to 0 in `totalIters` epochs, by default 5, as (1 - epoch / totalIters) to the `power`, by default 1. */
export class PolynomialLR extends LRScheduler {
  readonly totalIters: number;
  readonly power: number;
  constructor(
    optimizer: Given,
    { totalIters = 5, power = 1 }: { readonly totalIters?: number; readonly power?: number } = {},
  ) {
    super(optimizer);
    this.totalIters = totalIters;
    this.power = power;
  }
  protected override rate(base: number, epoch: number): number {
    return base * precise.pow(1 - Math.min(epoch, this.totalIters) / this.totalIters, this.power);
  }
}

/** Down along half a wave of the cosine in `t0` epochs, then again from the top, each time `tMult` times as long (Loshchilov and Hutter, 2017). */
export class CosineAnnealingWarmRestarts extends LRScheduler {
  readonly t0: number;
  readonly tMult: number;
  readonly etaMin: number;
  constructor(
    optimizer: Given,
    t0: number,
    { tMult = 1, etaMin = 0 }: { readonly tMult?: number; readonly etaMin?: number } = {},
  ) {
    super(optimizer);
    if (!(Number.isInteger(t0) && t0 > 0)) throw new RangeError(`Expected positive integer T_0, but got ${t0}`);
    if (!(Number.isInteger(tMult) && tMult >= 1))
      throw new RangeError(`Expected integer T_mult >= 1, but got ${tMult}`);
    this.t0 = t0;
    this.tMult = tMult;
    this.etaMin = etaMin;
  }
  protected override rate(base: number, epoch: number): number {
    let [into, length] = [epoch, this.t0];
    while (into >= length) {
      into -= length;
      length *= this.tMult;
    }
    return this.etaMin + ((base - this.etaMin) * (1 + precise.cos((Math.PI * into) / length))) / 2;
  }
}

/** One scheduler after the other: the next one from each of the `milestones` on, with its own first epoch there. */
export class SequentialLR {
  readonly schedulers: readonly LRScheduler[];
  readonly milestones: readonly number[];
  /** Steps taken so far. */
  lastEpoch = 0;

  /** @throws RangeError unless there is one milestone fewer than schedulers. */
  constructor(
    optimizer: Given,
    schedulers: readonly LRScheduler[],
    { milestones }: { readonly milestones: readonly number[] },
  ) {
    if (schedulers.some((one) => one.optimizer !== optimizer))
      throw new RangeError("Sequential Schedulers expects all schedulers to belong to the same optimizer");
    if (milestones.length !== schedulers.length - 1)
      throw new RangeError(
        `Sequential Schedulers expects number of schedulers provided to be one more than the number of milestone points, but got number of schedulers ${schedulers.length} and the number of milestones to be equal to ${milestones.length}`,
      );
    this.schedulers = schedulers;
    this.milestones = milestones;
    for (const [i, group] of optimizer.paramGroups.entries()) group.lr = schedulers[0].baseLrs[i];
    schedulers[0].restart();
  }
  /** Goes on by one epoch. */
  step(): void {
    this.lastEpoch += 1;
    const which = this.milestones.filter((milestone) => milestone <= this.lastEpoch).length;
    if (which > 0 && this.milestones[which - 1] === this.lastEpoch) this.schedulers[which].restart();
    else this.schedulers[which].step();
  }
  /** The rates that hold now, one for each group. */
  getLastLr(): number[] {
    return this.schedulers[0].getLastLr();
  }
}

/** Options of `ReduceLROnPlateau`. */
export interface PlateauOptions {
  /** Whether the measure should fall, as a loss, or rise, as an accuracy. Defaults to "min". */
  readonly mode?: "min" | "max";
  /** Defaults to 0.1. */
  readonly factor?: number;
  /** Epochs without progress that are waited for. Defaults to 10. */
  readonly patience?: number;
  /** How much is progress: a share of the best with "rel", which is the default, or a distance with "abs". Defaults to 1e-4. */
  readonly threshold?: number;
  readonly thresholdMode?: "rel" | "abs";
  /** Epochs after a change that do not count. Defaults to 0. */
  readonly cooldown?: number;
  /** Defaults to 0. */
  readonly minLr?: number;
  /** A smaller change is none. Defaults to 1e-8. */
  readonly eps?: number;
}

/** The rate times `factor` when a measure has made no progress for more than `patience` epochs: `scheduler.step(loss)`. */
export class ReduceLROnPlateau {
  readonly optimizer: Given;
  readonly options: Required<PlateauOptions>;
  best: number;
  numBadEpochs = 0;
  cooldownCounter = 0;
  lastEpoch = 0;

  constructor(optimizer: Given, options: PlateauOptions = {}) {
    const own = { mode: "min", factor: 0.1, patience: 10, threshold: 1e-4, thresholdMode: "rel" } as const;
    this.options = { ...own, cooldown: 0, minLr: 0, eps: 1e-8, ...options };
    if (!(this.options.factor < 1)) throw new RangeError("Factor should be < 1.0.");
    this.optimizer = optimizer;
    this.best = this.options.mode === "min" ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  }

  /** Goes on by one epoch, at the end of which the measure was this. */
  step(measure: number | { item(): number }): void {
    const current = typeof measure === "number" ? measure : measure.item();
    const { factor, patience, cooldown, minLr, eps } = this.options;
    this.lastEpoch += 1;
    if (this.isBetter(current)) {
      this.best = current;
      this.numBadEpochs = 0;
    } else this.numBadEpochs += 1;
    if (this.cooldownCounter > 0) {
      this.cooldownCounter -= 1;
      this.numBadEpochs = 0;
    }
    if (this.numBadEpochs <= patience) return;
    for (const group of this.optimizer.paramGroups) {
      const next = Math.max(group.lr * factor, minLr);
      if (group.lr - next > eps) group.lr = next;
    }
    this.cooldownCounter = cooldown;
    this.numBadEpochs = 0;
  }

  private isBetter(current: number): boolean {
    const { mode, threshold, thresholdMode } = this.options;
    const sign = mode === "min" ? -1 : 1;
    const line = thresholdMode === "rel" ? this.best * (1 + sign * threshold) : this.best + sign * threshold;
    return mode === "min" ? current < line : current > line;
  }

  /** What it keeps, without the optimizer. */
  stateDict(): Readonly<Record<string, number>> {
    const { best, numBadEpochs, cooldownCounter, lastEpoch } = this;
    return { best, numBadEpochs, cooldownCounter, lastEpoch };
  }
  /** Goes on from what `stateDict` gave. */
  loadStateDict(state: Readonly<Record<string, number>>): void {
    Object.assign(this, state);
  }
}
