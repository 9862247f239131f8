// Rules that the dialects name: losses and optimizers.

export * from "./losses.ts";
export * from "./update.ts";
