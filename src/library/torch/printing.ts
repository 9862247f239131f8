// torch.setPrintoptions: how tensors are printed.

import { type PrintOptions, printDefaults, type Tensor } from "../tensor/index.ts";

export type { PrintOptions } from "../tensor/index.ts";

const profiles = {
  default: printDefaults,
  short: { ...printDefaults, precision: 2, edgeitems: 2 },
  full: { ...printDefaults, threshold: Number.POSITIVE_INFINITY },
} as const;

let options: PrintOptions = printDefaults;

/** What holds now. */
export const printOptions = (): PrintOptions => options;

/**
 * Sets how tensors are printed from now on: `setPrintoptions({ precision: 2, sciMode: false })`. A profile, "default", "short" or "full",
 * sets all that is not said; without one, what is not said stays, but for `sciMode`, which goes back to null.
 */
export function setPrintoptions({
  profile,
  sciMode = null,
  ...given
}: Partial<PrintOptions> & { readonly profile?: keyof typeof profiles }): void {
  options = { ...(profile === undefined ? options : profiles[profile]), ...given, sciMode };
}

/** Tensors that were made parameters. */
const owned = new WeakSet<Tensor>();

/** Has a tensor print as a parameter, and gives it. */
export function own<T extends Tensor>(parameter: T): T {
  owned.add(parameter);
  return parameter;
}

/** Whether a tensor was made a parameter. */
export const isOwned = (a: Tensor): boolean => owned.has(a);
