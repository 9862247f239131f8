// A recurrent cell over a whole sequence, as one operation: what comes from the input is one product of matrices for all time steps,
// and so is the derivative by the recurrent matrix.

import { pullBack } from "../../autograd/index.ts";
import {
  add,
  bind,
  index,
  isTransforming,
  matmulTransposed,
  type Primitive,
  primitive,
  recordingMode,
  reshape,
  stack,
} from "../../ops/index.ts";
import { elements, room, type Tensor, type TypedArray, view, wrap, zeros } from "../../tensor/index.ts";
import { matmul } from "../../tensor/kernels/matmul.ts";
import { sumRows } from "../../tensor/kernels/reduce.ts";
import { cellStep } from "./cells.ts";
import { type Cell, type CellName, cells, type Part } from "./kernels.ts";

/** What a scan gives: the states after each step, [T, N, H], and all states after the last, [N, H] each. */
export interface Scanned {
  readonly outputs: Tensor;
  readonly states: readonly Tensor[];
}

/** One call: which cell, and the gradients that a pass back has found. */
interface Call {
  readonly name: CellName;
  /** Of the last output gradient that was asked about. */
  found: { readonly dy: Tensor; readonly gradients: readonly Tensor[] } | undefined;
}

/**
 * Runs a cell over a sequence. `x`, [T, N, gates · H], is the input's part of each step, `states` the first ones, [N, H] each, `weight`
 * [gates · H, H] and `bias` [gates · H] belong to the state. Gates stand as in `cellStep`.
 */
export function scan(name: CellName, x: Tensor, states: readonly Tensor[], weight: Tensor, bias: Tensor): Scanned {
  const { states: count } = cells[name];
  const inputs = [x, ...states, weight, bias];
  const record = bind(recordPrimitive, inputs, name);
  const planes = bind(scanPrimitive, [...inputs, record], { name, found: undefined });
  const outputs = count === 1 ? reshape(planes, planes.shape.slice(1)) : index(planes, [0]);
  return { outputs, states: states.map((_, i) => index(planes, [i, -1])) };
}

/** Sizes of a scan by its inputs. */
function sizesOf(x: Tensor, weight: Tensor) {
  const [steps, rows] = x.shape;
  const size = weight.shape[1];
  return { steps, rows, size, width: weight.shape[0], part: rows * size };
}

/** The states before a step: the first ones, or the record's planes a step earlier. */
function statesBefore(
  step: number,
  first: readonly TypedArray[],
  record: TypedArray,
  plane: number,
  part: number,
): Part[] {
  return first.map((array, i) =>
    step === 0 ? { array, at: 0 } : { array: record, at: i * plane + (step - 1) * part },
  );
}

/** Everything that the steps make, [planes, T, N, H]; see kernels.ts. */
const recordPrimitive: Primitive<CellName> = primitive({
  name: "Recurrent",
  value: (inputs, name) => {
    const cell = cells[name];
    const [x, weight, bias] = [inputs[0], inputs[inputs.length - 2], inputs[inputs.length - 1]];
    const { steps, rows, size, width, part } = sizesOf(x, weight);
    const plane = steps * part;
    const record = room(x.dtype, cell.planes * plane);
    const first = inputs.slice(1, 1 + cell.states).map(elements);
    const [input, matrix, shift] = [elements(x), elements(weight), elements(bias)];
    const h = room(x.dtype, rows * width);
    for (let t = 0; t < steps; t++) {
      const before = statesBefore(t, first, record, plane, part);
      matmul(before[0].array, before[0].at, size, 1, matrix, 0, 1, size, h, 0, rows, size, width);
      for (let row = 0, o = 0; row < rows; row++) for (let j = 0; j < width; j++) h[o++] += shift[j];
      cell.forward({ rows, size, x: input, xo: t * rows * width, h, record, plane, at: t * part, before });
    }
    return wrap(x, record, [cell.planes, steps, rows, size], x.dtype);
  },
});

