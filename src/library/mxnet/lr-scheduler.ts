// mxnet.lrScheduler: rates of learning that change, as functions of the number of updates.

import { precise } from "../tensor/index.ts";

/** A rate for a number of updates. */
export type Scheduler = (numUpdate: number) => number;

/** What schedules have in common: a rise from `warmupBeginLr` over the first steps. */
export interface WarmupOptions {
  /** The first rate. Defaults to 0.01. */
  readonly baseLr?: number;
  /** Defaults to 0: none. */
  readonly warmupSteps?: number;
  /** Defaults to 0. */
  readonly warmupBeginLr?: number;
}

const warmed = ({ baseLr = 0.01, warmupSteps = 0, warmupBeginLr = 0 }: WarmupOptions, after: Scheduler): Scheduler => {
  return (update) =>
    update < warmupSteps ? warmupBeginLr + ((baseLr - warmupBeginLr) * update) / warmupSteps : after(update);
};

/** Times `factor` after every `step` updates, not below `stopFactorLr`. */
export function FactorScheduler(
  options: WarmupOptions & { readonly step: number; readonly factor?: number; readonly stopFactorLr?: number },
): Scheduler {
  const { step, factor = 1, stopFactorLr = 1e-8, baseLr = 0.01 } = options;
  return warmed(options, (update) =>
    Math.max(stopFactorLr, baseLr * precise.pow(factor, Math.max(0, Math.ceil(update / step) - 1))),
  );
}

/** Times `factor` after each of these numbers of updates. */
export function MultiFactorScheduler(
  options: WarmupOptions & { readonly step: readonly number[]; readonly factor?: number },
): Scheduler {
  const { step, factor = 1, baseLr = 0.01 } = options;
  return warmed(options, (update) => baseLr * precise.pow(factor, step.filter((one) => update > one).length));
}

/** To `finalLr` along a power of what is left of `maxUpdate`. */
export function PolyScheduler(
  options: WarmupOptions & { readonly maxUpdate: number; readonly pwr?: number; readonly finalLr?: number },
): Scheduler {
  const { maxUpdate, pwr = 2, finalLr = 0, baseLr = 0.01, warmupSteps = 0 } = options;
  return warmed(options, (update) => {
    const share = Math.min(1, (update - warmupSteps) / (maxUpdate - warmupSteps));
    return finalLr + (baseLr - finalLr) * precise.pow(1 - share, pwr);
  });
}

/** To `finalLr` along half a cosine over `maxUpdate` (Loshchilov and Hutter, 2017). */
export function CosineScheduler(
  options: WarmupOptions & { readonly maxUpdate: number; readonly finalLr?: number },
): Scheduler {
  const { maxUpdate, finalLr = 0, baseLr = 0.01, warmupSteps = 0 } = options;
  return warmed(options, (update) => {
    const share = Math.min(1, (update - warmupSteps) / (maxUpdate - warmupSteps));
    return finalLr + ((baseLr - finalLr) * (1 + precise.cos(Math.PI * share))) / 2;
  });
}
