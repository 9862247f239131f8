// tf.keras.Input, and the graph of layers that grows from it: what functional models are made of.

import type { DType, Shape } from "../../tensor/index.ts";
import { fill } from "../functions.ts";
import { Tensor } from "../tensor.ts";
import type { Layer } from "./layer.ts";

/** Where a symbolic tensor comes from. */
export interface Step {
  readonly layer: Layer<unknown>;
  /** What the layer was called with, symbolic tensors among it. */
  readonly inputs: readonly unknown[];
  /** Which of several outputs; undefined for the only one. */
  readonly which: number | undefined;
}

/** A tensor that stands for what a model will be given or will compute: of one example of zeros, so that shapes are known. */
export class KerasTensor extends Tensor {
  /** What functions make of it are tensors, which no layer stands behind. */
  static readonly resultClass = Tensor;
  /** Undefined for an input. */
  step: Step | undefined = undefined;

  /** As Keras shows it: "<KerasTensor: shape=(None, 4) dtype=float32>". */
  override toString(): string {
    return `<KerasTensor: shape=(${["None", ...this.shape.slice(1)].join(", ")}${this.shape.length === 1 ? "," : ""}) dtype=${this.dtype}>`;
  }
  [Symbol.for("Jupyter.display")](): { "text/plain": string } {
    return { "text/plain": this.toString() };
  }
}

function symbol(like: Tensor, step: Step | undefined): KerasTensor {
  const made = new KerasTensor(like.storage, like.shape, like.strides, like.offset, like.dtype);
  made.step = step;
  return made;
}

/** A model's input: examples of this shape. `const x = tf.keras.Input({ shape: [4] })`. */
export function Input({
  shape,
  dtype = "float32",
}: {
  /** Of one example, without the batch's axis. */
  readonly shape: Shape;
  readonly dtype?: DType;
}): KerasTensor {
  return symbol(fill([1, ...shape], 0, { dtype }), undefined);
}

/** Whether a layer was given a symbolic tensor, or a list with one. */
export const isSymbolic = (input: unknown): boolean =>
  input instanceof KerasTensor || (Array.isArray(input) && input.some((one) => one instanceof KerasTensor));

/** A layer's outputs as symbolic tensors, which know the layer and its inputs. */
export function joined<Output>(layer: Layer<unknown>, inputs: readonly unknown[], output: Output): Output {
  const one = (tensor: unknown, which: number | undefined): unknown =>
    tensor instanceof Tensor ? symbol(tensor, { layer, inputs, which }) : tensor;
  return (Array.isArray(output) ? output.map(one) : one(output, undefined)) as Output;
}

/** The layers on the way from inputs to outputs, in the order in which they come. @throws Error for an output that does not come from the inputs alone. */
export function layersBetween(inputs: readonly Tensor[], outputs: readonly Tensor[]): Layer<unknown>[] {
  const found: Layer<unknown>[] = [];
  const seen = new Set<unknown>(inputs);
  const visit = (one: unknown): void => {
    if (Array.isArray(one)) for (const each of one) visit(each);
    if (!(one instanceof KerasTensor) || seen.has(one)) return;
    seen.add(one);
    if (one.step === undefined)
      throw new Error(
        `Graph disconnected: cannot obtain value for tensor ${one}. It is an Input that is not among the model's inputs.`,
      );
    visit(one.step.inputs);
    if (!found.includes(one.step.layer)) found.push(one.step.layer);
  };
  for (const output of outputs) {
    if (!(output instanceof KerasTensor))
      throw new TypeError(
        "Model: outputs must come from layers that were called with tf.keras.Input; what functions make of it, a layer does: new tf.keras.layers.Lambda(fn), layers.Add, layers.Concatenate …",
      );
    visit(output);
  }
  return found;
}

/** The outputs for values of the inputs. */
export function run(
  inputs: readonly Tensor[],
  outputs: readonly Tensor[],
  values: readonly Tensor[],
  options: unknown,
): Tensor[] {
  const known = new Map<Tensor, Tensor>(inputs.map((input, i) => [input, values[i]]));
  const called = new Map<readonly unknown[], unknown>();
  const evaluate = (one: unknown): unknown => {
    if (Array.isArray(one)) return one.map(evaluate);
    if (!(one instanceof KerasTensor)) return one;
    const before = known.get(one);
    if (before !== undefined) return before;
    const { layer, inputs: given, which } = one.step as Step;
    // A layer with several outputs is called once.
    if (!called.has(given)) {
      const own = given.map(evaluate);
      const isTold = given.some(
        (input) => typeof input === "object" && input !== null && "training" in input && !(input instanceof Tensor),
      );
      called.set(given, layer.call(...([...own, ...(isTold || options === undefined ? [] : [options])] as never[])));
    }
    const result = called.get(given);
    const value = (which === undefined ? result : (result as Tensor[])[which]) as Tensor;
    known.set(one, value);
    return value;
  };
  return outputs.map((one) => evaluate(one) as Tensor);
}
