// A plan's steps as the kernels that they call, with the arrays that they hand them: what is done from the second run on, without the
// way that leads there (shapes, strides, new tensors). The first run finds out. A step that reads or writes elements otherwise than by
// kernels that are launched, or changes what lies outside of tensors, is done again as it is.

import { setRecording } from "../ops/index.ts";
import {
  isContiguous,
  newArray,
  type Storage,
  sameShape,
  setAllocator,
  setKeeper,
  type Tensor,
  type TensorClass,
  type TypedArray,
} from "../tensor/index.ts";
import { type Kernel, setLauncher } from "../tensor/kernels/launch.ts";
import { allocate, use } from "./arena.ts";
import type { Arena, Plan } from "./plan.ts";
import { WatchedStorage } from "./storage.ts";
import type { Request } from "./trace.ts";

/** Elements that steps share. */
interface Source {
  storage: Storage;
  /** Where the first lies that steps may use: not 0 for tensors that come anew with each run. */
  offset: number;
  /** The calls that are told when they lie elsewhere; undefined for what lies where it lay. */
  readonly uses: Use[] | undefined;
  /** What the steps are given while it is found out what they do: it begins where they may begin. */
  readonly watched: WatchedStorage;
}

/** An argument of a call that is a source's array. */
interface Use {
  readonly args: unknown[];
  readonly at: number;
}

/** A tensor of which all is known but where its elements lie. */
interface Form {
  readonly source: Source;
  /** From where the source begins. */
  readonly offset: number;
  readonly like: Tensor;
}

/** A plan's steps in one arena. Reads and writes `tensors` at the places of what comes from outside, of arguments and of outputs. */
export type Program = (tensors: (Tensor | undefined)[], from: number, to: number) => void;

