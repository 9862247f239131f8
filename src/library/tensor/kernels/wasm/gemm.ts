// The product of float32 matrices for WebAssembly with 128-bit vectors, after Goto and van de Geijn (2008): blocks of A and B are
// packed into panels that stay in the caches, and a micro-kernel of 4 rows by 8 columns keeps its sums in registers.
// Sums run over k in ascending order within blocks of 256, and over the blocks in order: the same bits on every machine.

import type { Code, Func } from "./emit.ts";
import { pack } from "./pack.ts";

/** Rows of the micro-kernel, and its columns: two vectors. More would not stay in the 15 registers that V8 has. */
const rows = 4;
const vectors = 2;
const columns = 4 * vectors;
/** Steps along k that are written out one after the other. */
const unrolled = 4;
/** Depth of the blocks: sums over so many products are added to each other. */
export const blockK = 256;
/** Rows and columns of the blocks. */
const blockM = 120;
const blockN = 1024;

/** Bytes of the room that `gemm` needs: a spare tile, a block of A and a block of B. */
export const workspaceBytes = 4 * (rows * columns + blockM * blockK + blockK * (blockN + columns));

const add = (a: Code, b: Code): Code => ["i32.add", a, b];
const sub = (a: Code, b: Code): Code => ["i32.sub", a, b];
const mul = (a: Code, b: Code): Code => ["i32.mul", a, b];
const less = (a: Code, b: Code): Code => ["i32.lt_s", a, b];
const set = (name: string, value: Code): Code => ["set", name, value];
const float = (index: Code): Code => ["i32.shl", index, 2];
const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
/** name = min(value, limit) */
const setMin = (name: string, value: Code, limit: number): Code[] => [
  set(name, value),
  ["if", ["i32.gt_s", name, limit], [set(name, limit)]],
];

/** The micro-kernel of so many rows and vectors of columns: those that a product has beyond whole tiles need not be multiplied by zeros. */
const microName = (height: number, width: number): string => `micro${height}x${width}`;
const microParams = ["k", "A", "B", "C", "stride", "adds", "mr", "nr", "spare"];

/**
 * C[mr, nr] = A panel · B panel, or += when `adds`, where mr <= height and nr <= 4 width. `stride` is that of C's rows, in bytes; vectors
 * that C has not whole go by way of `spare`.
 */
function micro(height: number, width: number, isFused: boolean): Func {
  const times = (sum: string, a: Code, b: Code): Code =>
    isFused ? ["f32x4.relaxed_madd", a, b, sum] : ["f32x4.add", sum, ["f32x4.mul", a, b]];
  const tiles = upTo(height).flatMap((row) => upTo(width).map((v) => ({ row, v, sum: `c${row}${v}` })));
  const place = (row: number): Code => (row === 0 ? "C" : add("C", mul("stride", row)));
  const write = ({ row, v, sum }: (typeof tiles)[number]): Code[] => [
    ["if", "adds", [set(sum, ["f32x4.add", ["v128.load", place(row), 16 * v], sum])]],
    ["v128.store", place(row), sum, 16 * v],
  ];
  const byRows = upTo(height).map((row): Code => {
    const all = tiles.filter((tile) => tile.row === row).flatMap(write);
    return ["if", ["i32.gt_s", "mr", row], all];
  });
  // One number of each row of A times a row of B's panel, the `at`th from here.
  const step = (at: number): Code[] => [
    ...upTo(width).map((v) => set(`b${v}`, ["v128.load", "B", 4 * columns * at + 16 * v])),
    ...upTo(height).flatMap((row): Code[] => [
      set("a", ["v128.load32_splat", "A", 4 * row]),
      ...upTo(width).map((v) => set(`c${row}${v}`, times(`c${row}${v}`, "a", `b${v}`))),
    ]),
    set("A", add("A", 4 * rows)),
  ];
  // A branch that is never taken and reads all sums. Without it V8 moves the next step's loads before this one's arithmetic, runs out of
  // registers, and is a third slower; with it four steps in a row are a twelfth faster than one.
  const barrier: Code = ["if", less("nr", 0), tiles.map(({ sum }): Code => ["v128.store", "spare", sum])];
  const steps = (count: number): Code[] => [
    ...upTo(count).flatMap((i) => (i === 0 ? step(i) : [barrier, ...step(i)])),
    set("B", add("B", 4 * columns * count)),
    set("k", sub("k", count)),
  ];
  return {
    name: microName(height, width),
    params: microParams,
    locals: {
      ...Object.fromEntries(tiles.map(({ sum }) => [sum, "v128" as const])),
      ...Object.fromEntries(upTo(width).map((v) => [`b${v}`, "v128" as const])),
      a: "v128",
      i: "i32",
      j: "i32",
      to: "i32",
      from: "i32",
    },
    body: [
      ["if", ["i32.gt_s", "k", unrolled - 1], [["do", ["i32.gt_s", "k", unrolled - 1], ...steps(unrolled)]]],
      ["while", "k", ...steps(1)],
      [
        "if",
        ["i32.eq", "nr", 4 * width],
        byRows,
        [
          ...tiles.map(({ row, v, sum }): Code => ["v128.store", "spare", sum, 4 * (row * columns + 4 * v)]),
          [
            "while",
            less("i", "mr"),
            set("j", 0),
            [
              "while",
              less("j", "nr"),
              set("to", add(add("C", mul("i", "stride")), float("j"))),
              set("from", add("spare", float(add(mul("i", columns), "j")))),
              [
                "if",
                "adds",
                [["f32.store", "to", ["f32.add", ["f32.load", "to"], ["f32.load", "from"]]]],
                [["f32.store", "to", ["f32.load", "from"]]],
              ],
              set("j", add("j", 1)),
            ],
            set("i", add("i", 1)),
          ],
        ],
      ],
    ],
  };
}

