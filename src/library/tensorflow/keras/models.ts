// tf.keras.models

export { Model, Sequential } from "./model.ts";
