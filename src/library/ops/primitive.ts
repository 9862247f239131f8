// The door through which every operation goes: its value is computed, and recorded where somebody wants gradients.

import { isFloat, type Origin, type Tensor } from "../tensor/index.ts";

/** The derivative of an operation by one of its inputs, applied to `dy`, the gradient of its output: written in operations, so that it has a gradient too. */
export type GradientRule<A> = (
  dy: Tensor,
  inputs: readonly Tensor[],
  output: Tensor,
  attributes: A,
  which: number,
) => Tensor | undefined;

/** An operation: its value and its gradient, side by side. */
export interface Primitive<A = undefined> {
  /** "Mul": PyTorch's name of the backward node without its ending, for printing and for errors. */
  readonly name: string;
  /** A new tensor, of the first input's class. Its arguments are not changed. */
  readonly value: (inputs: readonly Tensor[], attributes: A) => Tensor;
  /** A rule for each input, or one for all of them, which is told which. Absent: the result does not depend smoothly on its inputs. */
  readonly gradient?: readonly GradientRule<A>[] | GradientRule<A>;
  /** What the rules read besides shapes: a change of it in place before the backward pass is an error. */
  readonly saves?: "inputs" | "output";
}

/** A recorded operation. */
export class Node implements Origin {
  readonly id: number;
  readonly primitive: Primitive<unknown>;
  readonly attributes: unknown;
  /** Undefined after a backward pass that did not retain the graph. */
  inputs: readonly Tensor[] | undefined;
  readonly output: Tensor;
  /** Versions of what the rules read, when they were read. */
  readonly versions: readonly number[] | undefined;
  /** Of the pass that is under way: the sum of the gradients that have come in. */
  gradient: Tensor | undefined = undefined;
  /** The pass that has seen this node last. */
  pass = 0;

  constructor(primitive: Primitive<unknown>, attributes: unknown, inputs: readonly Tensor[], output: Tensor) {
    this.id = ++lastId;
    this.primitive = primitive;
    this.attributes = attributes;
    this.inputs = inputs;
    this.output = output;
    this.versions =
      primitive.saves === "inputs"
        ? inputs.map(versionOf)
        : primitive.saves === "output"
          ? [output.storage.version]
          : undefined;
  }

  get label(): string {
    return `${this.primitive.name}Backward0`;
  }
}

function versionOf(tensor: Tensor): number {
  return tensor.storage.version;
}

/** A tensor whose gradient is wanted: where a backward pass ends. */
export class Leaf implements Origin {
  readonly id = 0;
  readonly label = "AccumulateGrad";
  /** The gradients of all passes since it was last cleared. */
  gradient: Tensor | undefined = undefined;
  /** Of the pass that is under way. */
  incoming: Tensor | undefined = undefined;
  pass = 0;
  /** MXNet's `grad_req`: add to what is there, or put in its place. */
  readonly accumulates: boolean;

  constructor(accumulates = true) {
    this.accumulates = accumulates;
  }
}

let lastId = 0;

/** Whether operations are recorded: "always", "never", or, by "default", as the dialect does outside of any scope. */
export type Recording = "always" | "never" | "default";

let recording: Recording = "default";
/** Classes of tensors whose operations are recorded outside of any scope: PyTorch's. */
const recorders = new Set<unknown>();

/** Makes a dialect's tensors record outside of any scope too. */
export function recordByDefault(cls: unknown): void {
  recorders.add(cls);
}

/** Calls `scope` with operations recorded or not, and puts back what was before. A scope that is a promise keeps it until it settles. */
export function withRecording<R>(mode: Recording, scope: () => R): R {
  const before = recording;
  recording = mode;
  let result: R;
  try {
    result = scope();
  } catch (error) {
    recording = before;
    throw error;
  }
  if (result instanceof Promise) {
    return result.finally(() => {
      recording = before;
    }) as R;
  }
  recording = before;
  return result;
}

/** True when an operation on tensors of this class would be recorded now. */
export function isRecording(cls?: unknown): boolean {
  return recording === "always" || (recording === "default" && recorders.has(cls));
}

/** Computes an operation, and records it when an input is tracked. */
export function bind<A>(primitive: Primitive<A>, inputs: readonly Tensor[], attributes: A): Tensor {
  const output = primitive.value(inputs, attributes);
  if (recording === "never" || primitive.gradient === undefined) return output;
  for (let i = 0; i < inputs.length; i++) {
    if (inputs[i].origin === undefined) continue;
    if ((recording === "always" || recorders.has(inputs[i].constructor)) && isFloat(output.dtype))
      output.origin = new Node(primitive as Primitive<unknown>, attributes, inputs, output);
    return output;
  }
  return output;
}

/** The rule for one input, if there is one. */
export function ruleOf(primitive: Primitive<unknown>, which: number): GradientRule<unknown> | undefined {
  return typeof primitive.gradient === "function" ? primitive.gradient : primitive.gradient?.[which];
}
