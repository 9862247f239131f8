// Anomaly mode: names the operation whose derivative made the first NaN, and where it was recorded.

import { type Node, setOnRecord } from "../ops/index.ts";
import { elements, type Tensor } from "../tensor/index.ts";
import { setSuspicion } from "./backward.ts";

const places = new WeakMap<Node, Error>();
let detects = false;

/** Whether anomaly mode is on. */
export function isDetectingAnomaly(): boolean {
  return detects;
}

/**
 * Switches anomaly mode. While it is on, operations remember where they were recorded, and a backward pass throws at the first gradient
 * with a NaN in it, in PyTorch's words; the error's `cause` is the place of the operation. It costs a look at every gradient.
 */
export function setDetectAnomaly(on: boolean): void {
  detects = on;
  setOnRecord(
    on
      ? (node) => {
          places.set(node, new Error(`the forward call that recorded ${node.label}`));
        }
      : undefined,
  );
  setSuspicion(on ? look : undefined);
}

function look(node: Node, gradient: Tensor, which: number): void {
  for (const value of elements(gradient))
    if (Number.isNaN(value))
      throw new Error(`Function '${node.label}' returned nan values in its ${which}th output.`, {
        cause: places.get(node),
      });
}
