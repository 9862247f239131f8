// torch.optim.lr_scheduler: learning rates that change with the epochs. Call `step` after each.

import { precise } from "../../tensor/index.ts";
import type { Optimizer } from "./optimizer.ts";

/** Sets the rate of each group to its first one, changed by how many steps have been taken. */
export abstract class LRScheduler {
  readonly optimizer: Pick<Optimizer, "paramGroups">;
  /** The rates at the beginning, one for each group. */
  readonly baseLrs: readonly number[];
  /** Steps taken so far. */
  lastEpoch = 0;

  constructor(optimizer: Pick<Optimizer, "paramGroups">) {
    this.optimizer = optimizer;
    // The first scheduler of an optimizer notes the rates for those that come after it.
    this.baseLrs = optimizer.paramGroups.map((group) => {
      group.initialLr ??= group.lr;
      return group.initialLr;
    });
  }

  /** The rate after `epoch` steps, of a group that began with `base`. */
  protected abstract rate(base: number, epoch: number, group: number): number;

  /** Goes on by one epoch. */
  step(): void {
    this.lastEpoch += 1;
    this.apply();
  }

  /** Begins again, with the first rates. */
  restart(): void {
    this.lastEpoch = 0;
    for (const [i, group] of this.optimizer.paramGroups.entries()) group.lr = this.baseLrs[i];
    this.apply();
  }

  /** The rates that hold now, one for each group. */
  getLastLr(): number[] {
    return this.optimizer.paramGroups.map(({ lr }) => lr);
  }

  /** What it keeps: its settings and where it stands, without the optimizer and functions. */
  stateDict(): Readonly<Record<string, unknown>> {
    return Object.fromEntries(
      Object.entries(this).filter(([name, value]) => name !== "optimizer" && typeof value !== "function"),
    );
  }
  /** Goes on from what `stateDict` gave. The optimizer's rates are the optimizer's own state. */
  loadStateDict(state: Readonly<Record<string, unknown>>): void {
    Object.assign(this, state);
  }

  /** Sets the rates for `lastEpoch`. */
  protected apply(): void {
    for (const [i, group] of this.optimizer.paramGroups.entries())
      group.lr = this.rate(this.baseLrs[i], this.lastEpoch, i);
  }
}

/** The first rate times `lrLambda(epoch)`; a function for all groups, or one for each. */
export class LambdaLR extends LRScheduler {
  /** What the first rate is multiplied by in an epoch. */
  readonly lrLambda: (epoch: number, group?: number) => number;
  constructor(
    optimizer: Pick<Optimizer, "paramGroups">,
    lrLambda: ((epoch: number) => number) | readonly ((epoch: number) => number)[],
  ) {
    super(optimizer);
    if (typeof lrLambda !== "function" && lrLambda.length !== this.baseLrs.length)
      throw new RangeError(`Expected ${this.baseLrs.length} lr_lambdas, but got ${lrLambda.length}`);
    this.lrLambda = typeof lrLambda === "function" ? lrLambda : (epoch, group = 0) => lrLambda[group](epoch);
    this.apply();
  }
  protected override rate(base: number, epoch: number, group: number): number {
    return base * this.lrLambda(epoch, group);
  }
}
/** The rate times `lrLambda(epoch)` in each epoch. */
export class MultiplicativeLR extends LRScheduler {
  /** What the rate is multiplied by. */
  readonly lrLambda: (epoch: number) => number;
  constructor(optimizer: Pick<Optimizer, "paramGroups">, lrLambda: (epoch: number) => number) {
    super(optimizer);
    this.lrLambda = lrLambda;
  }
  protected override rate(base: number, epoch: number, group: number): number {
    if (epoch === 0) return base;
    return this.optimizer.paramGroups[group].lr * this.lrLambda(epoch);
  }
}

/** Times `gamma`, by default 0.1, every `stepSize` epochs. */
export class StepLR extends LRScheduler {
  readonly stepSize: number;
  readonly gamma: number;
  constructor(
    optimizer: Pick<Optimizer, "paramGroups">,
    stepSize: number,
    { gamma = 0.1 }: { readonly gamma?: number } = {},
  ) {
    super(optimizer);
    this.stepSize = stepSize;
    this.gamma = gamma;
  }
  protected override rate(base: number, epoch: number): number {
    return base * precise.pow(this.gamma, Math.floor(epoch / this.stepSize));
  }
}

/** Times `gamma`, by default 0.1, at each of the milestones. */
export class MultiStepLR extends LRScheduler {
  readonly milestones: readonly number[];
  readonly gamma: number;
  constructor(
    optimizer: Pick<Optimizer, "paramGroups">,
    milestones: readonly number[],
    { gamma = 0.1 }: { readonly gamma?: number } = {},
  ) {
    super(optimizer);
    this.milestones = milestones;
    this.gamma = gamma;
  }
  protected override rate(base: number, epoch: number): number {
    return base * precise.pow(this.gamma, this.milestones.filter((milestone) => milestone <= epoch).length);
  }
}

/** Times `gamma` every epoch. */
export class ExponentialLR extends LRScheduler {
  readonly gamma: number;
  constructor(optimizer: Pick<Optimizer, "paramGroups">, gamma: number) {
    super(optimizer);
    this.gamma = gamma;
  }
  protected override rate(base: number, epoch: number): number {
    return base * precise.pow(this.gamma, epoch);
  }
}

/** Down to `etaMin`, by default 0, in `tMax` epochs, along half a wave of the cosine (Loshchilov and Hutter, 2017); and up again. */
export class CosineAnnealingLR extends LRScheduler {
  readonly tMax: number;
  readonly etaMin: number;
  constructor(
    optimizer: Pick<Optimizer, "paramGroups">,
    tMax: number,
    { etaMin = 0 }: { readonly etaMin?: number } = {},
  ) {
    super(optimizer);
    this.tMax = tMax;
    this.etaMin = etaMin;
  }
  protected override rate(base: number, epoch: number): number {
    return this.etaMin + ((base - this.etaMin) * (1 + precise.cos((Math.PI * epoch) / this.tMax))) / 2;
  }
}
