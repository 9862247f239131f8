// What a bench measures, as rows of a table: one workload, one peer, one number.

import { performance } from "node:perf_hooks";

/** One measured number. */
export interface Row {
  readonly workload: string;
  /** "octavo-torch", "pytorch", … */
  readonly peer: string;
  readonly value: number;
  readonly unit: string;
  readonly better: "lower" | "higher";
  /** How many times as fast as the workload's reference; absent where there is none. */
  readonly timesAsFast?: number;
}

/** A bench file exports these. */
export interface Bench {
  /** As `--only` names it. */
  readonly name: string;
  run(): Promise<readonly Row[]>;
}

/** The middle of the sorted values. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Milliseconds a call of `fn` takes: warmed up, then the median of nine slices of about `slice` milliseconds. */
export function timeOf(fn: () => void, { warm = 250, slice = 60, slices = 9 } = {}): number {
  const start = performance.now();
  let calls = 0;
  while (performance.now() - start < warm) {
    fn();
    calls += 1;
  }
  const perSlice = Math.max(1, Math.round((slice * calls) / (performance.now() - start)));
  const times = Array.from({ length: slices }, () => {
    const from = performance.now();
    for (let i = 0; i < perSlice; i++) fn();
    return (performance.now() - from) / perSlice;
  });
  return median(times);
}

/** The rows as an aligned table. */
export function tableOf(rows: readonly Row[]): string {
  const cells = [
    ["workload", "peer", "value", "unit", "times as fast"],
    ...rows.map((row) => [
      row.workload,
      row.peer,
      row.value.toPrecision(4),
      row.unit,
      row.timesAsFast === undefined ? "" : row.timesAsFast.toPrecision(3),
    ]),
  ];
  const widths = cells[0]!.map((_, i) => Math.max(...cells.map((line) => line[i]!.length)));
  return cells
    .map((line) =>
      line
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
