// One time step of recurrent cells, written in operations: what the modules for single steps are, and what has derivatives of any order.

import { add, index, mul, relu, sigmoid, sub, tanh } from "../../ops/index.ts";
import type { Tensor } from "../../tensor/index.ts";
import { type CellName, cells } from "./kernels.ts";

/**
 * The new states of a cell from its old ones, [N, H] each: `x` and `h`, [N, gates · H], are the products of the input and of the state
 * with their matrices. Gates stand in PyTorch's order: reset, update, candidate; input, forget, candidate, output.
 */
export function cellStep(name: CellName, x: Tensor, h: Tensor, states: readonly Tensor[]): readonly Tensor[] {
  const size = states[0].shape[1];
  const gate = (a: Tensor, i: number): Tensor => index(a, [":", `${i * size}:${(i + 1) * size}`]);
  if (name === "tanh" || name === "relu") return [(name === "tanh" ? tanh : relu)(add(x, h))];
  if (name === "gru") {
    const [state] = states;
    const reset = sigmoid(add(gate(x, 0), gate(h, 0)));
    const update = sigmoid(add(gate(x, 1), gate(h, 1)));
    const candidate = tanh(add(gate(x, 2), mul(reset, gate(h, 2))));
    return [add(candidate, mul(update, sub(state, candidate)))];
  }
  const both = add(x, h);
  const [input, forget, output] = [0, 1, 3].map((i) => sigmoid(gate(both, i)));
  const cell = add(mul(forget, states[1]), mul(input, tanh(gate(both, 2))));
  return [mul(output, tanh(cell)), cell];
}

/** How many products with its state a cell needs: the rows of its matrices are so many times H. */
export function gatesOf(name: CellName): number {
  return cells[name].gates;
}

/** How many states a cell has: LSTM a memory cell besides. */
export function statesOf(name: CellName): number {
  return cells[name].states;
}
