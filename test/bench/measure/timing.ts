// How long a call takes. time.py does the same for Python's peers.

import { performance } from "node:perf_hooks";
import { median } from "../rows.ts";

/**
 * Milliseconds that a call of `fn` takes: warmed up, then the median of nine slices of about `slice` milliseconds; of fewer when a
 * call is so slow that they would take longer than `most`. `now` is the clock.
 */
export function timeOf(
  fn: () => void,
  { warm = 400, slice = 100, slices = 9, most = 3000, now = () => performance.now() } = {},
): number {
  const start = now();
  let calls = 0;
  do {
    fn();
    calls += 1;
  } while (now() - start < warm);
  const perSlice = Math.max(1, Math.round((slice * calls) / (now() - start)));
  const times: number[] = [];
  const begun = now();
  while (times.length < slices && now() - begun < most) {
    const from = now();
    for (let i = 0; i < perSlice; i++) fn();
    times.push((now() - from) / perSlice);
  }
  return median(times);
}

/** Milliseconds that this process has had of the processors: a clock that stands still while others have them. */
export function ownTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
