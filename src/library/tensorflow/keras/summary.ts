// tf.keras.Model.summary: layers, shapes and numbers of parameters as Keras lays them out.

import type { Shape } from "../../tensor/index.ts";
import type { Layer } from "./layer.ts";

/** What of a model a summary reads. */
export interface Summarized extends Layer<unknown> {
  readonly graphLayers?: readonly Layer<unknown>[];
}

const width = 65;
const ends = [29, 55, width] as const;

const line = (fields: readonly string[]): string =>
  fields.reduce((text, field, i) => ` ${text.slice(1)}${field}`.slice(0, ends[i]).padEnd(ends[i]), " ");

const count = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ",");
const shapeOf = (shape: Shape | undefined): string =>
  shape === undefined
    ? "multiple"
    : `(None${shape
        .slice(1)
        .map((n) => `, ${n}`)
        .join("")}${shape.length === 1 ? "," : ""})`;
const sizeOf = (variables: readonly { readonly shape: Shape }[]): number =>
  variables.reduce((sum, { shape }) => sum + shape.reduce((product, n) => product * n, 1), 0);

/** The lines. @throws Error for a model whose variables are not there yet. */
export function summaryOf(model: Summarized): string[] {
  const layers = model.sublayers();
  if (!model.built && !model.graphLayers && layers.some(({ outputShape }) => outputShape === undefined))
    throw new Error(
      "This model has not yet been built. Build the model first by calling it on a batch of data, or begin it with tf.keras.Input.",
    );
  const rows = layers.map((one) =>
    line([`${one.name} (${one.constructor.name})`, shapeOf(one.outputShape), `${one.countParams()}`]),
  );
  return [
    `Model: "${model.name}"`,
    "_".repeat(width),
    line(["Layer (type)", "Output Shape", "Param #"]),
    "=".repeat(width),
    ...rows.flatMap((row) => [row, " ".repeat(width)]),
    "=".repeat(width),
    `Total params: ${count(sizeOf(model.variables))}`,
    `Trainable params: ${count(sizeOf(model.trainableVariables))}`,
    `Non-trainable params: ${count(sizeOf(model.nonTrainableVariables))}`,
    "_".repeat(width),
  ];
}
