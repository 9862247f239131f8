// Large products on two threads. A second thread has an instance of the kernels of its own on a memory that both share; each takes blocks
// of rows until none is left, so that a thread that the system holds back holds up no more than one block. Every sum is taken by one
// thread in the one order, so the bits are those of one thread.

import { assemble } from "./emit.ts";
import { gemmFunctions, workspaceBytes } from "./gemm.ts";
import { isFast } from "./machine.ts";

/** From so many multiply-adds on, two threads are worth waking one (measured by W3 of test/bench). */
const threadsFrom = 2 ** 23;
/** Blocks of rows that a product is cut into, and the least rows of one: B is packed for each. */
const mostBlocks = 4;
const leastRows = 128;
const page = 65536;
/** 1 GiB. It is reserved, not taken. */
const mostPages = 2 ** 14;

/** What two threads tell each other, by its index in 32-bit integers: how it goes, and the product. */
const at = { ready: 0, calls: 1, left: 2, done: 3, rows: 4, fused: 5, product: 6 } as const;
const places = 32;
type Layout = typeof at;

type Gemm = (...args: number[]) => void;

interface Team {
  readonly memory: WebAssembly.Memory;
  readonly state: Int32Array<SharedArrayBuffer>;
  readonly kernels: readonly Gemm[];
}

/** Undefined before the first large product; null where there can be no second thread. */
let team: Team | null | undefined;
let wanted: number | undefined;

/**
 * Lets large products of float32 matrices use so many threads: 1 or 2. By default 2, where a machine has more than one core and its host
 * lets threads share memory (Node; pages that are cross-origin isolated). The numbers are the same.
 */
export function setThreads(count: number): void {
  wanted = count;
}

/** How many threads large products may use: 1 or 2. Where nothing is asked for, what OMP_NUM_THREADS says, or the machine has. */
export function threads(): number {
  return Math.min(2, wanted ?? cores());
}

/** Whether a second thread is up, and takes part from now on. */
export const isTeam = (): boolean => team != null && Atomics.load(team.state, at.ready) === 1;

/** As `product`, of operands whose elements span `sizeA` and `sizeB`; false, and nothing done, where one thread does it as well. */
export function onThreads(
  x: Float32Array,
  xo: number,
  sizeA: number,
  xr: number,
  xc: number,
  y: Float32Array,
  yo: number,
  sizeB: number,
  yr: number,
  yc: number,
  out: Float32Array,
  to: number,
  m: number,
  k: number,
  n: number,
): boolean {
  if (m * k * n < threadsFrom || m < 2 * leastRows || threads() < 2) return false;
  if (team === undefined) team = startTeam();
  // The thread takes some milliseconds to come up: until then, one does all.
  if (team === null || Atomics.load(team.state, at.ready) === 0) return false;
  const { memory, state, kernels } = team;
  const b = rounded(sizeA);
  const c = b + rounded(sizeB);
  const room = c + rounded(m * n);
  const missing = 4 * room + 2 * workspaceBytes - memory.buffer.byteLength;
  if (missing > 0 && memory.grow(Math.ceil(missing / page)) < 0) return false;
  const floats = new Float32Array(memory.buffer);
  floats.set(x.subarray(xo, xo + sizeA));
  floats.set(y.subarray(yo, yo + sizeB), b);
  const rows = Math.max(leastRows, 4 * Math.ceil(m / (4 * mostBlocks)));
  const blocks = Math.ceil(m / rows);
  // A thread that comes late from the last product finds no block left, until all is written.
  Atomics.store(state, at.done, 0);
  Atomics.store(state, at.rows, rows);
  Atomics.store(state, at.fused, isFast() ? 1 : 0);
  const args = [m, k, n, 0, 4 * xr, 4 * xc, 4 * b, 4 * yr, 4 * yc, 4 * c, 4 * room, workspaceBytes];
  for (let i = 0; i < args.length; i++) Atomics.store(state, at.product + i, args[i]);
  Atomics.store(state, at.left, blocks);
  Atomics.add(state, at.calls, 1);
  Atomics.notify(state, at.calls);
  takeBlocks(state, kernels, at, 0);
  for (let done = Atomics.load(state, at.done); done < blocks; done = Atomics.load(state, at.done)) rest(state, done);
  out.set(floats.subarray(c, c + m * n), to);
  return true;
}

/** Waits for a block that the other thread has taken. A browser's main thread may not sleep. */
function rest(state: Int32Array<SharedArrayBuffer>, done: number): void {
  try {
    Atomics.wait(state, at.done, done, 100);
  } catch {
    // It looks again at once.
  }
}

