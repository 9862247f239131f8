// The WebAssembly modules and their memory, each started at the first use of one of its functions.

import { binaryFunctions } from "./binary.ts";
import { choiceFunctions } from "./choice.ts";
import { columnFunctions } from "./columns.ts";
import { descentFunctions } from "./descent.ts";
import { assemble, type Func } from "./emit.ts";
import { foldFunctions } from "./fold.ts";
import { gemmFunctions } from "./gemm.ts";
import { softFunctions } from "./soften.ts";
import { unaryFunctions } from "./unary.ts";

/** A module's functions by name. */
type Functions = Readonly<Record<string, (...args: number[]) => void>>;

/** The functions of all modules; and room in their memory. */
export interface Machine {
  readonly call: Functions;
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

/** What is called of each module, and its functions. A program that only multiplies matrices need not wait until all are assembled. */
const modules: readonly { readonly names: readonly string[]; readonly functions: () => readonly Func[] }[] = [
  { names: ["gemm"], functions: () => gemmFunctions(false) },
  ...[
    columnFunctions,
    foldFunctions,
    unaryFunctions,
    binaryFunctions,
    choiceFunctions,
    softFunctions,
    descentFunctions,
  ].map((functions) => ({ names: functions.map(({ name }) => name), functions: () => functions })),
];

/** The modules' bytes. */
export const moduleBytes = (): readonly Uint8Array<ArrayBuffer>[] =>
  modules.map(({ functions }) => assemble(functions()));

/** Products with fused multiply-adds, in a module of their own: an engine that does not know them refuses all of a module. */
export const fusedBytes = (): Uint8Array<ArrayBuffer> => assemble(gemmFunctions(true));

let isFused = false;

/** Whether products use fused multiply-adds. */
export const isFast = (): boolean => isFused;

/**
 * Lets products of float32 matrices, and convolutions, use fused multiply-adds, or forbids it; gives whether they will. They are a fifth to
 * a third faster, and their last bits depend on the machine: so they are off until asked for. It takes WebAssembly's relaxed SIMD: Node 22
 * (Node 20 with `--experimental-wasm-relaxed-simd`), Chrome 114, Firefox 145; elsewhere nothing changes.
 */
export function fast(wanted = true): boolean {
  isFused = wanted && machine() !== null && WebAssembly.validate(fusedBytes());
  return isFused;
}

const page = 65536;

function start(): Machine | null {
  // The shortest module tells as well as any whether there are vectors.
  if (typeof WebAssembly === "undefined" || !WebAssembly.validate(assemble(descentFunctions))) return null;
  const { Instance, Memory, Module } = WebAssembly;
  const memory = new Memory({ initial: 1 });
  const load = (module: Uint8Array<ArrayBuffer>): Functions =>
    new Instance(new Module(module), { env: { memory } }).exports as Functions;
  const strict: Record<string, (...args: number[]) => void> = {};
  for (const { names, functions } of modules)
    for (const name of names) {
      // Stands in the function's place until it is called; who has it in hand may call it again.
      const first = (...args: number[]) => {
        if (strict[name] === first) Object.assign(strict, load(assemble(functions())));
        strict[name](...args);
      };
      strict[name] = first;
    }
  let fused: Functions | undefined;
  let view = new Float32Array(memory.buffer);
  return {
    get call() {
      if (!isFused) return strict;
      // What it has not, it has from the others.
      fused ??= Object.assign(Object.create(strict) as Record<string, never>, load(fusedBytes()));
      return fused;
    },
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
