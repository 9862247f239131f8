// torch.optim.lr_scheduler.OneCycleLR: one rise and fall of the rate over a whole training.

import { precise } from "../../tensor/index.ts";
import { LRScheduler } from "./lr-scheduler.ts";
import type { Optimizer } from "./optimizer.ts";

type Given = Pick<Optimizer, "paramGroups">;

/** Options of OneCycleLR. */
export interface OneCycleOptions {
  /** The largest rate. */
  readonly maxLr: number;
  /** Steps of the whole training; or `epochs` times `stepsPerEpoch`. */
  readonly totalSteps?: number;
  readonly epochs?: number;
  readonly stepsPerEpoch?: number;
  /** Share of the steps in which the rate rises. Defaults to 0.3. */
  readonly pctStart?: number;
  /** Along half a wave of the cosine, or a line. Defaults to "cos". */
  readonly annealStrategy?: "cos" | "linear";
  /** What the largest rate is divided by at first. Defaults to 25. */
  readonly divFactor?: number;
  /** What the first rate is divided by in the end. Defaults to 10,000. */
  readonly finalDivFactor?: number;
  /** Whether momentum falls while the rate rises. Defaults to true. */
  readonly cycleMomentum?: boolean;
  /** Default to 0.85 and 0.95. */
  readonly baseMomentum?: number;
  readonly maxMomentum?: number;
}

/** Up to `maxLr` and down to nearly nothing (Smith and Topin, 2018), one step for each batch; momentum, or Adam's first decay, goes the other way. */
export class OneCycleLR extends LRScheduler {
  readonly totalSteps: number;
  readonly options: OneCycleOptions;

  /** @throws RangeError when the number of steps is not told. */
  constructor(optimizer: Given, options: OneCycleOptions) {
    super(optimizer);
    const { totalSteps, epochs = 0, stepsPerEpoch = 0 } = options;
    this.totalSteps = totalSteps ?? epochs * stepsPerEpoch;
    if (!(this.totalSteps > 0))
      throw new RangeError("You must define either total_steps OR (epochs AND steps_per_epoch)");
    this.options = options;
    this.apply();
  }
  /** Goes on by one step. @throws RangeError after the last. */
  override step(): void {
    if (this.lastEpoch >= this.totalSteps)
      throw new RangeError(
        `Tried to step ${this.lastEpoch + 2} times. The specified number of total steps is ${this.totalSteps}`,
      );
    super.step();
  }
  protected override rate(_base: number, step: number): number {
    const { maxLr, divFactor = 25, finalDivFactor = 1e4 } = this.options;
    const first = maxLr / divFactor;
    return this.between(step, first, maxLr, first / finalDivFactor);
  }
  protected override apply(): void {
    super.apply();
    const { cycleMomentum = true, baseMomentum = 0.85, maxMomentum = 0.95 } = this.options;
    if (!cycleMomentum) return;
    const momentum = this.between(this.lastEpoch, maxMomentum, baseMomentum, maxMomentum);
    for (const group of this.optimizer.paramGroups as { betas?: readonly number[]; momentum?: number }[])
      if (group.betas) group.betas = [momentum, ...group.betas.slice(1)];
      else group.momentum = momentum;
  }
  /** From the first to the second number while the rate rises, and to the third while it falls. */
  private between(step: number, start: number, middle: number, end: number): number {
    const { pctStart = 0.3, annealStrategy = "cos" } = this.options;
    const [top, last] = [pctStart * this.totalSteps - 1, this.totalSteps - 1];
    const part = (from: number, to: number, share: number): number =>
      annealStrategy === "linear"
        ? from + (to - from) * share
        : to + ((from - to) / 2) * (precise.cos(Math.PI * share) + 1);
    return step <= top ? part(start, middle, step / top) : part(middle, end, (step - top) / (last - top));
  }
}
