// tf.keras: models, layers, losses, metrics, optimizers, initializers, regularizers.

export * as activations from "./activations.ts";
export * as callbacks from "./callbacks.ts";
export * as initializers from "./initializers.ts";
export * as layers from "./layers.ts";
export * as losses from "./losses.ts";
export * as metrics from "./metrics.ts";
export { type CompileOptions, type FitOptions, type GraphOptions, type History, Model, Sequential } from "./model.ts";
/** Models under Keras's other name for them. */
export * as models from "./models.ts";
export * as optimizers from "./optimizers.ts";
export * as regularizers from "./regularizers.ts";
export { Input, type KerasTensor } from "./symbolic.ts";
export * as utils from "./utils.ts";
