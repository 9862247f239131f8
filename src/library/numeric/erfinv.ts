// The inverse of the error function: where so much of a normal distribution lies.

import { bind, exp, mul, primitive, square } from "../ops/index.ts";
import { errorFunction } from "../ops/special.ts";
import { elements, type Tensor, type TypedArray, wrap, zeros } from "../tensor/index.ts";
import * as math from "../tensor/kernels/math.ts";
import { float } from "./float.ts";

// By M. Giles, "Approximating the erfinv function" (2010): what XLA computes in single precision.
const central = [
  2.81022636e-8, 3.43273939e-7, -3.5233877e-6, -4.39150654e-6, 0.00021858087, -0.00125372503, -0.00417768164,
  0.246640727, 1.50140941,
];
const tail = [
  -0.000200214257, 0.000100950558, 0.00134934322, -0.00367342844, 0.00573950773, -0.0076224613, 0.00943887047,
  1.00167406, 2.83297682,
];

/** One of Newton's steps for erf(x) = y, which makes double precision of single. */
function refine(x: TypedArray, y: TypedArray): void {
  const bells = new Float64Array(x.length);
  for (let i = 0; i < x.length; i++) bells[i] = -x[i] * x[i];
  math.exp(bells, 0, bells, bells.length);
  for (let i = 0; i < x.length; i++) {
    const step = ((errorFunction(x[i], bells[i]) - y[i]) * Math.sqrt(Math.PI)) / 2 / bells[i];
    if (Number.isFinite(step)) x[i] -= step;
  }
}

const erfinvPrimitive = /* @__PURE__ */ primitive({
  name: "Erfinv",
  form: "elementwise",
  value: ([a]) => {
    const f = Math.fround;
    const source = elements(a);
    const out = zeros(a.dtype, source.length);
    const logarithms = new Float32Array(source.length);
    for (let i = 0; i < out.length; i++) logarithms[i] = -f(f(source[i]) * f(source[i]));
    math.log1p(logarithms, 0, logarithms, logarithms.length);
    for (let i = 0; i < out.length; i++) {
      const w = -logarithms[i];
      const coefficients = w < 5 ? central : tail;
      const from = w < 5 ? f(w - 2.5) : f(f(Math.sqrt(w)) - 3);
      let p = f(coefficients[0]);
      for (let k = 1; k < coefficients.length; k++) p = f(f(coefficients[k]) + f(p * from));
      out[i] = Math.abs(source[i]) === 1 ? source[i] * Number.POSITIVE_INFINITY : f(p * f(source[i]));
    }
    if (a.dtype === "float64") refine(out, source);
    return wrap(a, out, a.shape, a.dtype);
  },
  gradient: [(dy, _inputs, y) => mul(dy, mul(exp(square(y)), Math.sqrt(Math.PI) / 2))],
  saves: "output",
});

/** x such that erf(x) = a, for -1 ≤ a ≤ 1; ±Infinity at the ends, NaN outside. */
export const erfinv = (a: Tensor): Tensor => bind(erfinvPrimitive, [float(a)], undefined);
