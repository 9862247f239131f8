// The tangent, the arcs, and the hyperbolic functions: of others, or by series of our own, so that the bits are the same everywhere.

import { isFloat, type Tensor, toFloat } from "../tensor/index.ts";
import type { UnaryLoop } from "../tensor/kernels/math.ts";
import { add, cast, div, mul, neg, square, sub } from "./arithmetic.ts";
import { mapElements } from "./elementwise.ts";
import { cos, exp, expm1, rsqrt, sin } from "./math.ts";
import { bind, primitive } from "./primitive.ts";

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

const float = (a: Tensor): Tensor => (isFloat(a.dtype) ? a : cast(a, toFloat(a.dtype)));

const atanPrimitive = primitive({
  name: "Atan",
  form: "elementwise",
  value: ([a]) => mapElements(a, arcs),
  gradient: [(dy, [a]) => div(dy, add(square(a), 1))],
  saves: "inputs",
});
/** The angle in (-π/2, π/2) with this tangent. */
export const atan = (a: Tensor): Tensor => bind(atanPrimitive, [float(a)], undefined);

const asinPrimitive = primitive({
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
