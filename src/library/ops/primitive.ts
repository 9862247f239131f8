// The door through which every operation goes: its value is computed, and recorded where somebody wants gradients.

import { isFloat, type Origin, type Tensor } from "../tensor/index.ts";
import { evaluate, isTransforming } from "./lifting.ts";
import { effect, tracer } from "./trace.ts";

/** The derivative of an operation by one of its inputs, applied to `dy`, the gradient of its output: written in operations, so that it has a gradient too. */
export type GradientRule<A> = (
  dy: Tensor,
  inputs: readonly Tensor[],
  output: Tensor,
  attributes: A,
  which: number,
) => Tensor | undefined;

/** What the gradient rules read besides shapes. "other": the rule for one of two inputs reads the other one. */
export type Saved = "inputs" | "other" | "last" | "output";

/** A batch under way. */
export interface Batch<A> {
  /** How many examples there are. */
  readonly size: number;
  /** Which inputs have one for each example. */
  readonly batched: readonly boolean[];
  /** The same operation, with other inputs and attributes. */
  readonly again: (inputs: readonly Tensor[], attributes: A) => Tensor;
}

/** An operation on batches: inputs that are batched have the examples along their first axis, and so has the result. Undefined: not this time. */
export type BatchRule<A> = (inputs: readonly Tensor[], attributes: A, batch: Batch<A>) => Tensor | undefined;

/** An operation: its value and its gradient, side by side. */
export interface Primitive<A = undefined> {
  /** "Mul", PyTorch's name of the backward node without "Backward0", for printing and for errors; or what gives the whole name. */
  readonly name: string | ((attributes: A, inputs: readonly Tensor[]) => string);
  /** A new tensor, of the first input's class. Its arguments are not changed. */
  readonly value: (inputs: readonly Tensor[], attributes: A) => Tensor;
  /** A rule for each input, or one for all of them, which is told which. Absent: the result does not depend smoothly on its inputs. */
  readonly gradient?: readonly GradientRule<A>[] | GradientRule<A> | undefined;
  /** Taken in the place of `gradient` while nothing records the backward pass: the same numbers with fewer steps. */
  readonly fast?: readonly GradientRule<A>[] | undefined;
  /** A change of it in place before the backward pass is an error. */
  readonly saves?: Saved | undefined;
  /**
   * What forward mode and batches need not be told: element by element, with broadcasting; linear in all inputs together; or in each of two.
   * Absent: forward mode turns the gradient rules round.
   */
  readonly form?: "elementwise" | "linear" | "bilinear" | undefined;
  /** Absent, for what is not element by element: examples are computed one by one. */
  readonly batch?: BatchRule<A> | undefined;
  /** Its rules may keep the gradients that they are given, or give what they or others hold: so that nobody else writes into either. */
  readonly shares?: boolean | undefined;
}

/** A primitive as all are held: one layout of fields, so that reading them stays fast. */
class Operation<A> implements Primitive<A> {
  readonly name: Primitive<A>["name"];
  readonly value: Primitive<A>["value"];
  readonly gradient: Primitive<A>["gradient"];
  readonly fast: Primitive<A>["fast"];
  readonly saves: Primitive<A>["saves"];
  readonly form: Primitive<A>["form"];
  readonly batch: Primitive<A>["batch"];
  readonly shares: Primitive<A>["shares"];

  constructor({ name, value, gradient, fast, saves, form, batch, shares }: Primitive<A>) {
    this.name = name;
    this.value = value;
    this.gradient = gradient;
    this.fast = fast;
    this.saves = saves;
    this.form = form;
    this.batch = batch;
    this.shares = shares;
  }
}

/** Defines an operation. */
export function primitive<A = undefined>(definition: Primitive<A>): Primitive<A> {
  return new Operation(definition);
}

/** What is told of a gradient, and may give another one in its place. */
export type GradientHook = (gradient: Tensor) => Tensor | undefined;

/** Told of each operation that is recorded; see `setOnRecord`. */
let onRecord: ((node: Node) => void) | undefined;

/** Sets who is told of each operation that is recorded: who looks for the one that made a NaN. */
export function setOnRecord(next: ((node: Node) => void) | undefined): void {
  onRecord = next;
}

/** A recorded operation. */
export class Node implements Origin {
  declare readonly id: number;
  declare readonly primitive: Primitive<unknown>;
  declare readonly attributes: unknown;
  /** Undefined after a backward pass that did not retain the graph. */
  declare inputs: readonly Tensor[] | undefined;
  declare readonly output: Tensor;
  /** Versions of what the rules read, when they were read. */
  declare readonly versions: readonly number[] | undefined;
  /** Of the pass that is under way: the sum of the gradients that have come in, and whether it is an array of its own. */
  declare gradient: Tensor | undefined;
  declare isOwn: boolean;
  /** The pass that has seen this node last. */
  declare pass: number;
  /** Told of the gradient that arrives here; what they give takes its place. */
  declare hooks: GradientHook[] | undefined;

