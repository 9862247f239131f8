// The tangent, the arcs, and the hyperbolic functions: of others, or by series of our own, so that the bits are the same everywhere.

import { mapElements, meeting, zipElements } from "../ops/elementwise.ts";
import {
  add,
  bind,
  cos,
  div,
  exp,
  expm1,
  mul,
  neg,
  type Operand,
  type Primitive,
  pair,
  primitive,
  rsqrt,
  sin,
  square,
  sub,
  sumTo,
} from "../ops/index.ts";
import { precise, type Tensor, toFloat } from "../tensor/index.ts";
import type { BinaryLoop } from "../tensor/kernels/loops.ts";
import type { UnaryLoop } from "../tensor/kernels/math.ts";
import { float } from "./float.ts";

/** The tangent of an angle in radians. */
export const tan = (a: Tensor): Tensor => div(sin(a), cos(a));

/** (e^a - e^-a) / 2, exact near 0. */
export function sinh(a: Tensor): Tensor {
  const x = float(a);
  return mul(sub(expm1(x), expm1(neg(x))), 0.5);
}
/** (e^a + e^-a) / 2 */
export const cosh = (a: Tensor): Tensor => mul(add(exp(a), exp(neg(float(a)))), 0.5);

/** The angle with a tangent, in double precision: halved three times, then by its series. */
function arc(x: number): number {
  if (Math.abs(x) > 1) return Math.sign(x) * (Math.PI / 2) - arc(1 / x);
  let t = x;
  for (let i = 0; i < 3; i++) t /= 1 + Math.sqrt(1 + t * t);
  const t2 = t * t;
  let sum = 0;
  // The next term is below 2^-60 of the first.
  for (let k = 19; k >= 1; k -= 2) sum = 1 / k - t2 * sum;
  return 8 * t * sum;
}
const arcs: UnaryLoop = (x, xo, out, n) => {
  for (let i = 0; i < n; i++) out[i] = arc(x[xo + i]);
};
const arcsOfSines: UnaryLoop = (x, xo, out, n) => {
  for (let i = 0; i < n; i++) {
    const sine = x[xo + i];
    out[i] = arc(sine / Math.sqrt((1 - sine) * (1 + sine)));
  }
};

const atanPrimitive = /* @__PURE__ */ primitive({
  name: "Atan",
  form: "elementwise",
  value: ([a]) => mapElements(a, arcs),
  gradient: [(dy, [a]) => div(dy, add(square(a), 1))],
  saves: "inputs",
});
/** The angle in (-π/2, π/2) with this tangent. */
export const atan = (a: Tensor): Tensor => bind(atanPrimitive, [float(a)], undefined);

const asinPrimitive = /* @__PURE__ */ primitive({
  name: "Asin",
  form: "elementwise",
  value: ([a]) => mapElements(a, arcsOfSines),
  gradient: [(dy, [a]) => mul(dy, rsqrt(sub(1, square(a))))],
  saves: "inputs",
});
/** The angle in [-π/2, π/2] with this sine; NaN outside of [-1, 1]. */
export const asin = (a: Tensor): Tensor => bind(asinPrimitive, [float(a)], undefined);
/** The angle in [0, π] with this cosine; NaN outside of [-1, 1]. */
export const acos = (a: Tensor): Tensor => sub(Math.PI / 2, asin(a));

/** The angle of the point (x, y), as IEEE 754 has it for zeros and infinities. */
function angle(y: number, x: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const isBehind = x < 0 || Object.is(x, -0);
  const signY = y < 0 || Object.is(y, -0) ? -1 : 1;
  if (y === 0) return isBehind ? signY * Math.PI : y;
  const bothInfinite = Math.abs(x) === Number.POSITIVE_INFINITY && Math.abs(y) === Number.POSITIVE_INFINITY;
  // Of its absolute value, at most π/4, so that no quotient overflows.
  const steep = Math.abs(y) > Math.abs(x);
  const small = bothInfinite ? Math.PI / 4 : arc(steep ? Math.abs(x / y) : Math.abs(y / x));
  const first = steep ? Math.PI / 2 - small : small;
  return signY * (isBehind ? Math.PI - first : first);
}
const angles: BinaryLoop = (a, ao, as, b, bo, bs, out, o, n) => {
  for (let i = 0; i < n; i++) out[o + i] = angle(a[ao + i * as], b[bo + i * bs]);
};
const atan2Primitive = /* @__PURE__ */ primitive({
  name: "Atan2",
  form: "elementwise",
  value: ([y, x]) => zipElements("atan2", y, x, angles, toFloat(meeting(y, x))),
  gradient: [
    (dy, [y, x]) => sumTo(mul(dy, div(x, add(square(x), square(y)))), y.shape),
    (dy, [y, x]) => sumTo(neg(mul(dy, div(y, add(square(x), square(y))))), x.shape),
  ],
  saves: "inputs",
});
/** The angle of the point (x, y) with the first axis, in [-π, π], broadcast. */
export const atan2 = (y: Operand, x: Operand): Tensor => bind(atan2Primitive, pair("atan2", y, x), undefined);

/** A function of single numbers, computed in double precision, with its derivative. */
function hyperbolic(name: string, of: (x: number) => number, slope: (x: Tensor) => Tensor): Primitive {
  const loop: UnaryLoop = (x, xo, out, n) => {
    for (let i = 0; i < n; i++) out[i] = of(x[xo + i]);
  };
  return primitive({
    name,
    form: "elementwise",
    value: ([a]) => mapElements(a, loop),
    gradient: [(dy, [a]) => mul(dy, slope(a))],
    saves: "inputs",
  });
}

const asinhPrimitive = /* @__PURE__ */ hyperbolic(
  "Asinh",
  (x) => {
    const size = Math.abs(x);
    if (size > 1e150) return Math.sign(x) * (precise.log(size) + Math.LN2);
    // log(|x| + √(x² + 1)), exact near 0.
    return Math.sign(x) * precise.log1p(size + (size * size) / (Math.sqrt(size * size + 1) + 1));
  },
  (x) => rsqrt(add(square(x), 1)),
);
/** The number with this hyperbolic sine. */
export const asinh = (a: Tensor): Tensor => bind(asinhPrimitive, [float(a)], undefined);

const acoshPrimitive = /* @__PURE__ */ hyperbolic(
  "Acosh",
  (x) => (x > 1e150 ? precise.log(x) + Math.LN2 : precise.log1p(x - 1 + Math.sqrt((x - 1) * (x + 1)))),
  (x) => rsqrt(sub(square(x), 1)),
);
/** The positive number with this hyperbolic cosine; NaN below 1. */
export const acosh = (a: Tensor): Tensor => bind(acoshPrimitive, [float(a)], undefined);

const atanhPrimitive = /* @__PURE__ */ hyperbolic(
  "Atanh",
  (x) => (precise.log1p(x) - precise.log1p(-x)) / 2,
  (x) => div(1, sub(1, square(x))),
);
/** The number with this hyperbolic tangent; ±Infinity at ±1, NaN outside of [-1, 1]. */
export const atanh = (a: Tensor): Tensor => bind(atanhPrimitive, [float(a)], undefined);
