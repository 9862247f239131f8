// Panels of matrices for the product in WebAssembly: rows side by side, so that the micro-kernel reads its numbers one after the other.

import type { Code, Func } from "./emit.ts";

const add = (a: Code, b: Code): Code => ["i32.add", a, b];
const sub = (a: Code, b: Code): Code => ["i32.sub", a, b];
const mul = (a: Code, b: Code): Code => ["i32.mul", a, b];
const less = (a: Code, b: Code): Code => ["i32.lt_s", a, b];
const set = (name: string, value: Code): Code => ["set", name, value];
const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** Reads a square of four lines, from number `first` on, and writes its columns as rows, which lie `width` floats apart. */
function turn(first: number, line: (i: number) => Code, width: number): Code[] {
  const shuffle = (a: Code, b: Code, ...lanes: readonly number[]): Code => ["i32x4.shuffle", a, b, lanes];
  return [
    ...upTo(4).map((i) => set(`r${i}`, ["v128.load", line(first + i)])),
    set("s0", shuffle("r0", "r1", 0, 4, 1, 5)),
    set("s1", shuffle("r2", "r3", 0, 4, 1, 5)),
    set("s2", shuffle("r0", "r1", 2, 6, 3, 7)),
    set("s3", shuffle("r2", "r3", 2, 6, 3, 7)),
    ...upTo(4).map((i): Code => {
      const [a, b] = i < 2 ? ["s0", "s1"] : ["s2", "s3"];
      const value = i % 2 === 0 ? shuffle(a, b, 0, 1, 4, 5) : shuffle(a, b, 2, 3, 6, 7);
      return ["v128.store", "to", value, 4 * (i * width + first)];
    }),
  ];
}

/** Packs `count` rows (of A; of B its columns) into panels of `width`, one after the other along k; the last is filled up with zeros. Strides are in bytes. */
export function pack(name: string, width: number): Func {
  const overK = (...body: Code[]): Code => [
    "while",
    ["i32.gt_s", "p", 0],
    ...body,
    set("from", add("from", "alongK")),
    set("p", sub("p", 1)),
  ];
  const forEachK = (...body: Code[]): Code[] => [set("p", "k"), overK(...body)];
  const line = (i: number): Code => (i === 0 ? "from" : add("from", mul("along", i)));
  const oneByOne = overK(
    ...upTo(width).map((i): Code => ["f32.store", "to", ["f32.load", line(i)], 4 * i]),
    set("to", add("to", 4 * width)),
  );
  // Where neighbours lie beside each other, four at a time.
  const beside = forEachK(
    ...upTo(width / 4).map((v): Code => ["v128.store", "to", ["v128.load", "from", 16 * v], 16 * v]),
    set("to", add("to", 4 * width)),
  );
  // Where k goes from one element to the next: squares of four by four are turned.
  const turned: Code[] = [
    set("p", "k"),
    [
      "while",
      ["i32.gt_s", "p", 3],
      ...upTo(width / 4).flatMap((v) => turn(4 * v, line, width)),
      set("from", add("from", 16)),
      set("to", add("to", 16 * width)),
      set("p", sub("p", 4)),
    ],
    oneByOne,
  ];
  const whole: Code[] = [["if", ["i32.eq", "alongK", 4], turned, [set("p", "k"), oneByOne]]];
  const partial = forEachK(set("i", 0), [
    "do",
    less("i", width),
    [
      "if",
      less("i", "left"),
      [["f32.store", "to", ["f32.load", add("from", mul("i", "along"))]]],
      [["f32.store", "to", ["f32", 0]]],
    ],
    set("to", add("to", 4)),
    set("i", add("i", 1)),
  ]);
  return {
    name,
    params: ["count", "k", "source", "along", "alongK", "to"],
    locals: {
      ...{ at: "i32", from: "i32", left: "i32", p: "i32", i: "i32" },
      ...Object.fromEntries(upTo(4).flatMap((i) => [`r${i}`, `s${i}`].map((name) => [name, "v128" as const]))),
    },
    body: [
      [
        "while",
        less("at", "count"),
        set("from", add("source", mul("at", "along"))),
        set("left", sub("count", "at")),
        ["if", ["i32.ge_s", "left", width], [["if", ["i32.eq", "along", 4], beside, whole]], partial],
        set("at", add("at", width)),
      ],
    ],
  };
}
