// A small assembler of WebAssembly: functions as nested lists, a module as bytes.
//
//   ["set", "i", ["i32.add", "i", 4]]        i = i + 4
//   ["v128.store", "p", ["f32x4.mul", "a", "b"], 16]   four floats at p + 16
//
// A number is an i32 constant, a string reads a local, a list is an instruction and its operands. Besides WebAssembly's own
// instructions there are `set`, `call`, `f32` (a constant), `if` (condition, then, else), `while` (condition, body …), `do`
// (condition, body …: the body first) and `i32x4.shuffle` (two vectors, and which four of their eight lanes).

/** An expression or a statement. */
export type Code = number | string | Instruction;

/** The instruction's name and its operands; of `if`, the branches are lists of statements. */
export interface Instruction extends ReadonlyArray<Code> {}

export type ValueType = "i32" | "f32" | "v128";

/** A function: parameters and locals by name and type, and its statements. */
export interface Func {
  readonly name: string;
  /** All are i32. */
  readonly params: readonly string[];
  readonly locals: Readonly<Record<string, ValueType>>;
  readonly body: readonly Code[];
}

const types: Record<ValueType, number> = { i32: 0x7f, f32: 0x7d, v128: 0x7b };

const plain: Record<string, number> = {
  "i32.eq": 0x46,
  "i32.lt_s": 0x48,
  "i32.ge_s": 0x4e,
  "i32.gt_s": 0x4a,
  "i32.add": 0x6a,
  "i32.sub": 0x6b,
  "i32.mul": 0x6c,
  "i32.and": 0x71,
  "i32.or": 0x72,
  "i32.shl": 0x74,
  "f32.add": 0x92,
};
const simd: Record<string, number> = {
  "i8x16.ne": 36,
  "f32x4.eq": 65,
  "f32x4.ne": 66,
  "i32x4.splat": 17,
  "f32x4.splat": 19,
  "f32x4.lt": 67,
  "f32x4.gt": 68,
  "f32x4.le": 69,
  "f32x4.ge": 70,
  "v128.and": 78,
  "v128.or": 80,
  "v128.bitselect": 82,
  "f32x4.demote_f64x2_zero": 94,
  "f64x2.promote_low_f32x4": 95,
  "i8x16.narrow_i16x8_s": 101,
  "i16x8.narrow_i32x4_s": 133,
  "i16x8.extend_low_i8x16_s": 135,
  "i16x8.extend_high_i8x16_s": 136,
  "i32x4.all_true": 163,
  "i32x4.extend_low_i16x8_s": 167,
  "i32x4.extend_high_i16x8_s": 168,
  "i32x4.shl": 171,
  "i32x4.shr_s": 172,
  "i32x4.add": 174,
  "i32x4.sub": 177,
  "i32x4.max_s": 184,
  "f32x4.abs": 224,
  "f32x4.neg": 225,
  "f32x4.sqrt": 227,
  "f32x4.add": 228,
  "f32x4.sub": 229,
  "f32x4.mul": 230,
  "f32x4.div": 231,
  "f32x4.min": 232,
  "f32x4.max": 233,
  "f32x4.pmin": 234,
  "f32x4.pmax": 235,
  "f64x2.add": 240,
  "f64x2.sub": 241,
  "f32x4.relaxed_madd": 261,
};
/** The operation code; whether it stores. A last operand is an offset. */
const memory: Record<string, readonly [code: readonly number[], stores: boolean]> = {
  "f32.load": [[0x2a], false],
  "f32.store": [[0x38], true],
  "v128.load": [[0xfd, 0], false],
  "v128.load32_splat": [[0xfd, 9], false],
  "v128.load64_zero": [[0xfd, 93], false],
  "v128.store": [[0xfd, 11], true],
};
/** Alignment that is promised, as a power of two: that of a float. */
const alignment = 2;
const emptyBlock = 0x40;
const end = 0x0b;

