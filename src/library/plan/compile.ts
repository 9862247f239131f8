// Functions that are planned: what jit, hybridize, tf.function and torch.compile are made of.

import { backward } from "../autograd/index.ts";
import {
  bind,
  isTransforming,
  Node,
  type Primitive,
  type Recording,
  recordingMode,
  setRecording,
  tracer,
} from "../ops/index.ts";
import { copyElements, isContiguous, type Tensor, wrap } from "../tensor/index.ts";
import { arenaFor, type Plan, planOf } from "./plan.ts";
import { type Program, programOf } from "./program.ts";
import { startTrace } from "./trace.ts";
import { build, type Form, fits, formOf, tensorsOf } from "./tree.ts";

/** How a function is planned. */
export interface CompileOptions {
  /** What else the function depends on, compared one by one before each call: whether a module is in training, its parameters. */
  readonly guards?: () => readonly unknown[];
}

/** A function that is planned, and what became of it. */
export interface Compiled<Args extends readonly unknown[], R> {
  (...args: Args): R;
  /** For each form of arguments: "planned", or why it runs as it is. */
  readonly report: () => readonly string[];
}

/** Forms of arguments that are planned for one function; further ones run as they are. PyTorch's limit is 8. */
const mostPlans = 16;

/** What is known of one form of arguments. */
interface Entry {
  readonly form: Form;
  readonly recording: Recording;
  readonly guards: readonly unknown[];
  /** Undefined before the second call. */
  outcome: Outcome | undefined;
}

/** A plan, as a function of the arguments' tensors; or why there is none. */
type Outcome = ((tensors: readonly Tensor[]) => unknown) | string;

/**
 * A function that does what `fn` does, by a plan: the first call with a form of arguments (nesting, shapes, types, numbers) runs as it is,
 * so that what is made at first use is made; the second is traced; from the third on its operations are done again, one after the other,
 * in memory laid out for them, and `fn` is not called. So `fn` must do nothing else that matters but operations on tensors: no printing, no counting.
 * Numbers are the same as without a plan. Where a function reads a tensor's elements, to branch by them or to draw, it runs as it is.
 * Gradients flow through a result that is one tensor.
 */
export function compile<Args extends readonly unknown[], R>(
  fn: (...args: Args) => R,
  options: CompileOptions = {},
): Compiled<Args, R> {
  const entries: Entry[] = [];
  const call = (...args: Args): R => {
    if (tracer !== undefined || isTransforming()) return fn(...args);
    const recording = recordingMode();
    const guards = options.guards?.() ?? none;
    for (const entry of entries) {
      const tensors: Tensor[] = [];
      if (entry.recording !== recording || !fits(entry.form, args, tensors) || !areSame(entry.guards, guards)) continue;
      const { outcome } = entry;
      if (typeof outcome === "string" || !tensors.every(isContiguous)) return fn(...args);
      if (outcome !== undefined) return outcome(tensors) as R;
      const { result, next } = traced(fn, entry.form, tensors);
      entry.outcome = next;
      return result;
    }
    if (entries.length < mostPlans) entries.push({ form: formOf(args), recording, guards, outcome: undefined });
    return fn(...args);
  };
  const report = () =>
    entries.map(({ outcome }) => (typeof outcome === "string" ? outcome : outcome === undefined ? "new" : "planned"));
  return Object.assign(call, { report });
}

const none: readonly unknown[] = [];

function areSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
}

/** Runs a function and plans it, if that can be done. */
function traced<Args extends readonly unknown[], R>(
  fn: (...args: Args) => R,
  form: Form,
  args: readonly Tensor[],
): { readonly result: R; readonly next: Outcome } {
  const tracing = startTrace();
  const given = args.map(tracing.argument);
  const result = tracing.follow(() => fn(...(build(form, given) as Args)));
  const forward = tracing.length;
  const out = formOf(result);
  const results = tensorsOf(result);
  const eager = (why: string) => {
    tracing.finish();
    return { result, next: why };
  };
  if (tracing.obstacle !== undefined) return eager(tracing.obstacle);
  // The graph of what was differentiated inside is gone.
  const isTracked = results.some(({ origin }) => origin instanceof Node && origin.inputs !== undefined);
  if (isTracked && results.length !== 1) return eager("gradients flow through more than one result");
  const outputs: number[] = [];
  for (const a of results) {
    const place = tracing.placeOf(a);
    if (place === undefined) return eager("it gives a tensor that comes from no operation");
    outputs.push(place);
  }
  if (!isTracked) {
    const plan = planOf(tracing.finish(), outputs);
    return { result, next: runner(plan, given.length, out) };
  }

  // The derivatives by all that is tracked: arguments, and parameters from outside.
  const [output] = results;
  const origins = new Map<unknown, Tensor>();
  for (const a of tracing.outside()) if (a.origin !== undefined) origins.set(a.origin, a);
  const parameters = [...origins.values()];
  if (parameters.some(({ origin }) => origin instanceof Node)) return eager("it uses a recorded tensor from outside");
  const tracked = args.map((a, i) => (a.origin === undefined ? -1 : i)).filter((i) => i >= 0);
  const wanted = [...tracked.map((i) => given[i]), ...parameters];
  const seed = tracing.argument(wrap(output, copyElements(output).fill(1), output.shape, output.dtype));
  const gradients = tracing.follow(() => backward([output], [seed], { inputs: wanted, retainGraph: true }));
  const places = gradients.map((a) => (a === undefined ? undefined : tracing.placeOf(a)));
  if (tracing.obstacle !== undefined) return eager(tracing.obstacle);
  const trace = tracing.finish();
  const all = [...outputs, ...places.filter((place) => place !== undefined)];
  const plan = planOf(trace, all, forward);
  const differentiable: Differentiable = {
    plan,
    forward,
    output: outputs[0],
    seed: trace.tensors.indexOf(seed),
    gradients: places,
    again: (tensors) => tensorsOf(fn(...(build(form, tensors) as Args)))[0],
    memory: undefined,
  };
  const inputsOf = (tensors: readonly Tensor[]) => [...tracked.map((i) => tensors[i]), ...parameters];
  const next = (tensors: readonly Tensor[]) => build(out, [callOf(differentiable, tensors, inputsOf(tensors))]);
  const first: Call = {
    planned: differentiable,
    args,
    tensors: [...trace.tensors],
    program: programOf(plan, arenaFor(plan)),
    value: output,
  };
  return { result: build(out, [record(first, inputsOf(args))]) as R, next };
}