/** Takes blocks until none is left. The other thread gets it as text: it names nothing of this module, and holds no function. */
function takeBlocks(state: Int32Array, kernels: readonly Gemm[], at: Layout, thread: number): void {
  const p = at.product;
  for (;;) {
    const block = Atomics.sub(state, at.left, 1) - 1;
    if (block < 0) return;
    const [m, k, n, a, aRow, aColumn, b, bRow, bColumn, c, room, roomBytes] = state.subarray(p, p + 12);
    const first = block * state[at.rows];
    const rows = Math.min(state[at.rows], m - first);
    const gemm = kernels[state[at.fused]];
    gemm(
      rows,
      k,
      n,
      a + first * aRow,
      aRow,
      aColumn,
      b,
      bRow,
      bColumn,
      c + 4 * first * n,
      room + thread * roomBytes,
      0,
    );
    Atomics.add(state, at.done, 1);
    Atomics.notify(state, at.done);
  }
}

/** What the other thread runs: it makes the kernels, then sleeps until there is a product. */
const otherThread = (): string => `
const takeBlocks = ${takeBlocks};
const serve = ({ memory, modules, state, at }) => {
  const kernels = modules.map((module) => new WebAssembly.Instance(module, { env: { memory } }).exports.gemm);
  let calls = Atomics.load(state, at.calls);
  Atomics.store(state, at.ready, 1);
  for (;;) {
    Atomics.wait(state, at.calls, calls);
    calls = Atomics.load(state, at.calls);
    takeBlocks(state, kernels, at, 1);
  }
};
if (typeof require === "function") require("node:worker_threads").parentPort.once("message", serve);
else onmessage = ({ data }) => serve(data);
`;

function startTeam(): Team | null {
  if (typeof SharedArrayBuffer === "undefined") return null;
  const thread = startThread(otherThread());
  if (thread === null) return null;
  const memory = new WebAssembly.Memory({ initial: 1, maximum: mostPages, shared: true });
  const modules = [false, true]
    .map((isFused) => assemble(gemmFunctions(isFused), mostPages))
    .filter((bytes) => WebAssembly.validate(bytes))
    .map((bytes) => new WebAssembly.Module(bytes));
  const kernels = modules.map((module) => new WebAssembly.Instance(module, { env: { memory } }).exports.gemm as Gemm);
  const state = new Int32Array(new SharedArrayBuffer(4 * places));
  thread.postMessage({ memory, modules, state, at });
  return { memory, state, kernels };
}

/** What of a host's threads is used: a worker of the web, or one of Node, which does not keep a program from ending. */
interface Thread {
  postMessage(message: unknown): void;
  unref?(): void;
  on?(event: "error", listener: () => void): void;
}

function startThread(code: string): Thread | null {
  try {
    const NodeWorker = builtin("node:worker_threads")?.Worker;
    if (NodeWorker === undefined) return new Worker(URL.createObjectURL(new Blob([code])));
    const thread = new NodeWorker(code, { eval: true, execArgv: [] });
    thread.unref?.();
    thread.on?.("error", () => {
      team = null;
    });
    return thread;
  } catch {
    // A host that allows no threads: one does all.
    return null;
  }
}

let known: number | undefined;

function cores(): number {
  known ??= coresOf(globalThis as Host);
  return known;
}

function coresOf({ navigator, process }: Host): number {
  const asked = Number(process?.env?.OMP_NUM_THREADS);
  if (asked >= 1) return Math.floor(asked);
  return navigator?.hardwareConcurrency ?? builtin("node:os")?.availableParallelism?.() ?? 1;
}

/** What of Node's own modules is used. */
interface Builtin {
  readonly Worker?: new (
    code: string,
    options: { readonly eval: true; readonly execArgv: readonly string[] },
  ) => Thread;
  readonly availableParallelism?: () => number;
}

/** What hosts have, each in its way. */
interface Host {
  readonly navigator?: { readonly hardwareConcurrency?: number };
  readonly process?: {
    readonly env?: Readonly<Record<string, string | undefined>>;
    readonly getBuiltinModule?: (name: string) => Builtin | undefined;
  };
}

/** A module of Node's, where there is Node: the library imports none, since it runs in pages too. */
function builtin(name: string): Builtin | undefined {
  return (globalThis as Host).process?.getBuiltinModule?.(name);
}

/** Up to whole vectors. */
const rounded = (count: number): number => (count + 3) & ~3;
