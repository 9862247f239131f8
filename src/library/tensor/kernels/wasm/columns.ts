// Windows over one image as columns for WebAssembly, and columns added back into the image: rows of pixels, four at a time.
// The image has its border; strides are in bytes. `unfold` may write three floats beyond the columns, and read as many beyond the image.

import type { Code, Func } from "./emit.ts";

const add = (a: Code, b: Code): Code => ["i32.add", a, b];
const mul = (a: Code, b: Code): Code => ["i32.mul", a, b];
const less = (a: Code, b: Code): Code => ["i32.lt_s", a, b];
const set = (name: string, value: Code): Code => ["set", name, value];
const up = (name: string, step: Code = 1): Code => set(name, add(name, step));

/** Calls `row` for each plane, each place (i, j) in a window, and each row y of windows, with `pixel` at its first pixel. */
function rowsOfWindows(name: string, row: readonly Code[]): Func {
  return {
    name,
    params: [
      ...["image", "columns", "planes", "plane", "height", "width", "alongHeight", "alongWidth"],
      ...["down", "across", "alongDown", "alongAcross"],
    ],
    locals: Object.fromEntries(
      ["c", "i", "j", "y", "x", "line", "pixel", "end"].map((local) => [local, "i32" as const]),
    ),
    body: [
      [
        "while",
        less("c", "planes"),
        set("i", 0),
        [
          "while",
          less("i", "height"),
          set("j", 0),
          [
            "while",
            less("j", "width"),
            set("line", add(add("image", mul("c", "plane")), add(mul("i", "alongHeight"), mul("j", "alongWidth")))),
            set("y", 0),
            [
              "while",
              less("y", "down"),
              set("pixel", "line"),
              set("end", add("columns", ["i32.shl", "across", 2])),
              ...row,
              set("columns", "end"),
              up("line", "alongDown"),
              up("y"),
            ],
            up("j"),
          ],
          up("i"),
        ],
        up("c"),
      ],
    ],
  };
}

const whileBelow = (limit: Code, ...body: readonly Code[]): Code => ["while", less("columns", limit), ...body];

/** The functions of convolution. */
export const columnFunctions: readonly Func[] = [
  rowsOfWindows("unfold", [
    [
      "if",
      ["i32.eq", "alongAcross", 4],
      [whileBelow("end", ["v128.store", "columns", ["v128.load", "pixel"]], up("pixel", 16), up("columns", 16))],
      [
        whileBelow(
          "end",
          ["f32.store", "columns", ["f32.load", "pixel"]],
          up("pixel", "alongAcross"),
          up("columns", 4),
        ),
      ],
    ],
  ]),
  rowsOfWindows("fold", [
    [
      "if",
      ["i32.eq", "alongAcross", 4],
      [
        whileBelow(
          add("end", -12),
          ["v128.store", "pixel", ["f32x4.add", ["v128.load", "pixel"], ["v128.load", "columns"]]],
          up("pixel", 16),
          up("columns", 16),
        ),
      ],
    ],
    whileBelow(
      "end",
      ["f32.store", "pixel", ["f32.add", ["f32.load", "pixel"], ["f32.load", "columns"]]],
      up("pixel", "alongAcross"),
      up("columns", 4),
    ),
  ]),
];
