// The functions of unary.ts and binary.ts where there is no WebAssembly: their tables read one lane at a time, with the same bits.
// Sums, products and quotients of float32 that are rounded from double precision are those of single precision (Figueroa, 1995).

import type { Code } from "./emit.ts";

/** A compiled expression, to be read as a float or as the integer of the same bits. */
interface Lane {
  readonly float: () => number;
  readonly integer: () => number;
}

const bits = new Int32Array(1);
const number = new Float32Array(bits.buffer);
const { fround } = Math;

const asFloat = (float: () => number): Lane => ({
  float,
  integer: () => {
    number[0] = float();
    return bits[0];
  },
});
const asInteger = (integer: () => number): Lane => ({
  integer,
  float: () => {
    bits[0] = integer();
    return number[0];
  },
});

const floats: Readonly<Record<string, (a: number, b: number) => number>> = {
  "f32x4.add": (a, b) => fround(a + b),
  "f32x4.sub": (a, b) => fround(a - b),
  "f32x4.mul": (a, b) => fround(a * b),
  "f32x4.div": (a, b) => fround(a / b),
  "f32x4.min": Math.min,
  "f32x4.max": Math.max,
  "f32x4.neg": (a) => -a,
  "f32x4.sqrt": (a) => fround(Math.sqrt(a)),
  "f32x4.abs": Math.abs,
  "f32x4.pmin": (a, b) => (b < a ? b : a),
  "f32x4.pmax": (a, b) => (a < b ? b : a),
};
const integers: Readonly<Record<string, (a: number, b: number, c: number) => number>> = {
  "v128.and": (a, b) => a & b,
  "v128.or": (a, b) => a | b,
  "v128.bitselect": (a, b, mask) => (a & mask) | (b & ~mask),
  "i32x4.add": (a, b) => (a + b) | 0,
  "i32x4.sub": (a, b) => (a - b) | 0,
  "i32x4.shl": (a, count) => a << count,
  "i32x4.shr_s": (a, count) => a >> count,
};
const conditions: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  "f32x4.eq": (a, b) => a === b,
  "f32x4.lt": (a, b) => a < b,
  "f32x4.gt": (a, b) => a > b,
  "f32x4.le": (a, b) => a <= b,
  "f32x4.ge": (a, b) => a >= b,
};

/** What computes the local `result` from x and y by these statements. */
export function laneFunction(body: readonly Code[], result: string): (x: number, y: number) => number {
  const storage = new Int32Array(16);
  const values = new Float32Array(storage.buffer);
  const names = ["x", "y"];
  const placeOf = (name: string): number => {
    if (!names.includes(name)) names.push(name);
    return names.indexOf(name);
  };
  const compile = (code: Code): Lane => {
    if (typeof code === "number") return asInteger(() => code);
    if (typeof code === "string") {
      const at = placeOf(code);
      return { float: () => values[at], integer: () => storage[at] };
    }
    const [op, ...operands] = code as readonly [string, ...Code[]];
    if (op === "f32") {
      const constant = fround(operands[0] as number);
      return asFloat(() => constant);
    }
    const [a, b, c] = operands.map(compile);
    if (op === "f32x4.splat" || op === "i32x4.splat") return a;
    if (op in conditions) {
      const holds = conditions[op];
      return asInteger(() => (holds(a.float(), b.float()) ? -1 : 0));
    }
    if (op in floats) {
      const run = floats[op];
      return b ? asFloat(() => run(a.float(), b.float())) : asFloat(() => run(a.float(), 0));
    }
    if (op in integers) {
      const run = integers[op];
      if (c) return asInteger(() => run(a.integer(), b.integer(), c.integer()));
      return asInteger(() => run(a.integer(), b.integer(), 0));
    }
    throw new Error(`no lane of ${op}`);
  };
  const steps = body.map((statement) => {
    const [op, name, value] = statement as readonly [string, string, Code];
    if (op !== "set") throw new Error(`no lane of ${op}`);
    const lane = compile(value);
    const at = placeOf(name);
    return () => {
      storage[at] = lane.integer();
    };
  });
  const out = placeOf(result);
  return (x, y) => {
    values[0] = x;
    values[1] = y;
    for (const step of steps) step();
    return values[out];
  };
}
