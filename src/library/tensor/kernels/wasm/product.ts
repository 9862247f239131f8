// The door to the WebAssembly product: operands are copied into its memory and the result out of it, which costs a tenth of the work.

import { gemmModule, workspaceBytes } from "./gemm.ts";

type Gemm = (
  m: number,
  k: number,
  n: number,
  a: number,
  aRow: number,
  aColumn: number,
  b: number,
  bRow: number,
  bColumn: number,
  c: number,
  room: number,
) => void;

interface Machine {
  readonly memory: WebAssembly.Memory;
  readonly gemm: Gemm;
}

/** Undefined before the first product; null where there is no WebAssembly with vectors. */
let machine: Machine | null | undefined;

function start(): Machine | null {
  if (typeof WebAssembly === "undefined") return null;
  const bytes = gemmModule();
  if (!WebAssembly.validate(bytes)) return null;
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536 });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  return { memory, gemm: exports.gemm as Gemm };
}

const page = 65536;
/** Larger products are left to the plain kernel, which needs no copies. */
const mostBytes = 2 ** 30;

/**
 * Writes the [m, n] product of A [m, k] and B [k, n] at `at` of `out`, in rows; strides in elements. Gives false, and has done nothing,
 * where it cannot: without WebAssembly, with negative strides, or for operands that are spread too wide.
 */
export function product(
  x: Float32Array,
  xo: number,
  xr: number,
  xc: number,
  y: Float32Array,
  yo: number,
  yr: number,
  yc: number,
  out: Float32Array,
  at: number,
  m: number,
  k: number,
  n: number,
): boolean {
  if (xr < 0 || xc < 0 || yr < 0 || yc < 0) return false;
  // All elements between the first and the last are copied: a few more than needed, of a view with gaps.
  const sizeA = (m - 1) * xr + (k - 1) * xc + 1;
  const sizeB = (k - 1) * yr + (n - 1) * yc + 1;
  if (sizeA > 4 * m * k || sizeB > 4 * k * n) return false;
  const a = 0;
  const b = a + rounded(sizeA);
  const c = b + rounded(sizeB);
  const room = c + rounded(m * n);
  const bytes = 4 * room + workspaceBytes;
  if (bytes > mostBytes) return false;
  machine ??= start();
  if (machine === null) return false;
  const { memory, gemm } = machine;
  const missing = bytes - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / page));
  const floats = new Float32Array(memory.buffer);
  floats.set(x.subarray(xo, xo + sizeA), a);
  floats.set(y.subarray(yo, yo + sizeB), b);
  gemm(m, k, n, 4 * a, 4 * xr, 4 * xc, 4 * b, 4 * yr, 4 * yc, 4 * c, 4 * room);
  out.set(floats.subarray(c, c + m * n), at);
  return true;
}

/** Up to whole vectors. */
const rounded = (count: number): number => (count + 3) & ~3;
