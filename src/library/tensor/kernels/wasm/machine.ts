// The WebAssembly module and its memory, started at the first use.

import { binaryFunctions } from "./binary.ts";
import { columnFunctions } from "./columns.ts";
import { assemble } from "./emit.ts";
import { foldFunctions } from "./fold.ts";
import { gemmFunctions } from "./gemm.ts";
import { unaryFunctions } from "./unary.ts";

/** The module's functions by name; and room in its memory. */
export interface Machine {
  readonly call: Readonly<Record<string, (...args: number[]) => void>>;
  /** The memory as floats, so many bytes of it at least. It is one place: what stands there lasts until the next call. */
  floats(bytes: number): Float32Array;
}

/** Undefined before the first use; null where there is no WebAssembly with vectors. */
let started: Machine | null | undefined;

/** The machine, or null where there is no WebAssembly with vectors. */
export function machine(): Machine | null {
  if (started === undefined) started = start();
  return started;
}

/** The module's bytes. */
export const moduleBytes = (): Uint8Array<ArrayBuffer> =>
  assemble([...gemmFunctions, ...columnFunctions, ...foldFunctions, ...unaryFunctions, ...binaryFunctions]);

const page = 65536;

function start(): Machine | null {
  if (typeof WebAssembly === "undefined") return null;
  const bytes = moduleBytes();
  if (!WebAssembly.validate(bytes)) return null;
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  let view = new Float32Array(memory.buffer);
  return {
    call: exports as Machine["call"],
    floats(wanted) {
      const missing = wanted - memory.buffer.byteLength;
      if (missing > 0) {
        memory.grow(Math.ceil(missing / page));
        view = new Float32Array(memory.buffer);
      }
      return view;
    },
  };
}
