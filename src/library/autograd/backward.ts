// Reverse mode: gradients from outputs back through what was recorded, newest operation first.

import { add, Leaf, Node, ruleOf, withRecording } from "../ops/index.ts";
import { copyElements, sameShape, show, sizeOf, type Tensor, wrap, zeros } from "../tensor/index.ts";

export interface BackwardOptions {
  /** Give the gradients of these and add to no leaf; a tensor that the outputs do not depend on gets undefined. */
  readonly inputs?: readonly Tensor[];
  /** Record the backward pass too, so that gradients have gradients. */
  readonly createGraph?: boolean;
  /** Keep what was recorded for another pass; by default only with `createGraph`. */
  readonly retainGraph?: boolean;
}

let passes = 0;

/**
 * Runs the chain rule from `outputs`, each with a seed of its own shape, and adds the gradients to the leaves that wait for them,
 * or gives those of `options.inputs`. @throws Error when an output was not recorded, when the graph is gone, or when a saved value was changed in place.
 */
export function backward(
  outputs: readonly Tensor[],
  seeds: readonly Tensor[],
  options: BackwardOptions = {},
): (Tensor | undefined)[] {
  const { inputs, createGraph = false, retainGraph = createGraph } = options;
  const pass = ++passes;
  const wanted = new Set(inputs?.map((input) => input.origin));
  const nodes: Node[] = [];
  const leaves: Leaf[] = [];
  const found = new Map<unknown, Tensor>();

  const visit = (tensor: Tensor) => {
    const { origin } = tensor;
    if (origin === undefined) return;
    const one = origin as Node | Leaf;
    if (one.pass === pass) return;
    one.pass = pass;
    if (one instanceof Leaf) leaves.push(one);
    else nodes.push(one);
  };
  const give = (tensor: Tensor, gradient: Tensor) => {
    const { origin } = tensor;
    if (origin instanceof Leaf)
      origin.incoming = origin.incoming === undefined ? gradient : add(origin.incoming, gradient);
    else if (origin instanceof Node)
      origin.gradient = origin.gradient === undefined ? gradient : add(origin.gradient, gradient);
  };

  return withRecording(createGraph ? "always" : "never", () => {
    outputs.forEach((output, i) => {
      if (output.origin === undefined)
        throw new Error("backward: the tensor does not require a gradient and was not recorded");
      if (!sameShape(output.shape, seeds[i].shape))
        throw new RangeError(
          `backward: a gradient of shape ${show(seeds[i].shape)} for a tensor of shape ${show(output.shape)}`,
        );
      visit(output);
      give(output, seeds[i]);
    });
    // All that the outputs come from; nodes that are wanted end the walk.
    for (let i = 0; i < nodes.length; i++) {
      if (wanted.has(nodes[i])) continue;
      const parents = nodes[i].inputs;
      if (parents === undefined)
        throw new Error(
          "backward: the graph is gone after a first backward pass; retain it (retainGraph) to go through it a second time",
        );
      for (const parent of parents) visit(parent);
    }
    nodes.sort((a, b) => b.id - a.id);
    for (const node of nodes) {
      const dy = node.gradient;
      node.gradient = undefined;
      if (wanted.has(node)) {
        if (dy !== undefined) found.set(node, dy);
        continue;
      }
      if (dy !== undefined) step(node, dy, give);
      if (!retainGraph) node.inputs = undefined;
    }
    for (const leaf of leaves) settle(leaf, inputs === undefined, found);
    return inputs === undefined ? [] : inputs.map((input) => found.get(input.origin));
  });
}

/** Passes the gradient of a node's output on to its inputs. */
function step(node: Node, dy: Tensor, give: (tensor: Tensor, gradient: Tensor) => void): void {
  const inputs = node.inputs ?? [];
  checkVersions(node, inputs);
  for (let i = 0; i < inputs.length; i++) {
    if (inputs[i].origin === undefined) continue;
    const gradient = ruleOf(node.primitive, i)?.(dy, inputs, node.output, node.attributes, i);
    if (gradient !== undefined) give(inputs[i], gradient);
  }
}

function checkVersions(node: Node, inputs: readonly Tensor[]): void {
  const { versions } = node;
  if (versions === undefined) return;
  const saved = node.primitive.saves === "output" ? [node.output] : inputs;
  for (let i = 0; i < saved.length; i++) {
    const { version } = saved[i].storage;
    if (version !== versions[i]) {
      throw new Error(
        `one of the variables needed for gradient computation has been modified by an inplace operation: a tensor of shape ${show(saved[i].shape)}, saved by ${node.label}, is at version ${version}; expected version ${versions[i]} instead`,
      );
    }
  }
}

function settle(leaf: Leaf, accumulate: boolean, found: Map<unknown, Tensor>): void {
  const incoming = leaf.incoming;
  leaf.incoming = undefined;
  if (incoming === undefined) return;
  found.set(leaf, incoming);
  if (!accumulate) return;
  // Several leaves may have been given one array, and optimizers write into gradients: each leaf gets its own.
  if (leaf.gradient !== undefined && leaf.accumulates) leaf.gradient = add(leaf.gradient, incoming);
  else
    leaf.gradient =
      incoming.origin === undefined ? wrap(incoming, copyElements(incoming), incoming.shape, incoming.dtype) : incoming;
}

/** Ones in the shape of `a`: the seed of a backward pass. */
export function onesLike(a: Tensor): Tensor {
  return wrap(a, zeros(a.dtype, sizeOf(a.shape)).fill(1), a.shape, a.dtype);
}
