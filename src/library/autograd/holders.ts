// Who holds the gradients of a backward pass that are on their way: when nobody does, their memory is used again.

import { isRecycled, recycle, type Storage, type Tensor } from "../tensor/index.ts";

/** The large arrays that rules have made, and how many places each waits in. */
export class Holders {
  /** Made for the first large one: passes over small tensors are to be fast. */
  private counts: Map<Storage, number> | undefined = undefined;

  /** A gradient waits in one more place; `isOwn` when its rule has made it. */
  hold({ storage }: Tensor, isOwn: boolean): void {
    const count = this.counts?.get(storage);
    if (count !== undefined) this.counts?.set(storage, count + 1);
    else if (isOwn && isRecycled(storage.array)) {
      this.counts ??= new Map();
      this.counts.set(storage, 1);
    }
  }

  /** It waits in one place less. */
  release({ storage }: Tensor): void {
    if (this.counts === undefined) return;
    const count = this.counts.get(storage);
    if (count === undefined) return;
    if (count > 1) this.counts.set(storage, count - 1);
    else {
      this.counts.delete(storage);
      recycle(storage.array);
    }
  }

  /** Others hold it too, for as long as they like. */
  keep({ storage }: Tensor): void {
    this.counts?.delete(storage);
  }
}
