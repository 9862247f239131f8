// Rules that the dialects name: initial weights, losses and optimizers.

export * from "./activations.ts";
export * from "./adaptive.ts";
export * from "./init.ts";
export * from "./losses.ts";
export * from "./normalize.ts";
export * from "./orthogonal.ts";
export * from "./recurrent/index.ts";
export * from "./update.ts";
export * from "./windows.ts";
