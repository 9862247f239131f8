// One time step of recurrent cells on plain arrays, and its derivatives. A record holds, plane by plane, what a step makes: the
// new state first, then what the way back needs.

import type { TypedArray } from "../../tensor/index.ts";
import { relu, sigmoid, tanh } from "../../tensor/kernels/math.ts";

/** The cells: Elman's with tanh or a rectifier, the gated recurrent unit (Cho et al., 2014), long short-term memory (Hochreiter and Schmidhuber, 1997). */
export type CellName = "tanh" | "relu" | "gru" | "lstm";

/** Where a step reads and writes: rows of examples, `size` numbers each. */
export interface Step {
  readonly rows: number;
  readonly size: number;
  /** What comes from the input, [rows, gates · size] from `xo` on, and from the state before, [rows, gates · size]. */
  readonly x: TypedArray;
  readonly xo: number;
  readonly h: TypedArray;
  /** The record, and the distance of its planes; this step's part of each starts at `at`. */
  readonly record: TypedArray;
  readonly plane: number;
  readonly at: number;
  /** The states before, each with its place. */
  readonly before: readonly Part[];
}

/** A part of an array, from a place on. */
export interface Part {
  readonly array: TypedArray;
  readonly at: number;
}

/** A step on its way back. */
export interface StepBack extends Omit<Step, "x" | "xo" | "h"> {
  /** The gradients by the new states; what this step gives back by the old ones, without the way through the matrix, takes their place. */
  readonly states: readonly TypedArray[];
  /** Filled: the gradients by what came from the input, from `xo` on, and from the state before. */
  readonly dx: TypedArray;
  readonly xo: number;
  readonly dh: TypedArray;
  readonly ho: number;
}

/** A cell: how many products with the state it needs, how many states it has, how many planes of a record it fills. */
export interface Cell {
  readonly gates: number;
  readonly states: number;
  readonly planes: number;
  readonly forward: (step: Step) => void;
  readonly backward: (step: StepBack) => void;
}

/** `record[plane] ← act(x[gate] + h[gate])` for all examples. */
function activate({ rows, size, x, xo, h, record, at }: Step, gate: number, gates: number, to: number, act: Act): void {
  const start = to + at;
  for (let row = 0, o = start; row < rows; row++) {
    let from = row * gates * size + gate * size;
    for (let i = 0; i < size; i++, from++) record[o++] = x[xo + from] + h[from];
  }
  act(record, start, record.subarray(start, start + rows * size), rows * size);
}
type Act = typeof tanh;

const elman = (act: Act, slope: (y: number) => number): Cell => ({
  gates: 1,
  states: 1,
  planes: 1,
  forward: (step) => activate(step, 0, 1, 0, act),
  backward({ rows, size, record, at, states: [dState], dx, xo, dh, ho }) {
    for (let i = 0; i < rows * size; i++) {
      const d = dState[i] * slope(record[at + i]);
      dx[xo + i] = d;
      dh[ho + i] = d;
      dState[i] = 0;
    }
  },
});

/** Planes: the state, the reset gate, the update gate, the candidate, and what came from the state before for the candidate. */
const gru: Cell = {
  gates: 3,
  states: 1,
  planes: 5,
  forward(step) {
    const { rows, size, x, xo, h, record, plane, at, before } = step;
    activate(step, 0, 3, plane, sigmoid);
    activate(step, 1, 3, 2 * plane, sigmoid);
    const [reset, update, candidate, product] = [plane + at, 2 * plane + at, 3 * plane + at, 4 * plane + at];
    for (let row = 0, i = 0; row < rows; row++) {
      let from = (3 * row + 2) * size;
      for (let j = 0; j < size; j++, i++, from++) {
        record[product + i] = h[from];
        record[candidate + i] = x[xo + from] + record[reset + i] * h[from];
      }
    }
    tanh(record, candidate, record.subarray(candidate, candidate + rows * size), rows * size);
    const [{ array, at: old }] = before;
    for (let i = 0; i < rows * size; i++) {
      const n = record[candidate + i];
      record[at + i] = n + record[update + i] * (array[old + i] - n);
    }
  },
  backward({ rows, size, record, plane, at, before, states: [dState], dx, xo, dh, ho }) {
    const [{ array, at: old }] = before;
    for (let row = 0, i = 0; row < rows; row++) {
      let to = 3 * row * size;
      for (let j = 0; j < size; j++, i++, to++) {
        const d = dState[i];
        const r = record[plane + at + i];
        const z = record[2 * plane + at + i];
        const n = record[3 * plane + at + i];
        const dn = d * (1 - z) * (1 - n * n);
        const dr = dn * record[4 * plane + at + i] * r * (1 - r);
        const dz = d * (array[old + i] - n) * z * (1 - z);
        dx[xo + to] = dr;
        dh[ho + to] = dr;
        dx[xo + to + size] = dz;
        dh[ho + to + size] = dz;
        dx[xo + to + 2 * size] = dn;
        dh[ho + to + 2 * size] = dn * r;
        dState[i] = d * z;
      }
    }
  },
};

/** Planes: the state, the memory cell, the input gate, the forget gate, the candidate, the output gate, and tanh of the memory cell. */
const lstm: Cell = {
  gates: 4,
  states: 2,
  planes: 7,
  forward(step) {
    const { rows, size, record, plane, at, before } = step;
    activate(step, 0, 4, 2 * plane, sigmoid);
    activate(step, 1, 4, 3 * plane, sigmoid);
    activate(step, 2, 4, 4 * plane, tanh);
    activate(step, 3, 4, 5 * plane, sigmoid);
    const { array, at: old } = before[1];
    const count = rows * size;
    const [cell, squashed] = [plane + at, 6 * plane + at];
    for (let i = 0; i < count; i++)
      record[cell + i] =
        record[3 * plane + at + i] * array[old + i] + record[2 * plane + at + i] * record[4 * plane + at + i];
    tanh(record, cell, record.subarray(squashed, squashed + count), count);
    for (let i = 0; i < count; i++) record[at + i] = record[5 * plane + at + i] * record[squashed + i];
  },
  backward({ rows, size, record, plane, at, before, states: [dState, dCell], dx, xo, dh, ho }) {
    const { array, at: old } = before[1];
    for (let row = 0, i = 0; row < rows; row++) {
      let to = 4 * row * size;
      for (let j = 0; j < size; j++, i++, to++) {
        const input = record[2 * plane + at + i];
        const forget = record[3 * plane + at + i];
        const candidate = record[4 * plane + at + i];
        const output = record[5 * plane + at + i];
        const squashed = record[6 * plane + at + i];
        const d = dCell[i] + dState[i] * output * (1 - squashed * squashed);
        const dOutput = dState[i] * squashed * output * (1 - output);
        const dInput = d * candidate * input * (1 - input);
        const dForget = d * array[old + i] * forget * (1 - forget);
        const dCandidate = d * input * (1 - candidate * candidate);
        dx[xo + to] = dInput;
        dx[xo + to + size] = dForget;
        dx[xo + to + 2 * size] = dCandidate;
        dx[xo + to + 3 * size] = dOutput;
        for (let gate = 0; gate < 4 * size; gate += size) dh[ho + to + gate] = dx[xo + to + gate];
        dCell[i] = d * forget;
        dState[i] = 0;
      }
    }
  },
};

/** The cells by name. */
export const cells: Readonly<Record<CellName, Cell>> = {
  tanh: elman(tanh, (y) => 1 - y * y),
  relu: elman(relu, (y) => (y > 0 ? 1 : 0)),
  gru,
  lstm,
};
