// A function's steps, written down while it runs, and which arrays each of them asked for.

import { Node, type Primitive, type StepKind, setTracer, type Tracer } from "../ops/index.ts";
import {
  type DType,
  newArray,
  setAllocator,
  setOnDraw,
  type Tensor,
  type TensorClass,
  type TypedArray,
} from "../tensor/index.ts";
import { bufferOf, WatchedStorage } from "./storage.ts";

/** An array that a step asked for. */
export interface Request {
  readonly dtype: DType;
  readonly size: number;
  readonly buffer: ArrayBufferLike;
}

/** One operation, derivative or change, which can be done again. Tensors are named by their places in a list. */
export interface Step {
  readonly kind: StepKind;
  readonly run: (inputs: readonly Tensor[], attributes: unknown) => Tensor | undefined;
  readonly attributes: unknown;
  readonly inputs: readonly number[];
  /** Where its result goes; -1 when there is none. */
  readonly output: number;
  readonly requests: readonly Request[];
}

/** What is known of a function after it has been traced. */
export interface Trace {
  readonly steps: readonly Step[];
  /** Every tensor that a step read or gave, as it was then; those from outside are there again in each run. */
  readonly tensors: readonly Tensor[];
  /** Places of tensors that came from outside: parameters and constants. */
  readonly outside: ReadonlySet<number>;
}

/** A trace that is under way. */
export interface Tracing {
  /** A tensor in the place of `a` that stands for an argument. */
  argument(a: Tensor): Tensor;
  /** Calls `fn` and writes down its steps. */
  follow<R>(fn: () => R): R;
  /** The place of a tensor that came from a step or stands for an argument; undefined for one from outside. */
  placeOf(a: Tensor): number | undefined;
  /** The tensors from outside so far. */
  outside(): readonly Tensor[];
  /** Number of steps so far. */
  readonly length: number;
  /** Why the steps cannot be done again with other inputs; undefined when they can. */
  readonly obstacle: string | undefined;
  /** What was traced; nothing is watched any more. */
  finish(): Trace;
}

/** Through which the gradient of a stand-in goes on to the argument that it stands for. */
const standIn: Primitive<unknown> = {
  name: "Alias",
  value: ([a]) => a,
  gradient: [(dy) => dy],
};

/** Gives a tensor its own storage back: engines read many tensors faster when all have storages of one form. */
function unwatch(a: Tensor): void {
  if (a.storage instanceof WatchedStorage) (a as { storage: unknown }).storage = a.storage.inner;
}

/** Starts a trace. */
export function startTrace(): Tracing {
  const steps: Step[] = [];
  const tensors: Tensor[] = [];
  const places = new Map<Tensor, number>();
  const outside = new Set<number>();
  /** The first tensor of each storage that was made here. */
  const owners = new Map<WatchedStorage, number>();
  /** What changes from outside, as gradients do, may be read by effects without being named. */
  const states = new Set<WatchedStorage>();
  /** Made by the function itself, outside of any step: the same in every run. */
  const constants = new Set<ArrayBufferLike>();
  let obstacle: string | undefined;
  let step: { readonly kind: StepKind; readonly reads: Set<WatchedStorage>; readonly requests: Request[] } | undefined;
  let isFollowing = false;

  const refuse = (why: string): void => {
    obstacle ??= why;
  };
  const onRead = (storage: WatchedStorage): void => {
    if (step === undefined) {
      if (isFollowing) refuse("it reads the elements of a tensor");
    } else if (!step.reads.has(storage) && !(step.kind === "effect" && states.has(storage)))
      refuse("a step of it reads a tensor that it was not given");
  };
  const place = (a: Tensor): number => {
    places.set(a, tensors.length);
    return tensors.push(a) - 1;
  };
  /** Puts a watched storage in the place of a tensor's own. */
  const watch = (a: Tensor): void => {
    const watched = new WatchedStorage(a.storage, onRead);
    (a as { storage: unknown }).storage = watched;
    owners.set(watched, places.get(a) as number);
  };
  /** The place of an input; a view that was made outside of steps becomes a step, and what comes from elsewhere a constant. */
  const placeOfInput = (a: Tensor): number => {
    const known = places.get(a);
    if (known !== undefined) return known;
    const owner = a.storage instanceof WatchedStorage ? owners.get(a.storage) : undefined;
    const own = place(a);
    if (owner === undefined) outside.add(own);
    else {
      const distance = a.offset - tensors[owner].offset;
      const cls = a.constructor as TensorClass;
      const run = ([base]: readonly Tensor[]) =>
        new cls(base.storage, a.shape, a.strides, base.offset + distance, a.dtype);
      steps.push({ kind: "value", run, attributes: undefined, inputs: [owner], output: own, requests: [] });
    }
    return own;
  };

  const see: Tracer = (run, inputs, attributes, kind) => {
    const named = inputs.map(placeOfInput);
    const reads = new Set<WatchedStorage>();
    for (const { storage } of inputs) if (storage instanceof WatchedStorage) reads.add(storage);
    const requests: Request[] = [];
    step = { kind, reads, requests };
    const tracer = setTracer(undefined);
    let result: ReturnType<typeof run>;
    try {
      result = run(inputs, attributes);
    } finally {
      setTracer(tracer);
      step = undefined;
    }
    if (kind === "update" && outside.has(named[0]) && constants.has(bufferOf(inputs[0].storage)))
      refuse("it changes a tensor in place that it has made itself");
    let output = -1;
    if (result !== undefined) {
      output = places.get(result) ?? place(result);
      const isNew =
        !(result.storage instanceof WatchedStorage) && inputs.every(({ storage }) => storage !== result.storage);
      if (isNew) watch(result);
      if (kind === "effect" && result.storage instanceof WatchedStorage) states.add(result.storage);
    }
    steps.push({ kind, run: run as Step["run"], attributes, inputs: named, output, requests });
    return result;
  };
  const allocate = (dtype: DType, size: number): TypedArray => {
    const array = newArray(dtype, size);
    if (step === undefined) constants.add(array.buffer);
    else step.requests.push({ dtype, size, buffer: array.buffer });
    return array;
  };

  return {
    argument(a) {
      const cls = a.constructor as TensorClass;
      const own = new cls(a.storage, a.shape, a.strides, a.offset, a.dtype);
      place(own);
      watch(own);
      if (a.origin !== undefined) own.origin = new Node(standIn, undefined, [a], own);
      return own;
    },
    follow(fn) {
      const tracer = setTracer(see);
      const allocator = setAllocator(allocate);
      const onDraw = setOnDraw(() => {
        if (step === undefined) refuse("it draws random numbers outside of an operation");
      });
      isFollowing = true;
      try {
        return fn();
      } finally {
        isFollowing = false;
        setOnDraw(onDraw);
        setAllocator(allocator);
        setTracer(tracer);
      }
    },
    placeOf: (a) => {
      const known = places.get(a);
      if (known !== undefined || !(a.storage instanceof WatchedStorage)) return known;
      return owners.has(a.storage) ? placeOfInput(a) : undefined;
    },
    outside: () => [...outside].map((own) => tensors[own]),
    get length() {
      return steps.length;
    },
    get obstacle() {
      return obstacle;
    },
    finish() {
      for (const a of tensors) unwatch(a);
      return { steps, tensors, outside };
    },
  };
}