  constructor(primitive: Primitive<unknown>, attributes: unknown, inputs: readonly Tensor[], output: Tensor) {
    this.id = ++lastId;
    this.primitive = primitive;
    this.attributes = attributes;
    this.inputs = inputs;
    this.output = output;
    const { saves } = primitive;
    this.versions =
      saves === undefined
        ? undefined
        : saves === "output"
          ? [output.storage.version]
          : inputs.length === 2
            ? [inputs[0].storage.version, inputs[1].storage.version]
            : inputs.map((input) => input.storage.version);
    this.gradient = undefined;
    this.isOwn = false;
    this.pass = 0;
    this.hooks = undefined;
    if (onRecord !== undefined) onRecord(this);
  }

  /** "MulBackward0" */
  get label(): string {
    const { name } = this.primitive;
    return typeof name === "string" ? `${name}Backward0` : name(this.attributes, this.inputs ?? []);
  }
}

/** A tensor whose gradient is wanted: where a backward pass ends. */
export class Leaf implements Origin {
  readonly id = 0;
  readonly label = "AccumulateGrad";
  /** The gradients of all passes since it was last cleared. */
  gradient: Tensor | undefined = undefined;
  /** Of the pass that is under way, and whether it is an array of its own. */
  incoming: Tensor | undefined = undefined;
  isOwn = false;
  pass = 0;
  hooks: GradientHook[] | undefined = undefined;
  /** MXNet's `grad_req`: add to what is there, or put in its place. */
  readonly accumulates: boolean;

  constructor(accumulates = true) {
    this.accumulates = accumulates;
  }
}

/** What a leaf has gathered. Read as a step of a trace, since the next run may find another tensor there. */
export function gradientOf(origin: Origin | undefined): Tensor | undefined {
  if (!(origin instanceof Leaf)) return undefined;
  return tracer === undefined ? origin.gradient : tracer(() => origin.gradient, [], undefined, "effect");
}

/** Sets what a leaf has gathered; nothing for other tensors. */
export function setGradient(origin: Origin | undefined, gradient: Tensor | undefined): void {
  if (!(origin instanceof Leaf)) return;
  effect(gradient === undefined ? [] : [gradient], ([again]) => {
    origin.gradient = again;
  });
}

let lastId = 0;

/** The number of the last operation that was recorded: those that come have higher ones. */
export function lastRecorded(): number {
  return lastId;
}

/** Whether operations are recorded: "always", "never", or, by "default", as the dialect does outside of any scope. */
export type Recording = "always" | "never" | "default";

let recording: Recording = "default";

/** Makes a dialect's tensors, a class and what extends it, record outside of any scope too: PyTorch's. */
export function recordByDefault(cls: { readonly prototype: Tensor }): void {
  Object.defineProperty(cls.prototype, "recordsByDefault", { value: true });
}

/** Makes a dialect's tensors without axes take the type of those that have some, as PyTorch's do. */
export function scalarsGiveWay(cls: { readonly prototype: Tensor }): void {
  Object.defineProperty(cls.prototype, "scalarsGiveWay", { value: true });
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

/** Sets whether operations are recorded, and gives what it was: for a scope that needs no function of its own. */
export function setRecording(mode: Recording): Recording {
  const before = recording;
  recording = mode;
  return before;
}

/** Whether operations are recorded now. */
export function recordingMode(): Recording {
  return recording;
}

/** True when an operation on tensors of this class would be recorded now. */
export function isRecording(cls?: { readonly prototype: Tensor }): boolean {
  return recording === "always" || (recording === "default" && cls?.prototype.recordsByDefault === true);
}

/** Computes an operation, and records it when an input is tracked. */
export function bind<A>(primitive: Primitive<A>, inputs: readonly Tensor[], attributes: A): Tensor {
  const output =
    tracer === undefined && !isTransforming()
      ? primitive.value(inputs, attributes)
      : evaluate(primitive, inputs, attributes);
  if (recording === "never" || primitive.gradient === undefined) return output;
  for (let i = 0; i < inputs.length; i++) {
    if (inputs[i].origin === undefined) continue;
    if ((recording === "always" || inputs[i].recordsByDefault) && isFloat(output.dtype))
      output.origin = new Node(primitive as Primitive<unknown>, attributes, inputs, output);
    return output;
  }
  return output;
}

/** The rule for one input, if there is one; `isFinal` when nobody wants the gradient of the gradient. */
export function ruleOf(
  primitive: Primitive<unknown>,
  which: number,
  isFinal: boolean,
): GradientRule<unknown> | undefined {
  const { fast, gradient } = primitive;
  if (isFinal && fast !== undefined) return fast[which];
  return typeof gradient === "function" ? gradient : gradient?.[which];
}
