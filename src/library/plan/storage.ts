// The storage of what a traced function works with: it tells when its elements are read.

import type { Storage, TypedArray } from "../tensor/index.ts";

/** A storage that tells `onRead` of each read: who reads a value outside of a step decides by it, and another value might decide otherwise. */
export class WatchedStorage implements Storage {
  readonly inner: Storage;
  private readonly onRead: (storage: WatchedStorage) => void;

  constructor(inner: Storage, onRead: (storage: WatchedStorage) => void) {
    this.inner = inner;
    this.onRead = onRead;
  }

  get array(): TypedArray {
    this.onRead(this);
    return this.inner.array;
  }
  get version(): number {
    return this.inner.version;
  }
  set version(version: number) {
    this.inner.version = version;
  }
}

/** The memory in which the elements stand; nobody is told. */
export function bufferOf(storage: Storage): ArrayBufferLike {
  return (storage instanceof WatchedStorage ? storage.inner : storage).array.buffer;
}
