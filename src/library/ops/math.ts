// Functions of one number, element by element, each with its derivative; powers, extremes and bounds.

import { isFloat, promoteNumber, type Tensor, toFloat } from "../tensor/index.ts";
import * as loops from "../tensor/kernels/loops.ts";
import * as math from "../tensor/kernels/math.ts";
import { add, cast, div, mul, neg, pair, square, sub } from "./arithmetic.ts";
import { eq, ge, gt, le, lt, where } from "./compare.ts";
import { mapElements, type Operand, zipElements, zipNumber } from "./elementwise.ts";
import { sumTo } from "./expand.ts";
import { bind, type Primitive, primitive, type Saved } from "./primitive.ts";

/** A primitive of one input whose values are floats. `fast`: the loop over dy and what is saved. */
function unary(
  name: string,
  loop: math.UnaryLoop,
  saves: Saved,
  gradient: (dy: Tensor, x: Tensor, y: Tensor) => Tensor,
  fast?: loops.BinaryLoop,
): Primitive {
  return primitive({
    form: "elementwise",
    name,
    value: ([a]) => mapElements(isFloat(a.dtype) ? a : cast(a, "float32"), loop, toFloat(a.dtype)),
    gradient: [(dy, [x], y) => gradient(dy, x, y)],
    ...(fast && { fast: [(dy, [x], y) => zipElements(name, dy, saves === "output" ? y : x, fast)] }),
    saves,
  });
}

const expPrimitive = unary("Exp", math.exp, "output", (dy, _x, y) => mul(dy, y));
const expm1Primitive = unary("Expm1", math.expm1, "output", (dy, _x, y) => mul(dy, add(y, 1)));
const logPrimitive = unary("Log", math.log, "inputs", (dy, x) => div(dy, x));
const log2Primitive = unary("Log2", math.log2, "inputs", (dy, x) => div(dy, mul(x, Math.LN2)));
const log1pPrimitive = unary("Log1P", math.log1p, "inputs", (dy, x) => div(dy, add(x, 1)));
const sqrtPrimitive = unary("Sqrt", math.sqrt, "output", (dy, _x, y) => div(dy, mul(y, 2)));
const rsqrtPrimitive = unary("Rsqrt", math.rsqrt, "output", (dy, _x, y) => mul(mul(dy, -0.5), pow(y, 3)));
const reciprocalPrimitive = unary("Reciprocal", math.reciprocal, "output", (dy, _x, y) => neg(mul(dy, square(y))));
const sinPrimitive = unary("Sin", math.sin, "inputs", (dy, x) => mul(dy, cos(x)));
const cosPrimitive = unary("Cos", math.cos, "inputs", (dy, x) => neg(mul(dy, sin(x))));
const tanhPrimitive = unary("Tanh", math.tanh, "output", (dy, _x, y) => mul(dy, sub(1, square(y))), loops.tanhBackward);
const sigmoidPrimitive = unary(
  "Sigmoid",
  math.sigmoid,
  "output",
  (dy, _x, y) => mul(dy, mul(y, sub(1, y))),
  loops.sigmoidBackward,
);
const softplusPrimitive = unary("Softplus", math.softplus, "inputs", (dy, x) => mul(dy, sigmoid(x)));

const absPrimitive = primitive({
  form: "elementwise",
  name: "Abs",
  value: ([a]) => mapElements(a, math.abs),
  gradient: [(dy, [x]) => mul(dy, sign(x))],
  saves: "inputs",
});
const reluPrimitive = primitive({
  form: "elementwise",
  name: "Relu",
  value: ([a]) => mapElements(a, math.relu),
  gradient: [(dy, _inputs, y) => where(gt(y, 0), dy, 0)],
  fast: [(dy, _inputs, y) => zipElements("relu", dy, y, loops.wherePositive)],
  saves: "output",
});
/** Functions that are flat wherever they have a derivative. */
function flat(name: string, loop: math.UnaryLoop): Primitive {
  return primitive({ form: "elementwise", name, value: ([a]) => mapElements(a, loop), gradient: [(dy) => mul(dy, 0)] });
}
const signPrimitive = flat("Sign", math.sign);
const floorPrimitive = flat("Floor", math.floor);
const ceilPrimitive = flat("Ceil", math.ceil);
const roundPrimitive = flat("Round", math.round);
const truncPrimitive = flat("Trunc", math.trunc);

