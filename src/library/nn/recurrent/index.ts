// Recurrent cells and their scans over sequences.

export { cellStep, gatesOf, statesOf } from "./cells.ts";
export type { CellName } from "./kernels.ts";
export { type Scanned, scan } from "./scan.ts";
