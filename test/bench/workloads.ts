// W1 to W7 and what else all peers do: what it is, what is measured, and how that becomes the row's number. Each has a folder with a
// file for each peer, which exports `calls`.

/** Something that all peers do. */
export interface Workload {
  /** As `--only` names it. */
  readonly name: string;
  readonly folder: string;
  readonly unit: string;
  readonly better: "lower" | "higher";
  /** What is measured: by the script of this name in `measure/`; a time unless it says otherwise. */
  readonly measure?: "start" | "memory" | "heap";
  /** The row's number of what was measured (a time in milliseconds). `call` is its name in `calls`. */
  valueOf(measured: number, call: string): number;
}

export const workloads: readonly Workload[] = [
  // Linear regression from scratch: 32 examples of two features drawn by index, loss, backward pass, update. A call is 31 steps.
  {
    name: "w1",
    folder: "w1-linear-regression",
    unit: "µs/step",
    better: "lower",
    valueOf: (time) => (time / 31) * 1000,
  },
  // A chain of 100 additions of ten numbers, and its gradient by both operands.
  {
    name: "w2",
    folder: "w2-small-additions",
    unit: "µs/op",
    better: "lower",
    valueOf: (time) => time * 10,
  },
  // Products of square float32 matrices.
  {
    name: "w3",
    folder: "w3-matmul",
    unit: "GFLOP/s",
    better: "higher",
    valueOf: (time, size) => (2 * Number(size) ** 3) / time / 1e6,
  },
  // A training step of an MLP (784-256-10, ReLU, batch 256): cross-entropy, backward pass, SGD.
  { name: "w4", folder: "w4-mlp", unit: "steps/s", better: "higher", valueOf: (time) => 1000 / time },
  // A training step of LeNet (batch 64 of 28 × 28): cross-entropy, backward pass, SGD.
  { name: "w5", folder: "w5-lenet", unit: "steps/s", better: "higher", valueOf: (time) => 1000 / time },
  // Operations on vectors, each result a new one.
  { name: "w6", folder: "w6-elementwise", unit: "µs", better: "lower", valueOf: (time) => time * 1000 },
  // A training step of a GRU in plain operations (32 steps in time, batch 32), and of self-attention (32 places, 64 features, batch 32).
  { name: "w7", folder: "w7-sequences", unit: "steps/s", better: "higher", valueOf: (time) => 1000 / time },
  // From the start of a process to the end of W1's first 31 steps, above a bare node.
  {
    name: "cold",
    folder: "w1-linear-regression",
    measure: "start",
    unit: "ms",
    better: "lower",
    valueOf: (time) => time,
  },
  // The peak of a process that makes 10 GB of temporaries in one loop and frees nothing by hand.
  { name: "memory", folder: "temporaries", measure: "memory", unit: "MB", better: "lower", valueOf: (size) => size },
  // How the heap grows over a million steps of W1.
  {
    name: "heap",
    folder: "w1-linear-regression",
    measure: "heap",
    unit: "B/step",
    better: "lower",
    valueOf: (slope) => slope,
  },
];
