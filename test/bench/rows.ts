// What a bench measures, as rows of a table: one workload, one peer, one number.

/** One measured number. */
export interface Row {
  /** "w1", "w3 256", … */
  readonly workload: string;
  /** "octavo-torch", "pytorch", … */
  readonly peer: string;
  readonly unit: string;
  readonly better: "lower" | "higher";
  readonly value: number;
  /** How many times as fast as the workload's reference (PyTorch, where it takes part); null where there is none. */
  readonly timesAsFast: number | null;
}

/** The middle of the sorted values. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The rows as an aligned table. */
export function tableOf(rows: readonly Row[]): string {
  const cells = [
    ["workload", "peer", "value", "unit", "times as fast"],
    ...rows.map(({ workload, peer, value, unit, timesAsFast }) => [
      workload,
      peer,
      value.toPrecision(4),
      unit,
      timesAsFast === null ? "" : timesAsFast.toPrecision(3),
    ]),
  ];
  const widths = cells[0].map((_, i) => Math.max(...cells.map((line) => line[i].length)));
  return cells
    .map((line) =>
      line
        .map((cell, i) => cell.padEnd(widths[i]))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
