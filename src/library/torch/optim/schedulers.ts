// torch.optim.lr_scheduler: learning rates that change with the epochs.

export * from "./lr-scheduler.ts";
export * from "./one-cycle.ts";
export * from "./warm-up.ts";