/** e^a */
export const exp = (a: Tensor): Tensor => bind(expPrimitive, [a], undefined);
/** e^a - 1, exact near 0. */
export const expm1 = (a: Tensor): Tensor => bind(expm1Primitive, [a], undefined);
/** The natural logarithm. */
export const log = (a: Tensor): Tensor => bind(logPrimitive, [a], undefined);
/** The logarithm to base 2. */
export const log2 = (a: Tensor): Tensor => bind(log2Primitive, [a], undefined);
/** log(1 + a), exact near 0. */
export const log1p = (a: Tensor): Tensor => bind(log1pPrimitive, [a], undefined);
/** √a */
export const sqrt = (a: Tensor): Tensor => bind(sqrtPrimitive, [a], undefined);
/** 1 / √a */
export const rsqrt = (a: Tensor): Tensor => bind(rsqrtPrimitive, [a], undefined);
/** 1 / a */
export const reciprocal = (a: Tensor): Tensor => bind(reciprocalPrimitive, [a], undefined);
/** |a| */
export const abs = (a: Tensor): Tensor => bind(absPrimitive, [a], undefined);
/** -1, 0 or 1. */
export const sign = (a: Tensor): Tensor => bind(signPrimitive, [a], undefined);
/** The sine of an angle in radians. */
export const sin = (a: Tensor): Tensor => bind(sinPrimitive, [a], undefined);
/** The cosine of an angle in radians. */
export const cos = (a: Tensor): Tensor => bind(cosPrimitive, [a], undefined);
/** The hyperbolic tangent. */
export const tanh = (a: Tensor): Tensor => bind(tanhPrimitive, [a], undefined);
/** 1 / (1 + e^-a) */
export const sigmoid = (a: Tensor): Tensor => bind(sigmoidPrimitive, [a], undefined);
/** log(1 + e^a) */
export const softplus = (a: Tensor): Tensor => bind(softplusPrimitive, [a], undefined);
/** max(a, 0) */
export const relu = (a: Tensor): Tensor => bind(reluPrimitive, [a], undefined);
/** Rounded down. */
export const floor = (a: Tensor): Tensor => bind(floorPrimitive, [a], undefined);
/** Rounded up. */
export const ceil = (a: Tensor): Tensor => bind(ceilPrimitive, [a], undefined);
/** Rounded, halves to even. */
export const round = (a: Tensor): Tensor => bind(roundPrimitive, [a], undefined);
/** Without the fraction. */
export const trunc = (a: Tensor): Tensor => bind(truncPrimitive, [a], undefined);

const powPrimitive = primitive({
  form: "elementwise",
  name: () => "PowBackward1",
  value: ([a, b]) => zipElements("pow", a, b, loops.pow),
  gradient: [
    // b a^(b-1), which is 0 for b = 0 whatever a is
    (dy, [a, b]) => sumTo(mul(dy, where(eq(b, 0), 0, mul(b, pow(a, sub(b, 1))))), a.shape),
    // a^b log a, which is 0 where a is 0
    (dy, [a, b], y) => sumTo(mul(dy, where(eq(a, 0), 0, mul(y, log(a)))), b.shape),
  ],
  saves: "inputs",
});

const powNumberPrimitive = primitive<number>({
  form: "elementwise",
  name: "Pow",
  value: ([a], b) => zipNumber(a, b, loops.pow, promoteNumber(a.dtype, b)),
  gradient: [(dy, [a], _y, b) => (b === 0 ? mul(dy, 0) : mul(dy, mul(pow(a, b - 1), b)))],
  saves: "inputs",
});

/** a to the power b, broadcast. */
export function pow(a: Operand, b: Operand): Tensor {
  if (b === 2 && typeof a !== "number") return square(a);
  if (typeof b === "number" && typeof a !== "number") return bind(powNumberPrimitive, [a], b);
  return bind(powPrimitive, pair("pow", a, b), undefined);
}

// Where both are equal, each gets half of the gradient; where one is NaN, each gets all of it: as in PyTorch.
function share(dy: Tensor, isOther: Tensor, isBoth: Tensor): Tensor {
  return where(isOther, 0, where(isBoth, mul(dy, 0.5), dy));
}

const maximumPrimitive = primitive({
  form: "elementwise",
  name: "Maximum",
  value: ([a, b]) => zipElements("maximum", a, b, loops.maximum),
  gradient: [
    (dy, [a, b]) => sumTo(share(dy, lt(a, b), eq(a, b)), a.shape),
    (dy, [a, b]) => sumTo(share(dy, gt(a, b), eq(a, b)), b.shape),
  ],
  saves: "inputs",
});

const minimumPrimitive = primitive({
  form: "elementwise",
  name: "Minimum",
  value: ([a, b]) => zipElements("minimum", a, b, loops.minimum),
  gradient: [
    (dy, [a, b]) => sumTo(share(dy, gt(a, b), eq(a, b)), a.shape),
    (dy, [a, b]) => sumTo(share(dy, lt(a, b), eq(a, b)), b.shape),
  ],
  saves: "inputs",
});

/** The larger of a and b; NaN where one is. */
export function maximum(a: Operand, b: Operand): Tensor {
  return bind(maximumPrimitive, pair("maximum", a, b), undefined);
}

/** The smaller of a and b; NaN where one is. */
export function minimum(a: Operand, b: Operand): Tensor {
  return bind(minimumPrimitive, pair("minimum", a, b), undefined);
}

const clampPrimitive = primitive<readonly [number, number]>({
  form: "elementwise",
  name: () => "ClampBackward1",
  value: ([a], [low, high]) =>
    mapElements(a, (x, xo, out, n) => {
      for (let i = 0; i < n; i++) {
        const value = x[xo + i];
        out[i] = value < low ? low : Math.min(value, high);
      }
    }),
  gradient: [(dy, [a], _y, [low, high]) => where(ge(a, low), where(le(a, high), dy, 0), 0)],
  saves: "inputs",
});

/** a, but not below `low` nor above `high`. */
export function clamp(a: Tensor, low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY): Tensor {
  // A bound with a fraction makes floats of whole numbers, as in arithmetic.
  const dtype = [low, high].filter(Number.isFinite).reduce(promoteNumber, a.dtype);
  return bind(clampPrimitive, [cast(a, dtype)], [low, high]);
}
