// Reverse mode: gradients from outputs back through what was recorded, newest operation first.

import {
  add,
  addInPlace,
  cast,
  type GradientRule,
  isTransforming,
  Leaf,
  Node,
  ruleOf,
  setRecording,
  type Tracer,
  tracer,
} from "../ops/index.ts";
import { sameShape, show, sizeOf, type Tensor, wrap, zeros } from "../tensor/index.ts";
import { Holders } from "./holders.ts";
import { hooked, settle } from "./leaves.ts";

/** What a backward pass does besides. */
export interface BackwardOptions {
  /** Give the gradients of these and add to no leaf; a tensor that the outputs do not depend on gets undefined. */
  readonly inputs?: readonly Tensor[];
  /** Record the backward pass too, so that gradients have gradients. */
  readonly createGraph?: boolean;
  /** Keep what was recorded for another pass; by default only with `createGraph`. */
  readonly retainGraph?: boolean;
  /** With `inputs`: nothing recorded up to this number (see `lastRecorded`) depends on them, and is passed by. */
  readonly since?: number | undefined;
}

let passes = 0;

/** What one backward pass works on. */
interface Pass {
  readonly id: number;
  /** Origins whose gradients are asked for; the walk ends at them. */
  readonly wanted: ReadonlySet<unknown> | undefined;
  readonly found: Map<unknown, Tensor> | undefined;
  readonly since: number;
  readonly nodes: Node[];
  readonly leaves: Leaf[];
  readonly retains: boolean;
  /** Nothing records this pass: sums may be made in place, and fast rules taken. */
  readonly isFinal: boolean;
  /** Of the gradients on their way; undefined where others may look at them. */
  readonly holders: Holders | undefined;
}

/**
 * Runs the chain rule from `outputs`, each with a seed of its own shape, and adds the gradients to the leaves that wait for them,
 * or gives those of `options.inputs`. @throws Error when an output was not recorded, when the graph is gone, or when a saved value was changed in place.
 */
export function backward(
  outputs: readonly Tensor[],
  seeds: readonly Tensor[],
  options: BackwardOptions = {},
): (Tensor | undefined)[] {
  const { inputs, createGraph = false, retainGraph = createGraph, since = 0 } = options;
  const isFinal = !createGraph && !isTransforming();
  const pass: Pass = {
    id: ++passes,
    wanted: inputs && new Set(inputs.map((input) => input.origin)),
    found: inputs && new Map<unknown, Tensor>(),
    since,
    nodes: [],
    leaves: [],
    retains: retainGraph,
    isFinal,
    holders: isFinal && tracer === undefined ? new Holders() : undefined,
  };
  const before = setRecording(createGraph ? "always" : "never");
  try {
    for (let i = 0; i < outputs.length; i++) start(pass, outputs[i], seeds[i]);
    run(pass);
  } finally {
    setRecording(before);
  }
  return inputs === undefined ? [] : inputs.map((input) => pass.found?.get(input.origin));
}

function start(pass: Pass, output: Tensor, seed: Tensor): void {
  if (output.origin === undefined)
    throw new Error("backward: the tensor does not require a gradient and was not recorded");
  if (!sameShape(output.shape, seed.shape))
    throw new RangeError(
      `backward: a gradient of shape ${show(seed.shape)} for a tensor of shape ${show(output.shape)}`,
    );
  visit(pass, output.origin);
  give(pass, output.origin, seed, false);
}

/** Lists an origin once in a pass. */
function visit(pass: Pass, origin: unknown): void {
  if (origin instanceof Node) {
    if (origin.pass === pass.id || origin.id <= pass.since) return;
    origin.pass = pass.id;
    pass.nodes.push(origin);
  } else if (origin instanceof Leaf) {
    if (origin.pass === pass.id) return;
    origin.pass = pass.id;
    pass.leaves.push(origin);
  }
}

/** Adds a gradient to what has come in; `isOwn` when no one else holds its array. */
function give(pass: Pass, origin: unknown, gradient: Tensor, isOwn: boolean): void {
  if (origin instanceof Node) {
    if (origin.id <= pass.since) return;
    const sum = joined(pass, origin.gradient, origin.isOwn, gradient);
    origin.isOwn = origin.gradient === undefined ? isOwn : true;
    origin.gradient = sum;
  } else if (origin instanceof Leaf) {
    const sum = joined(pass, origin.incoming, origin.isOwn, gradient);
    origin.isOwn = origin.incoming === undefined ? isOwn : true;
    origin.incoming = sum;
  }
}

function joined(pass: Pass, before: Tensor | undefined, isOwn: boolean, gradient: Tensor): Tensor {
  if (before === undefined) return gradient;
  const isInPlace = pass.isFinal && isOwn && addInPlace(before, gradient);
  const sum = isInPlace ? before : add(before, gradient);
  pass.holders?.release(gradient);
  if (!isInPlace) {
    pass.holders?.release(before);
    pass.holders?.hold(sum, true);
  }
  return sum;
}