/** A module that imports its memory as "env" "memory" and exports its functions. A memory that threads share has at most `sharedPages`. */
export function assemble(funcs: readonly Func[], sharedPages = 0): Uint8Array<ArrayBuffer> {
  const signatures = funcs.map(({ params }) => [0x60, ...list(params.map(() => [types.i32])), 0]);
  const limits = sharedPages === 0 ? [0, ...unsigned(1)] : [3, ...unsigned(1), ...unsigned(sharedPages)];
  const imported = [...text("env"), ...text("memory"), 2, ...limits];
  const exported = funcs.map(({ name }, i) => [...text(name), 0, ...unsigned(i)]);
  const bodies = funcs.map((func) => {
    const locals = Object.values(func.locals).map((type) => [1, types[type]]);
    return sized([...list(locals), ...func.body.flatMap((code) => encode(code, func, funcs)), end]);
  });
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, list(signatures)),
    ...section(2, list([imported])),
    ...section(3, list(funcs.map((_, i) => unsigned(i)))),
    ...section(7, list(exported)),
    ...section(10, list(bodies)),
  ]);
}

function encode(code: Code, func: Func, funcs: readonly Func[]): number[] {
  if (typeof code === "number") return [0x41, ...signed(code)];
  if (typeof code === "string") return [0x20, ...unsigned(indexOf(code, func))];
  const [op, ...operands] = code as readonly [string, ...Code[]];
  const one = (at: number): number[] => encode(operands[at], func, funcs);
  const all = (codes: readonly Code[]): number[] => codes.flatMap((each) => encode(each, func, funcs));
  switch (op) {
    case "set":
      return [...one(1), 0x21, ...unsigned(indexOf(operands[0] as string, func))];
    case "call":
      return [...all(operands.slice(1)), 0x10, ...unsigned(funcs.findIndex(({ name }) => name === operands[0]))];
    case "f32":
      return [0x43, ...new Uint8Array(Float32Array.of(operands[0] as number).buffer)];
    case "if": {
      const [, then, otherwise] = operands as [Code, Instruction, Instruction?];
      return [...one(0), 0x04, emptyBlock, ...all(then), ...(otherwise ? [0x05, ...all(otherwise)] : []), end];
    }
    case "while": {
      const body = [...all(operands.slice(1)), 0x0c, 1];
      return [0x03, emptyBlock, ...one(0), 0x04, emptyBlock, ...body, end, end];
    }
    case "i32x4.shuffle": {
      const bytes = (operands[2] as readonly number[]).flatMap((lane) => [0, 1, 2, 3].map((byte) => 4 * lane + byte));
      return [...one(0), ...one(1), 0xfd, 13, ...bytes];
    }
    case "do":
      return [0x03, emptyBlock, ...all(operands.slice(1)), ...one(0), 0x0d, 0, end];
  }
  if (op in memory) {
    const [bytes, stores] = memory[op];
    const count = stores ? 2 : 1;
    const offset = (operands[count] as number | undefined) ?? 0;
    return [...all(operands.slice(0, count)), ...bytes, alignment, ...unsigned(offset)];
  }
  if (op in simd) return [...all(operands), 0xfd, ...unsigned(simd[op])];
  if (op in plain) return [...all(operands), plain[op]];
  throw new Error(`no instruction ${op}`);
}

function indexOf(name: string, { params, locals, name: of }: Func): number {
  const index = [...params, ...Object.keys(locals)].indexOf(name);
  if (index < 0) throw new Error(`${of} has no local ${name}`);
  return index;
}

/** LEB128, without sign. */
function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const byte = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? byte : byte | 0x80);
  } while (rest !== 0);
  return bytes;
}

/** LEB128, with sign. */
function signed(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; ) {
    const byte = rest & 0x7f;
    rest >>= 7;
    if ((rest === 0 && (byte & 0x40) === 0) || (rest === -1 && (byte & 0x40) !== 0)) return [...bytes, byte];
    bytes.push(byte | 0x80);
  }
}

const list = (items: readonly (readonly number[])[]): number[] => [...unsigned(items.length), ...items.flat()];
const sized = (bytes: readonly number[]): number[] => [...unsigned(bytes.length), ...bytes];
const text = (name: string): number[] => sized([...new TextEncoder().encode(name)]);
const section = (id: number, bytes: readonly number[]): number[] => [id, ...sized(bytes)];
