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
  const functions = new Map(funcs.map(({ name }, i) => [name, i]));
  const bodies = funcs.map(({ name, params, locals, body }) => {
    const names = new Map([...params, ...Object.keys(locals)].map((local, i) => [local, i]));
    const bytes = list(Object.values(locals).map((type) => [1, types[type]]));
    encode(body, { name, names, functions, bytes });
    bytes.push(end);
    return sized(bytes);
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

/** A function that is being written. A start of the library waits for it: so bytes go to one list, and names are looked up. */
interface Writing {
  readonly name: string;
  readonly names: ReadonlyMap<string, number>;
  readonly functions: ReadonlyMap<string, number>;
  readonly bytes: number[];
}

/** Writes each expression or statement. */
function encode(codes: readonly Code[], to: Writing): void {
  for (const code of codes) encodeOne(code, to);
}

function encodeOne(code: Code, to: Writing): void {
  const { bytes } = to;
  if (typeof code === "number") {
    bytes.push(0x41, ...signed(code));
    return;
  }
  if (typeof code === "string") {
    bytes.push(0x20, ...unsigned(indexOf(code, to)));
    return;
  }
  const [op, ...operands] = code as readonly [string, ...Code[]];
  switch (op) {
    case "set":
      encodeOne(operands[1], to);
      bytes.push(0x21, ...unsigned(indexOf(operands[0] as string, to)));
      return;
    case "call":
      encode(operands.slice(1), to);
      bytes.push(0x10, ...unsigned(to.functions.get(operands[0] as string) ?? -1));
      return;
    case "f32":
      bytes.push(0x43, ...new Uint8Array(Float32Array.of(operands[0] as number).buffer));
      return;
    case "if": {
      const [condition, then, otherwise] = operands as [Code, Instruction, Instruction?];
      encodeOne(condition, to);
      bytes.push(0x04, emptyBlock);
      encode(then, to);
      if (otherwise !== undefined) {
        bytes.push(0x05);
        encode(otherwise, to);
      }
      bytes.push(end);
      return;
    }
    case "while":
      bytes.push(0x03, emptyBlock);
      encodeOne(operands[0], to);
      bytes.push(0x04, emptyBlock);
      encode(operands.slice(1), to);
      bytes.push(0x0c, 1, end, end);
      return;
    case "do":
      bytes.push(0x03, emptyBlock);
      encode(operands.slice(1), to);
      encodeOne(operands[0], to);
      bytes.push(0x0d, 0, end);
      return;
    case "i32x4.shuffle":
      encode(operands.slice(0, 2), to);
      bytes.push(0xfd, 13);
      for (const lane of operands[2] as readonly number[]) for (let i = 0; i < 4; i++) bytes.push(4 * lane + i);
      return;
  }
  if (op in memory) {
    const [instruction, stores] = memory[op];
    const count = stores ? 2 : 1;
    encode(operands.slice(0, count), to);
    bytes.push(...instruction, alignment, ...unsigned((operands[count] as number | undefined) ?? 0));
    return;
  }
  encode(operands, to);
  if (op in simd) bytes.push(0xfd, ...unsigned(simd[op]));
  else if (op in plain) bytes.push(plain[op]);
  else throw new Error(`no instruction ${op}`);
}

function indexOf(name: string, { names, name: of }: Writing): number {
  const index = names.get(name);
  if (index === undefined) throw new Error(`${of} has no local ${name}`);
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
