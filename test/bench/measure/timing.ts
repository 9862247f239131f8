// How long a call takes. time.py does the same for Python's peers.

import { performance } from "node:perf_hooks";
import { median } from "../rows.ts";

/**
 * Milliseconds that a call of `fn` takes: warmed up, then the median of nine slices of about `slice` milliseconds; of fewer when a
 * call is so slow that they would take longer than `most`.
 */
export function timeOf(fn: () => void, { warm = 400, slice = 100, slices = 9, most = 3000 } = {}): number {
  const start = performance.now();
  let calls = 0;
  do {
    fn();
    calls += 1;
  } while (performance.now() - start < warm);
  const perSlice = Math.max(1, Math.round((slice * calls) / (performance.now() - start)));
  const times: number[] = [];
  const begun = performance.now();
  while (times.length < slices && performance.now() - begun < most) {
    const from = performance.now();
    for (let i = 0; i < perSlice; i++) fn();
    times.push((performance.now() - from) / perSlice);
  }
  return median(times);
}