/** The states of all steps, [states, T, N, H], out of the record, which is its last input. */
const scanPrimitive: Primitive<Call> = primitive({
  name: "Rnn",
  value: (inputs, { name }) => {
    const record = inputs[inputs.length - 1];
    return view(record, [cells[name].states, ...record.shape.slice(1)], record.strides, record.offset);
  },
  gradient: (dy, inputs, _output, call, which) => {
    if (which === inputs.length - 1) return undefined;
    if (call.found?.dy !== dy)
      call.found = {
        dy,
        gradients:
          recordingMode() === "never" && !isTransforming()
            ? back(call.name, dy, inputs)
            : backByCells(call.name, dy, inputs),
      };
    return call.found.gradients[which];
  },
  saves: "inputs",
  shares: true,
});

/** The gradients by all inputs but the record, step by step from the last. */
function back(name: CellName, dy: Tensor, inputs: readonly Tensor[]): readonly Tensor[] {
  const cell: Cell = cells[name];
  const [x, weight, bias] = [inputs[0], inputs[inputs.length - 3], inputs[inputs.length - 2]];
  const { steps, rows, size, width, part } = sizesOf(x, weight);
  const plane = steps * part;
  const record = elements(inputs[inputs.length - 1]);
  const first = inputs.slice(1, 1 + cell.states).map(elements);
  const matrix = elements(weight);
  const outer = elements(dy);
  const dx = room(x.dtype, steps * rows * width);
  const dh = cell.gates === 3 ? room(x.dtype, steps * rows * width) : dx;
  const states = first.map(() => zeros(x.dtype, part));
  const through = room(x.dtype, part);
  for (let t = steps - 1; t >= 0; t--) {
    for (const [i, state] of states.entries())
      for (let j = 0, from = i * plane + t * part; j < part; j++) state[j] += outer[from++];
    const before = statesBefore(t, first, record, plane, part);
    const at = t * rows * width;
    cell.backward({ rows, size, record, plane, at: t * part, before, states, dx, xo: at, dh, ho: at });
    matmul(dh, at, width, 1, matrix, 0, size, 1, through, 0, rows, width, size);
    for (let j = 0; j < part; j++) states[0][j] += through[j];
  }
  // One product for all steps, with the states before each.
  const before = room(x.dtype, plane);
  before.set(first[0]);
  before.set(record.subarray(0, plane - part), part);
  const dWeight = room(x.dtype, width * size);
  matmul(dh, 0, 1, width, before, 0, size, 1, dWeight, 0, width, steps * rows, size);
  const dBias = room(x.dtype, width);
  sumRows(dh, 0, steps * rows, width, dBias);
  return [
    wrap(x, dx, x.shape, x.dtype),
    ...states.map((state, i) => wrap(x, state, inputs[1 + i].shape, x.dtype)),
    wrap(weight, dWeight, weight.shape, x.dtype),
    wrap(bias, dBias, bias.shape, x.dtype),
  ];
}

/** The same, recorded: through the steps written in operations. */
function backByCells(name: CellName, dy: Tensor, inputs: readonly Tensor[]): readonly Tensor[] {
  // Inputs that nobody tracks are tracked here: in forward mode they may all be such.
  const { pull } = pullBack(
    (tracked) => {
      const [x, weight, bias] = [tracked[0], tracked[tracked.length - 2], tracked[tracked.length - 1]];
      let states: readonly Tensor[] = tracked.slice(1, -2);
      const planes: Tensor[][] = states.map(() => []);
      for (let t = 0; t < x.shape[0]; t++) {
        states = cellStep(name, index(x, [t]), add(matmulTransposed(states[0], weight), bias), states);
        for (const [i, state] of states.entries()) planes[i].push(state);
      }
      return { outputs: [stack(planes.map((plane) => stack(plane)))], result: undefined };
    },
    inputs.slice(0, -1),
  );
  return pull([dy]);
}
