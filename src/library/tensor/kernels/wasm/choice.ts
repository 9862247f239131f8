// Comparisons, whose results are bytes 0 and 1, and choices by such bytes for WebAssembly, sixteen elements at a time.

import type { Code, Func } from "./emit.ts";

/** Comparisons that there are; the others are these with their sides changed. */
export const comparisons = ["gt", "ge", "eq", "ne"] as const;
export type Comparison = (typeof comparisons)[number];

const set = (name: string, value: Code): Code => ["set", name, value];
const up = (name: string, bytes: number): Code => set(name, ["i32.add", name, bytes]);
const vectors = [0, 1, 2, 3];

const compare = (name: Comparison): Func => {
  const mask = (v: number): Code => [`f32x4.${name}`, ["v128.load", "a", 16 * v], ["v128.load", "b", 16 * v]];
  const pair = (v: number): Code => ["i16x8.narrow_i32x4_s", mask(v), mask(v + 1)];
  return {
    name,
    params: ["a", "b", "to", "end"],
    locals: { ones: "v128" },
    body: [
      set("ones", ["i32x4.splat", 0x01010101]),
      [
        "while",
        ["i32.lt_s", "a", "end"],
        ["v128.store", "to", ["v128.and", ["i8x16.narrow_i16x8_s", pair(0), pair(2)], "ones"]],
        up("a", 64),
        up("b", 64),
        up("to", 16),
      ],
    ],
  };
};

/** Elements of a where bytes are not 0, else those of b. */
const choose: Func = {
  name: "choose",
  params: ["bytes", "a", "b", "to", "end"],
  locals: { mask: "v128", half: "v128" },
  body: [
    [
      "while",
      ["i32.lt_s", "a", "end"],
      set("mask", ["i8x16.ne", ["v128.load", "bytes"], ["i32x4.splat", 0]]),
      ...vectors.flatMap((v): Code[] => [
        set("half", [`i16x8.extend_${v < 2 ? "low" : "high"}_i8x16_s`, "mask"]),
        [
          "v128.store",
          "to",
          [
            "v128.bitselect",
            ["v128.load", "a", 16 * v],
            ["v128.load", "b", 16 * v],
            [`i32x4.extend_${v % 2 === 0 ? "low" : "high"}_i16x8_s`, "half"],
          ],
          16 * v,
        ],
      ]),
      up("bytes", 16),
      ...["a", "b", "to"].map((name) => up(name, 64)),
    ],
  ],
};

/** The functions; each does whole steps. */
export const choiceFunctions: readonly Func[] = [...comparisons.map(compare), choose];
