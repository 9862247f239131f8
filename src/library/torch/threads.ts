// torch.setNumThreads, torch.getNumThreads: how many threads large products take.

import { setThreads, threads } from "../tensor/index.ts";

/**
 * Lets large products of float32 matrices (and convolutions) take so many threads; more than two count as two. The numbers are the same
 * with one and with two. Where nothing is asked for, it is two if the machine has more than one core and threads may share memory: in
 * Node, and in pages that are cross-origin isolated. @throws RangeError unless it is a positive integer.
 */
export function setNumThreads(count: number): void {
  if (!Number.isInteger(count) || count < 1)
    throw new RangeError(`set_num_threads expects a positive integer, got ${count}`);
  setThreads(count);
}

/** How many threads large products may take: 1 or 2. */
export const getNumThreads = (): number => threads();
