// tf.keras: models, layers, losses, optimizers, initializers.

export * as initializers from "./initializers.ts";
export * as layers from "./layers.ts";
export * as losses from "./losses.ts";
export { Model, Sequential } from "./model.ts";
export * as optimizers from "./optimizers.ts";
