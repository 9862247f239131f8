// Element types: their arrays, and which type two of them meet in ("int32" and "float32" in "float32").

/** Element type of a tensor. Booleans are stored as bytes 0 and 1. */
export type DType = "bool" | "uint8" | "int32" | "float32" | "float64";

/** What holds a tensor's elements. */
export type TypedArray = Float32Array | Float64Array | Int32Array | Uint8Array;

const ranks: Readonly<Record<DType, number>> = { bool: 0, uint8: 1, int32: 2, float32: 3, float64: 4 };

/** True for "float32" and "float64": the types that have gradients. */
export function isFloat(dtype: DType): boolean {
  return ranks[dtype] >= 3;
}

/** The type in which elements of both types can be held, as PyTorch promotes them: bool, uint8, int32, float32, float64. */
export function promote(a: DType, b: DType): DType {
  return ranks[a] >= ranks[b] ? a : b;
}

/** The type of an operation between a tensor and a plain number: the tensor's, unless only the number has a fraction or is a float. */
export function promoteNumber(dtype: DType, value: number): DType {
  if (isFloat(dtype)) return dtype;
  if (!Number.isInteger(value)) return "float32";
  return dtype === "bool" ? "int32" : dtype;
}

/** The type of a result that is always a float: of a mean, of an exponential. */
export function toFloat(dtype: DType): DType {
  return isFloat(dtype) ? dtype : "float32";
}

/** Gives arrays of `n` elements where new ones are asked for; zeros, unless each element is going to be written. */
export type Allocator = (dtype: DType, n: number, isWritten: boolean) => TypedArray;

/** Who gives arrays, in the place of the garbage-collected heap: while a planned step is traced or runs (../plan). */
let allocator: Allocator | undefined;

/** Sets who gives arrays, and gives who did before. */
export function setAllocator(next: Allocator | undefined): Allocator | undefined {
  const before = allocator;
  allocator = next;
  return before;
}

/** An array of `n` zeros. @throws TypeError for a type that there is not. */
export function zeros(dtype: DType, n: number): TypedArray {
  if (allocator !== undefined) return allocator(dtype, n, false);
  if (dtype !== "float32") return newArray(dtype, n);
  return (n >= recycledFrom ? spare(n)?.fill(0) : undefined) ?? allocate(n);
}

/** An array of `n` elements of any value: each is going to be written. */
export function room(dtype: DType, n: number): TypedArray {
  if (allocator !== undefined) return allocator(dtype, n, true);
  if (dtype !== "float32") return newArray(dtype, n);
  return (n >= recycledFrom ? spare(n) : undefined) ?? allocate(n);
}

/** A new array of `n` zeros with memory of its own, whoever gives arrays. @throws TypeError for a type that there is not. */
export function newArray(dtype: DType, n: number): TypedArray {
  switch (dtype) {
    case "float32":
      return new Float32Array(n);
    case "float64":
      return new Float64Array(n);
    case "int32":
      return new Int32Array(n);
    case "uint8":
    case "bool":
      return new Uint8Array(n);
    default:
      throw new TypeError(`there is no dtype "${dtype}"; there are ${Object.keys(ranks).join(", ")}`);
  }
}

// V8 keeps typed arrays of up to 64 bytes on its own heap (30 ns each); a bigger one has an ArrayBuffer (230 ns).
// Middle sizes are views on shared slabs, which is ten times cheaper than a buffer each (research: engine, section 2).
const smallest = 17;
const largest = 4096;
const slabLength = 65536;
let slab = new Float32Array(slabLength);
let used = 0;

// Fresh memory is dear: the system clears it page by page, and it is in no cache. So what the engine alone has held is used again.
const recycledFrom = 1024;
/** Bytes of buffers that may be kept for later. */
const mostSpare = 2 ** 26;
const spares = new Map<number, Float32Array[]>();
let spareBytes = 0;

/** Whether an array is worth being used again: small ones, and of other types, are left to the garbage collector. */
export function isRecycled(array: TypedArray): array is Float32Array {
  return array.length >= recycledFrom && array instanceof Float32Array;
}

/** Takes back an array that nobody will look at again: gradients that have been passed on. */
export function recycle(array: TypedArray): void {
  if (allocator !== undefined || !isRecycled(array)) return;
  const bytes = array.buffer.byteLength;
  if (spareBytes + bytes > mostSpare) return;
  const known = spares.get(array.length);
  if (known === undefined) spares.set(array.length, [array]);
  else known.push(array);
  spareBytes += bytes;
}

/** An array that was taken back, with what stands in it. */
function spare(n: number): Float32Array | undefined {
  const array = spares.get(n)?.pop();
  if (array !== undefined) spareBytes -= array.buffer.byteLength;
  return array;
}

// Linux's allocator (glibc) asks the system for each large block and gives it back at once, so that the next is dear again. By the largest
// block that it has seen freed it learns what to keep; one of just under the 32 MiB that it will learn from makes it keep all below
// (malloc's M_MMAP_THRESHOLD). It is never written to, so it takes no memory; on other systems nothing changes.
const largeFrom = 16384;
const lesson = 2 ** 25 - 2 ** 16;
let isTaught = false;

function teachAllocator(): void {
  isTaught = true;
  new ArrayBuffer(lesson);
}

/** `n` zeros of float32; middle sizes are views on a shared buffer, whose part is used only once. */
function allocate(n: number): Float32Array {
  if (n >= largeFrom && !isTaught) teachAllocator();
  if (n < smallest || n > largest) return new Float32Array(n);
  if (used + n > slabLength) {
    slab = new Float32Array(slabLength);
    used = 0;
  }
  const part = new Float32Array(slab.buffer, used * 4, n);
  used += (n + 3) & ~3;
  return part;
}