/** Runs a plan through which no gradients flow. */
function runner(plan: Plan, count: number, out: Form): (tensors: readonly Tensor[]) => unknown {
  let program: Program | undefined;
  return (tensors) => {
    program ??= programOf(plan, arenaFor(plan));
    const places = plan.outside.slice();
    for (let i = 0; i < count; i++) places[i] = tensors[i];
    program(places, 0, plan.steps.length);
    return build(
      out,
      plan.outputs.map((place) => places[place] as Tensor),
    );
  };
}

/** A plan of a value and of its derivatives. */
interface Differentiable {
  readonly plan: Plan;
  /** Number of the steps that make the value. */
  readonly forward: number;
  readonly output: number;
  readonly seed: number;
  /** Places of the gradients by what is tracked. */
  readonly gradients: readonly (number | undefined)[];
  /** The value without a plan. */
  readonly again: (args: readonly Tensor[]) => Tensor;
  /** Its steps in memory that may be free, and whose values stand there. */
  memory: { readonly program: Program; owner: Call | undefined; isFree: boolean } | undefined;
}

/** One call of such a function. */
interface Call {
  readonly planned: Differentiable;
  readonly args: readonly Tensor[];
  readonly tensors: (Tensor | undefined)[];
  readonly program: Program;
  readonly value: Tensor;
  /** Its gradients, and what they were computed from. */
  results?: { readonly dy: Tensor; readonly gradients: readonly (Tensor | undefined)[] };
}

function callOf(planned: Differentiable, args: readonly Tensor[], inputs: readonly Tensor[]): Tensor {
  const { plan, forward, output } = planned;
  // Values of an earlier call that still waits for its backward pass stay where they are.
  if (planned.memory === undefined || !planned.memory.isFree)
    planned.memory = { program: programOf(plan, arenaFor(plan)), owner: undefined, isFree: true };
  const { program } = planned.memory;
  const tensors = plan.outside.slice();
  for (let i = 0; i < args.length; i++) tensors[i] = args[i];
  program(tensors, 0, forward);
  const call: Call = { planned, args, tensors, program, value: tensors[output] as Tensor };
  planned.memory.owner = call;
  planned.memory.isFree = false;
  return record(call, inputs);
}

/** The value of a call as an operation on what is tracked. */
function record(call: Call, inputs: readonly Tensor[]): Tensor {
  return bind(compiledPrimitive, inputs, call);
}

const compiledPrimitive: Primitive<Call> = {
  name: () => "CompiledFunctionBackward",
  value: (_inputs, { value: { storage, shape, strides, offset, dtype }, value }) =>
    new (value.constructor as new (...args: readonly unknown[]) => Tensor)(storage, shape, strides, offset, dtype),
  gradient: (dy, inputs, _output, call, which) => gradientsOf(call, dy, inputs)[which],
  saves: "inputs",
  shares: true,
};

function gradientsOf(call: Call, dy: Tensor, inputs: readonly Tensor[]): readonly (Tensor | undefined)[] {
  const { planned, program, tensors } = call;
  if (call.results?.dy === dy) return call.results.gradients;
  const mine = planned.memory?.program === program ? planned.memory : undefined;
  // Where the gradients' own gradients are wanted, and where another call has taken the memory, it is done without the plan.
  const isLost = mine?.owner !== undefined && mine.owner !== call;
  if (recordingMode() !== "never" || isLost || isTransforming()) {
    const recording = recordingMode();
    setRecording("always");
    try {
      const value = planned.again(call.args);
      const gradients = backward([value], [dy], { inputs, createGraph: recording !== "never" });
      call.results = { dy, gradients };
    } finally {
      setRecording(recording);
    }
    return call.results.gradients;
  }
  tensors[planned.seed] = isContiguous(dy) ? dy : wrap(dy, copyElements(dy), dy.shape, dy.dtype);
  program(tensors, planned.forward, planned.plan.steps.length);
  const gradients = planned.gradients.map((place) => (place === undefined ? undefined : tensors[place]));
  call.results = { dy, gradients };
  if (mine) mine.isFree = true;
  return gradients;
}
