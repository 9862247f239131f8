// Functions that are planned: what jit, hybridize, tf.function and torch.compile are made of.

import { backward } from "../autograd/index.ts";
import { bind, Node, type Primitive, recordingMode, setRecording, tracer } from "../ops/index.ts";
import { copyElements, isContiguous, type Tensor, wrap } from "../tensor/index.ts";
import { type Arena, arenaFor, type Plan, planOf, replay } from "./plan.ts";
import { startTrace } from "./trace.ts";
import { type Flat, flatten, identityOf } from "./tree.ts";

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
type Entry =
  | { readonly kind: "warm" }
  | { readonly kind: "eager"; readonly why: string }
  | { readonly kind: "planned"; readonly run: (flat: Flat) => unknown };

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
  const entries = new Map<string, Entry>();
  const call = (...args: Args): R => {
    if (tracer !== undefined) return fn(...args);
    const flat = flatten(args);
    const guards = options.guards?.().map(guardOf).join() ?? "";
    const key = `${recordingMode()} ${flat.key} ${guards}`;
    const entry = entries.get(key);
    if (entry === undefined) {
      if (entries.size < mostPlans) entries.set(key, { kind: "warm" });
      return fn(...args);
    }
    if (entry.kind === "eager" || !flat.tensors.every(isContiguous)) return fn(...args);
    if (entry.kind === "planned") return entry.run(flat) as R;
    const { result, next } = traced(fn, flat);
    entries.set(key, next);
    return result;
  };
  const report = () =>
    [...entries.values()].map((entry) =>
      entry.kind === "eager" ? entry.why : entry.kind === "warm" ? "new" : "planned",
    );
  return Object.assign(call, { report });
}

function guardOf(one: unknown): string {
  return (typeof one === "object" && one !== null) || typeof one === "function" ? identityOf(one) : String(one);
}

/** Runs a function and plans it, if that can be done. */
function traced<Args extends readonly unknown[], R>(
  fn: (...args: Args) => R,
  flat: Flat,
): { readonly result: R; readonly next: Entry } {
  const tracing = startTrace();
  const given = flat.tensors.map(tracing.argument);
  const result = tracing.follow(() => fn(...(flat.build(given) as Args)));
  const forward = tracing.length;
  const out = flatten(result);
  const eager = (why: string) => ({ result, next: { kind: "eager", why } as const });
  if (tracing.obstacle !== undefined) return eager(tracing.obstacle);
  // The graph of what was differentiated inside is gone.
  const isTracked = out.tensors.some(({ origin }) => origin instanceof Node && origin.inputs !== undefined);
  if (isTracked && out.tensors.length !== 1) return eager("gradients flow through more than one result");
  const outputs: number[] = [];
  for (const a of out.tensors) {
    const place = tracing.placeOf(a);
    if (place === undefined) return eager("it gives a tensor that comes from no operation");
    outputs.push(place);
  }
  if (!isTracked) {
    const plan = planOf(tracing.finish(), outputs);
    return { result, next: { kind: "planned", run: runner(plan, given.length, out) } };
  }

  // The derivatives by all that is tracked: arguments, and parameters from outside.
  const [output] = out.tensors;
  const { tensors, outside } = tracing.finish();
  const origins = new Map<unknown, Tensor>();
  for (const place of outside)
    if (tensors[place].origin !== undefined) origins.set(tensors[place].origin, tensors[place]);
  const parameters = [...origins.values()];
  if (parameters.some(({ origin }) => origin instanceof Node)) return eager("it uses a recorded tensor from outside");
  const tracked = flat.tensors.map((a, i) => (a.origin === undefined ? -1 : i)).filter((i) => i >= 0);
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
    again: (flatAgain) => flatten(fn(...(flatAgain.build(flatAgain.tensors) as Args))).tensors[0],
    arena: undefined,
  };
  const inputsOf = (one: Flat) => [...tracked.map((i) => one.tensors[i]), ...parameters];
  const run = (one: Flat) => out.build([callOf(differentiable, one, inputsOf(one))]);
  const first: Call = {
    planned: differentiable,
    flat,
    tensors: [...trace.tensors],
    arena: arenaFor(plan),
    value: output,
  };
  return { result: out.build([record(first, inputsOf(flat))]) as R, next: { kind: "planned", run } };
}

/** Runs a plan through which no gradients flow. */
function runner(plan: Plan, count: number, out: Flat): (flat: Flat) => unknown {
  let arena: Arena | undefined;
  return ({ tensors }) => {
    arena ??= arenaFor(plan);
    const places = plan.outside.slice();
    for (let i = 0; i < count; i++) places[i] = tensors[i];
    replay(plan, arena, places, 0, plan.steps.length);
    return out.build(plan.outputs.map((place) => places[place] as Tensor));
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
  readonly again: (flat: Flat) => Tensor;
  /** Free memory, and whose values stand in it. */
  arena: { readonly arena: Arena; owner: Call | undefined; isFree: boolean } | undefined;
}

/** One call of such a function. */
interface Call {
  readonly planned: Differentiable;
  readonly flat: Flat;
  readonly tensors: (Tensor | undefined)[];
  readonly arena: Arena;
  readonly value: Tensor;
  /** Its gradients, and what they were computed from. */
  results?: { readonly dy: Tensor; readonly gradients: readonly (Tensor | undefined)[] };
}

function callOf(planned: Differentiable, flat: Flat, inputs: readonly Tensor[]): Tensor {
  const { plan, forward, output } = planned;
  // Values of an earlier call that still waits for its backward pass stay where they are.
  if (planned.arena === undefined || !planned.arena.isFree)
    planned.arena = { arena: arenaFor(plan), owner: undefined, isFree: true };
  const { arena } = planned.arena;
  const tensors = plan.outside.slice();
  for (let i = 0; i < flat.tensors.length; i++) tensors[i] = flat.tensors[i];
  replay(plan, arena, tensors, 0, forward);
  const call: Call = { planned, flat, tensors, arena, value: tensors[output] as Tensor };
  planned.arena.owner = call;
  planned.arena.isFree = false;
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
};

function gradientsOf(call: Call, dy: Tensor, inputs: readonly Tensor[]): readonly (Tensor | undefined)[] {
  const { planned, arena, tensors } = call;
  if (call.results?.dy === dy) return call.results.gradients;
  const mine = planned.arena?.arena === arena ? planned.arena : undefined;
  // Where the gradients' own gradients are wanted, and where another call has taken the memory, it is done without the plan.
  const isLost = mine?.owner !== undefined && mine.owner !== call;
  if (recordingMode() !== "never" || isLost) {
    const recording = recordingMode();
    setRecording("always");
    try {
      const value = planned.again(call.flat);
      const gradients = backward([value], [dy], { inputs, createGraph: recording !== "never" });
      call.results = { dy, gradients };
    } finally {
      setRecording(recording);
    }
    return call.results.gradients;
  }
  tensors[planned.seed] = isContiguous(dy) ? dy : wrap(dy, copyElements(dy), dy.shape, dy.dtype);
  replay(planned.plan, arena, tensors, planned.forward, planned.plan.steps.length);
  const gradients = planned.gradients.map((place) => (place === undefined ? undefined : tensors[place]));
  call.results = { dy, gradients };
  if (mine) mine.isFree = true;
  return gradients;
}
