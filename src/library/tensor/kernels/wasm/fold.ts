// Sums and extremes of many float32 for WebAssembly. Element i goes to lane i mod 16, the lanes are folded in order, and then what is left
// over: so that the bits are the same wherever it is done.

import type { Code, Func } from "./emit.ts";

/** Lanes: elements of a step of the loop. */
export const step = 16;
const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const set = (name: string, value: Code): Code => ["set", name, value];

/** Folds what stands from `at` up to `end` into the lanes at `to`, which lie in vectors `bytes` of the elements apart. */
function folding(name: string, bytes: number, next: (lane: string, at: Code, offset: number) => Code): Func {
  const lanes = upTo((4 * step) / bytes).map((i) => `lane${i}`);
  return {
    name,
    params: ["at", "end", "to"],
    locals: Object.fromEntries(lanes.map((lane) => [lane, "v128" as const])),
    body: [
      ...lanes.map((lane, i) => set(lane, ["v128.load", "to", 16 * i])),
      [
        "while",
        ["i32.lt_s", "at", "end"],
        ...lanes.map((lane, i) => set(lane, next(lane, "at", bytes * i))),
        set("at", ["i32.add", "at", 4 * step]),
      ],
      ...lanes.map((lane, i): Code => ["v128.store", "to", lane, 16 * i]),
    ],
  };
}

/**
 * Adds rows of `columns` floats, which follow each other from `at` up to `end`, to as many doubles at `to`. Of the last vector what is beyond
 * a row goes to doubles beyond, where nobody looks.
 */
const sumRows: Func = {
  name: "sumRows",
  params: ["at", "end", "columns", "to"],
  locals: { row: "i32", sums: "i32", limit: "i32" },
  body: [
    [
      "while",
      ["i32.lt_s", "at", "end"],
      set("row", "at"),
      set("sums", "to"),
      set("limit", ["i32.add", "at", ["i32.shl", "columns", 2]]),
      [
        "while",
        ["i32.lt_s", "row", "limit"],
        ...upTo(2).map(
          (i): Code => [
            "v128.store",
            "sums",
            [
              "f64x2.add",
              ["v128.load", "sums", 16 * i],
              ["f64x2.promote_low_f32x4", ["v128.load64_zero", "row", 8 * i]],
            ],
            16 * i,
          ],
        ),
        set("row", ["i32.add", "row", 16]),
        set("sums", ["i32.add", "sums", 32]),
      ],
      set("at", "limit"),
    ],
  ],
};

/** The functions of reductions; sums are in double precision. */
export const foldFunctions: readonly Func[] = [
  sumRows,
  folding("sum", 8, (lane, at, offset) => [
    "f64x2.add",
    lane,
    ["f64x2.promote_low_f32x4", ["v128.load64_zero", at, offset]],
  ]),
  folding("max", 16, (lane, at, offset) => ["f32x4.max", lane, ["v128.load", at, offset]]),
  folding("min", 16, (lane, at, offset) => ["f32x4.min", lane, ["v128.load", at, offset]]),
];