/** Heights of the micro-kernels that there are, from the least. */
const heights = [1, 2, rows];

/** Calls the micro-kernel that is just large enough. */
function callMicro(args: readonly Code[]): Code {
  const wide = (height: number): Code => [
    "if",
    ["i32.gt_s", "nr", 4],
    [["call", microName(height, 2), ...args]],
    [["call", microName(height, 1), ...args]],
  ];
  return heights
    .slice(0, -1)
    .reverse()
    .reduce<Code>((others, height) => ["if", ["i32.gt_s", "mr", height], [others], [wide(height)]], wide(rows));
}

/** C [m, n], in rows, = A [m, k] · B [k, n], or += when `adds`: addresses and strides in bytes. */
const gemm: Func = {
  name: "gemm",
  params: ["m", "k", "n", "A", "aRow", "aColumn", "B", "bRow", "bColumn", "C", "room", "adds"],
  locals: Object.fromEntries(
    ["i", "j", "p", "ii", "jj", "mc", "nc", "kc", "mr", "nr", "panelA", "panelB"].map((name) => [name, "i32" as const]),
  ),
  body: [
    set("panelA", add("room", 4 * rows * columns)),
    set("panelB", add("panelA", 4 * blockM * blockK)),
    [
      "while",
      less("j", "n"),
      ...setMin("nc", sub("n", "j"), blockN),
      set("p", 0),
      [
        "while",
        less("p", "k"),
        ...setMin("kc", sub("k", "p"), blockK),
        [
          "call",
          "packB",
          "nc",
          "kc",
          add("B", add(mul("p", "bRow"), mul("j", "bColumn"))),
          "bColumn",
          "bRow",
          "panelB",
        ],
        set("i", 0),
        [
          "while",
          less("i", "m"),
          ...setMin("mc", sub("m", "i"), blockM),
          [
            "call",
            "packA",
            "mc",
            "kc",
            add("A", add(mul("i", "aRow"), mul("p", "aColumn"))),
            "aRow",
            "aColumn",
            "panelA",
          ],
          set("jj", 0),
          [
            "while",
            less("jj", "nc"),
            ...setMin("nr", sub("nc", "jj"), columns),
            set("ii", 0),
            [
              "while",
              less("ii", "mc"),
              ...setMin("mr", sub("mc", "ii"), rows),
              callMicro([
                "kc",
                add("panelA", float(mul("ii", "kc"))),
                add("panelB", float(mul("jj", "kc"))),
                add("C", float(add(mul(add("i", "ii"), "n"), add("j", "jj")))),
                float("n"),
                ["i32.or", "adds", ["i32.gt_s", "p", 0]],
                "mr",
                "nr",
                "room",
              ]),
              set("ii", add("ii", rows)),
            ],
            set("jj", add("jj", columns)),
          ],
          set("i", add("i", blockM)),
        ],
        set("p", add("p", blockK)),
      ],
      set("j", add("j", blockN)),
    ],
  ],
};

/** The functions of the product. Fused, each product is not rounded before it is added: faster, and other bits. */
export const gemmFunctions = (isFused: boolean): readonly Func[] => [
  ...heights.flatMap((height) => upTo(vectors).map((v) => micro(height, v + 1, isFused))),
  pack("packA", rows),
  pack("packB", columns),
  gemm,
];