function run(pass: Pass): void {
  const { nodes, leaves, wanted, found, isFinal, retains, holders } = pass;
  // All that the outputs come from, newest first.
  for (let i = 0; i < nodes.length; i++) {
    if (wanted?.has(nodes[i])) continue;
    const { inputs } = nodes[i];
    if (inputs === undefined)
      throw new Error(
        "Trying to backward through the graph a second time: what it saved was freed by the first pass. Pass { retainGraph: true } to the first backward to go through it again.",
      );
    for (let j = 0; j < inputs.length; j++) visit(pass, inputs[j].origin);
  }
  sortNewestFirst(nodes);
  try {
    for (const node of nodes) {
      const dy = hooked(node, node.gradient);
      node.gradient = undefined;
      if (wanted?.has(node)) {
        if (dy !== undefined) {
          found?.set(node, dy);
          holders?.keep(dy);
        }
        continue;
      }
      if (dy !== undefined) {
        // What a hook has seen, or given, others may hold; and what a rule shares.
        if (node.hooks !== undefined || node.primitive.shares) holders?.keep(dy);
        step(pass, node, dy);
        holders?.release(dy);
      }
      if (!retains) node.inputs = undefined;
    }
    for (const leaf of leaves) settle(leaf, isFinal, found, holders);
  } finally {
    // A rule that throws must not leave half a pass behind.
    for (const node of nodes) node.gradient = undefined;
    for (const leaf of leaves) leaf.incoming = undefined;
  }
}

/** The walk meets nodes nearly in this order, so that for the few of a small graph insertion is the fastest. */
function sortNewestFirst(nodes: Node[]): void {
  if (nodes.length > 64) {
    nodes.sort((a, b) => b.id - a.id);
    return;
  }
  for (let i = 1; i < nodes.length; i++) {
    const node = nodes[i];
    let j = i - 1;
    for (; j >= 0 && nodes[j].id < node.id; j--) nodes[j + 1] = nodes[j];
    nodes[j + 1] = node;
  }
}

/** Passes the gradient of a node's output on to its inputs. */
function step(pass: Pass, node: Node, dy: Tensor): void {
  const { inputs, output, attributes, primitive } = node;
  if (inputs === undefined) return;
  for (let i = 0; i < inputs.length; i++) {
    const { origin } = inputs[i];
    if (origin === undefined || isApart(pass, origin)) continue;
    checkVersions(node, inputs, i);
    const rule = ruleOf(primitive, i, pass.isFinal);
    if (rule === undefined) continue;
    const given =
      tracer === undefined || !pass.isFinal
        ? rule(dy, inputs, output, attributes, i)
        : traced(tracer, rule, dy, inputs, output, attributes, i);
    if (given !== undefined && isSuspicious !== undefined) isSuspicious(node, given, i);
    if (given === undefined) continue;
    // Where types met, the gradient goes back in the input's own.
    const gradient = cast(given, inputs[i].dtype);
    const isOwn = primitive.shares !== true && isNew(gradient, dy, inputs, output);
    pass.holders?.hold(gradient, isOwn);
    give(pass, origin, gradient, isOwn);
  }
}

/** Whether nobody asks for a gradient by this, nor by what it comes from. */
function isApart({ since, wanted }: Pass, origin: unknown): boolean {
  return origin instanceof Node ? origin.id <= since : since > 0 && wanted !== undefined && !wanted.has(origin);
}

/** Looks at each gradient that a rule gives; see anomaly.ts. */
let isSuspicious: ((node: Node, gradient: Tensor, which: number) => void) | undefined;

/** Sets who looks at each gradient that a rule gives. */
export function setSuspicion(next: typeof isSuspicious): void {
  isSuspicious = next;
}

/** A rule as one step of a trace. What it calls records nothing, so that nobody needs to see it. */
function traced(
  see: Tracer,
  rule: GradientRule<unknown>,
  dy: Tensor,
  inputs: readonly Tensor[],
  output: Tensor,
  attributes: unknown,
  which: number,
): Tensor | undefined {
  const run = ([gradient, value, ...rest]: readonly Tensor[]) => rule(gradient, rest, value, attributes, which);
  return see(run, [dy, output, ...inputs], undefined, "value");
}

/** Whether a rule made its result, rather than passed on or looked at what it was given. */
function isNew(gradient: Tensor, dy: Tensor, inputs: readonly Tensor[], output: Tensor): boolean {
  const { storage } = gradient;
  if (storage === dy.storage || storage === output.storage) return false;
  for (let i = 0; i < inputs.length; i++) if (inputs[i].storage === storage) return false;
  return true;
}

function checkVersions(node: Node, inputs: readonly Tensor[], which: number): void {
  const { versions } = node;
  if (versions === undefined) return;
  const { saves } = node.primitive;
  if (saves === "output") checkVersion(node, node.output, versions[0]);
  else if (saves === "other") checkVersion(node, inputs[1 - which], versions[1 - which]);
  else if (saves === "last") checkVersion(node, inputs[inputs.length - 1], versions[inputs.length - 1]);
  else for (let i = 0; i < inputs.length; i++) checkVersion(node, inputs[i], versions[i]);
}

function checkVersion(node: Node, { storage, dtype, shape }: Tensor, expected: number): void {
  if (storage.version !== expected)
    throw new Error(
      `one of the variables needed for gradient computation has been modified by an inplace operation: the ${dtype} tensor of shape ${show(shape)} that ${node.label} has saved is at version ${storage.version}; expected version ${expected} instead`,
    );
}

/** Ones in the shape of `a`: the seed of a backward pass. */
export function onesLike(a: Tensor): Tensor {
  return wrap(a, zeros(a.dtype, sizeOf(a.shape)).fill(1), a.shape, a.dtype);
}

/** Zeros in the shape of `a`. */
export function zerosLike<T extends Tensor>(a: T): T {
  return wrap(a, zeros(a.dtype, sizeOf(a.shape)), a.shape, a.dtype);
}