/** The program of a plan in an arena; to be run from its first step to some step, and from there to its end. */
export function programOf(plan: Plan, arena: Arena): Program {
  const { steps } = plan;
  /** What the steps do, one thing after the other. */
  const code: (() => void)[] = [];
  /** Where the code of each step begins, as far as it is known. */
  const starts: number[] = [0];
  const forms = new Map<number, Form>();
  const sources = new Map<unknown, Source>();
  /** Of arguments, by their places. */
  const given = new Map<number, Source>();
  const made = new Set<number>();
  /** A tensor came in another form than before: all is done as it is. */
  let isBroken = false;

  // Of the run that is under way.
  let tensors: (Tensor | undefined)[] = [];
  let end = 0;
  // Of the step of which it is being found out what it does: the arrays that it was given to write into, and those of them that no kernel
  // has seen yet.
  let isTouched = false;
  let pending: (() => void)[] = [];
  const arrays = new Map<unknown, Source>();
  const idle = new Set<unknown>();

  const onTouch = (): void => {
    isTouched = true;
  };
  const sourceOf = (storage: Storage, offset: number, uses: Use[] | undefined): Source => {
    const watched = new WatchedStorage(offset === 0 ? storage : partOf(storage, offset), onTouch);
    const source = { storage, offset, uses, watched };
    sources.set(watched, source);
    return source;
  };
  const launch = (kernel: Kernel, args: readonly unknown[]): void => {
    const own = args.slice();
    for (const [at, arg] of args.entries()) {
      const source = sources.get(arg) ?? arrays.get(arg);
      if (source !== undefined) {
        own[at] = source.watched.inner.array;
        source.uses?.push({ args: own, at });
        idle.delete(own[at]);
      } else if (ArrayBuffer.isView(arg)) isTouched = true;
      else if (isStorage(arg)) {
        // A plain number, which the next operation overwrites; nobody knows where others come from.
        if (arg.array.length !== 1) isTouched = true;
        own[at] = arg.array.slice();
      }
    }
    Reflect.apply(kernel, undefined, own);
    pending.push(() => Reflect.apply(kernel, undefined, own));
  };
  /** An array for a step. */
  const hand = (dtype: Tensor["dtype"], size: number, isWritten: boolean): TypedArray => {
    const array = allocate(dtype, size, isWritten);
    const isOurs = array.buffer === arena.buffer;
    const source = sourceOf({ array, version: 0 }, 0, isOurs ? undefined : []);
    arrays.set(array, source);
    idle.add(array);
    // A new array for what outlives the run.
    if (!isOurs) pending.push(() => move(source, { array: newArray(dtype, size), version: 0 }, 0));
    else if (!isWritten) pending.push(() => array.fill(0));
    return array;
  };
  /** The storage of a tensor that a step makes. */
  const store = (array: TypedArray): Storage => {
    const source = arrays.get(array);
    if (source !== undefined) return source.watched;
    isTouched = true;
    return { array, version: 0 };
  };

  /** How the tensor at a place looks; undefined where its elements may lie anyhow. */
  const formAt = (place: number): Form | undefined => {
    const known = forms.get(place);
    const tensor = tensors[place];
    if (known !== undefined || tensor === undefined || made.has(place)) return known;
    const isGiven = plan.outside[place] === undefined;
    if (isGiven && !isContiguous(tensor)) return undefined;
    const source = sourceOf(tensor.storage, isGiven ? tensor.offset : 0, isGiven ? [] : undefined);
    if (isGiven) given.set(place, source);
    const form: Form = { source, offset: isGiven ? 0 : tensor.offset, like: tensor };
    forms.set(place, form);
    made.add(place);
    return form;
  };
  /** Does a step that is done as it is. */
  const perform = (at: number): Tensor | undefined => {
    const { kind, run, attributes, inputs, requests } = steps[at];
    const own = new Array<Tensor>(inputs.length);
    for (let j = 0; j < inputs.length; j++) own[j] = tensors[inputs[j]] as Tensor;
    if (kind === "effect") return run(own, attributes);
    use(requests, arena.arrays[at]);
    setAllocator(allocate);
    try {
      return run(own, attributes);
    } finally {
      setAllocator(undefined);
    }
  };

  /** Calls a step and sees what it does to elements. */
  const watching = (requests: readonly Request[], laidOut: Arena["arrays"][number], call: () => Tensor | undefined) => {
    arrays.clear();
    idle.clear();
    use(requests, laidOut);
    setAllocator(hand);
    setKeeper(store);
    setLauncher(launch);
    try {
      return call();
    } finally {
      setLauncher(undefined);
      setKeeper(undefined);
      setAllocator(undefined);
    }
  };

  /** Does a step for the first time, and writes down what it does. */
  const explore = (at: number): void => {
    const { kind, run, attributes, inputs, output, requests } = steps[at];
    const own = kind === "effect" ? [undefined] : inputs.map(formAt);
    pending = [];
    isTouched = own.includes(undefined);
    let result: Tensor | undefined;
    if (isTouched) {
      for (const place of inputs) keep(place);
      result = perform(at);
    } else {
      const known = own as readonly Form[];
      result = watching(requests, arena.arrays[at], () =>
        run(
          known.map((one) => tensorOf(one, one.source.watched, one.offset)),
          attributes,
        ),
      );
      const source = result && sources.get(result.storage);
      const form = result && source && { source, offset: result.offset, like: result };
      if (!isTouched && idle.size === 0 && (result === undefined || form !== undefined)) {
        code.push(...pending);
        if (kind === "update")
          code.push(() => {
            known[0].source.storage.version += 1;
          });
        if (output >= 0 && form !== undefined) {
          forms.set(output, form);
          tensors[output] = current(form);
        }
        return;
      }
      // What it gave is right, and lies where the step that is done as it is puts it.
      if (form !== undefined) result = current(form);
      for (const place of inputs) keep(place);
    }
    let form: Form | undefined;
    if (output >= 0) {
      tensors[output] = result;
      made.add(output);
      forms.delete(output);
      if (result !== undefined && isContiguous(result)) {
        form = { source: sourceOf(result.storage, result.offset, []), offset: 0, like: result };
        forms.set(output, form);
      }
    }
    code.push(() => again(at, form));
  };
  /** From here on there is a tensor at a place. */
  const keep = (place: number): void => {
    const form = forms.get(place);
    if (form === undefined || made.has(place)) return;
    made.add(place);
    code.push(() => {
      tensors[place] = current(form);
    });
  };

  /** Does a step as it is, and tells who reads what it gives. */
  const again = (at: number, form: Form | undefined): void => {
    const result = perform(at);
    if (steps[at].output >= 0) tensors[steps[at].output] = result;
    if (form === undefined) return;
    if (result !== undefined && isAlike(result, form.like)) move(form.source, result.storage, result.offset);
    else {
      isBroken = true;
      for (const [place, known] of forms) tensors[place] ??= current(known);
      for (let i = at + 1; i < end; i++) again(i, undefined);
    }
  };

  const explain = (from: number): void => {
    for (let at = from; at < end; at++) {
      explore(at);
      starts[at + 1] = code.length;
    }
    for (const place of plan.outputs) keep(place);
    starts[end] = code.length;
  };

  const play = (from: number): void => {
    for (const [place, source] of given) {
      const a = tensors[place];
      if (a !== undefined) move(source, a.storage, a.offset);
    }
    for (let i = starts[from]; i < starts[end] && !isBroken; i++) code[i]();
  };

  return (run, from, to) => {
    tensors = run;
    end = to;
    const recording = setRecording("never");
    const allocator = setAllocator(undefined);
    try {
      if (isBroken || from >= starts.length) for (let at = from; at < to; at++) again(at, undefined);
      else if (to < starts.length) play(from);
      else explain(from);
    } catch (error) {
      // What was found out so far is not all.
      isBroken ||= to >= starts.length;
      throw error;
    } finally {
      tensors = [];
      setAllocator(allocator);
      setRecording(recording);
    }
  };
}

function tensorOf({ like }: Form, storage: Storage, offset: number): Tensor {
  // A variable is made from values; what it stands for is a tensor.
  const cls = like.constructor as TensorClass & { readonly resultClass?: TensorClass };
  return new (cls.resultClass ?? cls)(storage, like.shape, like.strides, offset, like.dtype);
}

/** The tensor as it is in this run. */
function current(form: Form): Tensor {
  return tensorOf(form, form.source.storage, form.source.offset + form.offset);
}

function isAlike(a: Tensor, b: Tensor): boolean {
  return a.dtype === b.dtype && a.constructor === b.constructor && sameShape(a.shape, b.shape) && isContiguous(a);
}

/** A storage from an element on. */
function partOf(storage: Storage, offset: number): Storage {
  return {
    array: storage.array.subarray(offset),
    get version() {
      return storage.version;
    },
    set version(version) {
      storage.version = version;
    },
  };
}

function isStorage(value: unknown): value is Storage {
  return typeof value === "object" && value !== null && "array" in value;
}

/** Tells who reads a source where its elements lie now. */
function move(source: Source, storage: Storage, offset: number): void {
  if (source.storage === storage && source.offset === offset) return;
  source.storage = storage;
  source.offset = offset;
  const { uses } = source;
  if (uses === undefined) return;
  const array = offset === 0 ? storage.array : storage.array.subarray(offset);
  for (let i = 0; i < uses.length; i++) uses[i].args[uses[i].at] = array;
}
