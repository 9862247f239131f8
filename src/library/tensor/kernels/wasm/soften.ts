// Softmax and its logarithm of rows for WebAssembly: the largest is taken off, the exponentials are added up in four lanes in double
// precision (element i to lane i mod 4), and each is divided by the sum. What is left of a row after whole vectors is read by a mask.

import type { Code, Func } from "./emit.ts";
import { hoisted } from "./hoist.ts";
import { logarithmOfSum, quickExponential, unaryVariables } from "./unary.ts";

const set = (name: string, value: Code): Code => ["set", name, value];
const splat = (value: number): Code => ["f32x4.splat", ["f32", value]];
const turned = (a: Code, ...lanes: readonly number[]): Code => ["i32x4.shuffle", a, a, lanes];
const lowest = splat(Number.NEGATIVE_INFINITY);

/** From x, at most 0, to y = e^x; below -87 it is 0. */
export const softExponential: readonly Code[] = [
  set("z", ["f32x4.pmax", "x", splat(-87)]),
  ...quickExponential,
  set("y", ["v128.and", "y", ["f32x4.ge", "x", splat(-87)]]),
];
/** From x to y = log(1 + x). */
export const softLogarithm: readonly Code[] = [set("z", "x"), ...logarithmOfSum];

const largest = set("most", ["f32x4.max", "most", "x"]);
const power: readonly Code[] = [
  set("x", ["f32x4.sub", "x", "most"]),
  ...softExponential,
  set("sum", ["f64x2.add", "sum", ["f64x2.promote_low_f32x4", "y"]]),
  set("sum2", ["f64x2.add", "sum2", ["f64x2.promote_low_f32x4", turned("y", 2, 3, 0, 1)]]),
];

/** Goes over a row, vector by vector, with each as `x`; numbers beyond its end are the lowest. Results are stored from `to` on. */
function overRow(body: readonly Code[], stored?: Code): Code[] {
  const store: Code[] = stored === undefined ? [] : [["v128.store", ["i32.add", "p", "shift"], stored]];
  return [
    set("p", "at"),
    [
      "while",
      ["i32.lt_s", "p", "whole"],
      set("x", ["v128.load", "p"]),
      ...body,
      ...store,
      set("p", ["i32.add", "p", 16]),
    ],
    [
      "if",
      ["i32.lt_s", "p", "limit"],
      [set("x", ["v128.bitselect", ["v128.load", "p"], lowest, "tail"]), ...body, ...store],
    ],
  ];
}

function soften(name: string, isLogarithm: boolean): Func {
  const result: Code = isLogarithm
    ? ["f32x4.sub", ["f32x4.sub", "x", "most"], "y"]
    : ["f32x4.div", ["v128.load", ["i32.add", "p", "shift"]], "total"];
  const { before, locals, body } = hoisted([
    [
      "while",
      ["i32.lt_s", "at", "end"],
      set("limit", ["i32.add", "at", "row"]),
      set("whole", ["i32.add", "at", ["i32.and", "row", -16]]),
      set("most", lowest),
      ...overRow([largest]),
      set("most", ["f32x4.max", "most", turned("most", 2, 3, 0, 1)]),
      set("most", ["f32x4.max", "most", turned("most", 1, 0, 3, 2)]),
      set("sum", splat(0)),
      set("sum2", splat(0)),
      ...overRow(power, isLogarithm ? undefined : "y"),
      set("sum", ["f64x2.add", "sum", "sum2"]),
      set("sum", ["f64x2.add", "sum", turned("sum", 2, 3, 0, 1)]),
      // The largest is e^0 = 1: without it the logarithm keeps its digits where that is nearly all.
      ...(isLogarithm ? [set("sum", ["f64x2.sub", "sum", ["f64x2.promote_low_f32x4", splat(1)]])] : []),
      set("total", turned(["f32x4.demote_f64x2_zero", "sum"], 0, 0, 0, 0)),
      ...(isLogarithm ? [set("x", "total"), ...softLogarithm] : []),
      ...overRow([], result),
      set("at", "limit"),
    ],
  ]);
  return {
    name,
    params: ["at", "end", "row", "to", "mask"],
    locals: {
      ...Object.fromEntries(["p", "whole", "limit", "shift"].map((local) => [local, "i32" as const])),
      ...Object.fromEntries(
        [...unaryVariables, "most", "sum", "sum2", "total", "tail"].map((local) => [local, "v128" as const]),
      ),
      ...locals,
    },
    body: [...before, set("tail", ["v128.load", "mask"]), set("shift", ["i32.sub", "to", "at"]), ...body],
  };
}

/** Each of the address of rows, of the one behind them, the bytes of a row, where results go, and a mask of what is left over. */
export const softFunctions: readonly Func[] = [soften("softmax", false), soften("logSoftmax", true)];
