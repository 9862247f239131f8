// Functions of one number, element by element, each with its derivative.

import { type Tensor, toFloat } from "../tensor/index.ts";
import * as loops from "../tensor/kernels/loops.ts";
import * as math from "../tensor/kernels/math.ts";
import { add, cast, div, mul, neg, pair, square, sub } from "./arithmetic.ts";
import { ge, gt, le, where } from "./compare.ts";
import { mapElements, type Operand, zipElements } from "./elementwise.ts";
import { sumTo } from "./expand.ts";
import { bind, type Primitive } from "./primitive.ts";

/** A primitive of one input whose values are floats. */
function unary(
  name: string,
  loop: math.UnaryLoop,
  saves: "inputs" | "output",
  gradient: (dy: Tensor, x: Tensor, y: Tensor) => Tensor,
): Primitive {
  return {
    name,
    value: ([a]) => mapElements(cast(a, toFloat(a.dtype)), loop, toFloat(a.dtype)),
    gradient: [(dy, [x], y) => gradient(dy, x, y)],
    saves,
  };
}

const primitives = {
  exp: unary("Exp", math.exp, "output", (dy, _x, y) => mul(dy, y)),
  expm1: unary("Expm1", math.expm1, "output", (dy, _x, y) => mul(dy, add(y, 1))),
  log: unary("Log", math.log, "inputs", (dy, x) => div(dy, x)),
  log1p: unary("Log1p", math.log1p, "inputs", (dy, x) => div(dy, add(x, 1))),
  sqrt: unary("Sqrt", math.sqrt, "output", (dy, _x, y) => div(dy, mul(y, 2))),
  abs: {
    ...unary("Abs", math.abs, "inputs", (dy, x) => mul(dy, sign(x))),
    value: ([a]: readonly Tensor[]) => mapElements(a, math.abs),
  },
  sin: unary("Sin", math.sin, "inputs", (dy, x) => mul(dy, cos(x))),
  cos: unary("Cos", math.cos, "inputs", (dy, x) => neg(mul(dy, sin(x)))),
  tanh: unary("Tanh", math.tanh, "output", (dy, _x, y) => mul(dy, sub(1, square(y)))),
  sigmoid: unary("Sigmoid", math.sigmoid, "output", (dy, _x, y) => mul(dy, mul(y, sub(1, y)))),
  relu: unary("Relu", math.relu, "output", (dy, _x, y) => mul(dy, cast(gt(y, 0), dy.dtype))),
} satisfies Record<string, Primitive>;

/** e^a */
export const exp = (a: Tensor): Tensor => bind(primitives.exp, [a], undefined);
/** e^a - 1, exact near 0. */
export const expm1 = (a: Tensor): Tensor => bind(primitives.expm1, [a], undefined);
/** The natural logarithm. */
export const log = (a: Tensor): Tensor => bind(primitives.log, [a], undefined);
/** log(1 + a), exact near 0. */
export const log1p = (a: Tensor): Tensor => bind(primitives.log1p, [a], undefined);
/** √a */
export const sqrt = (a: Tensor): Tensor => bind(primitives.sqrt, [a], undefined);
/** |a| */
export const abs = (a: Tensor): Tensor => bind(primitives.abs, [a], undefined);
/** -1, 0 or 1. */
export const sign = (a: Tensor): Tensor => mapElements(a, math.sign);
export const sin = (a: Tensor): Tensor => bind(primitives.sin, [a], undefined);
export const cos = (a: Tensor): Tensor => bind(primitives.cos, [a], undefined);
export const tanh = (a: Tensor): Tensor => bind(primitives.tanh, [a], undefined);
/** 1 / (1 + e^-a) */
export const sigmoid = (a: Tensor): Tensor => bind(primitives.sigmoid, [a], undefined);
/** max(a, 0) */
export const relu = (a: Tensor): Tensor => bind(primitives.relu, [a], undefined);
/** Rounded down. */
export const floor = (a: Tensor): Tensor => mapElements(a, math.floor);
/** Rounded up. */
export const ceil = (a: Tensor): Tensor => mapElements(a, math.ceil);
/** Rounded, halves to even. */
export const round = (a: Tensor): Tensor => mapElements(a, math.round);

const powPrimitive: Primitive = {
  name: "Pow",
  value: ([a, b]) => zipElements("pow", a, b, loops.pow),
  gradient: [
    (dy, [a, b]) => sumTo(mul(dy, mul(b, pow(a, sub(b, 1)))), a.shape),
    // a^b log a, which is 0 where a is 0
    (dy, [a, b], y) => sumTo(mul(dy, where(gt(a, 0), mul(y, log(a)), 0)), b.shape),
  ],
  saves: "inputs",
};

/** a to the power b, broadcast. */
export function pow(a: Operand, b: Operand): Tensor {
  if (b === 2 && typeof a !== "number") return square(a);
  return bind(powPrimitive, pair("pow", a, b), undefined);
}

// Where both are equal, each gets half of the gradient, as in PyTorch.
const share = (dy: Tensor, mine: Tensor, other: Tensor) =>
  mul(dy, mul(add(cast(gt(mine, other), dy.dtype), cast(ge(mine, other), dy.dtype)), 0.5));

const maximumPrimitive: Primitive = {
  name: "Maximum",
  value: ([a, b]) => zipElements("maximum", a, b, loops.maximum),
  gradient: [(dy, [a, b]) => sumTo(share(dy, a, b), a.shape), (dy, [a, b]) => sumTo(share(dy, b, a), b.shape)],
  saves: "inputs",
};

/** The larger of a and b. */
export function maximum(a: Operand, b: Operand): Tensor {
  return bind(maximumPrimitive, pair("maximum", a, b), undefined);
}

/** The smaller of a and b. */
export function minimum(a: Operand, b: Operand): Tensor {
  const [x, y] = pair("minimum", a, b);
  return neg(maximum(neg(x), neg(y)));
}

const clampPrimitive: Primitive<readonly [number, number]> = {
  name: "Clamp",
  value: ([a], [low, high]) =>
    mapElements(a, (x, out, n) => {
      for (let i = 0; i < n; i++) out[i] = x[i] < low ? low : x[i] > high ? high : x[i];
    }),
  gradient: [(dy, [a], _y, [low, high]) => mul(dy, mul(cast(ge(a, low), dy.dtype), cast(le(a, high), dy.dtype)))],
  saves: "inputs",
};

/** a, but not below `low` nor above `high`. */
export function clamp(a: Tensor, low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY): Tensor {
  return bind(clampPrimitive, [a], [low, high]);
}
