// The error function: how much of a normal distribution lies where. Its inverse is in ../numeric.

import { elements, isFloat, room, type Tensor, toFloat, wrap } from "../tensor/index.ts";
import * as math from "../tensor/kernels/math.ts";
import { map } from "../tensor/kernels/wasm/map.ts";
import { cast, mul, neg, square } from "./arithmetic.ts";
import { exp } from "./math.ts";
import { bind, primitive } from "./primitive.ts";

const float = (a: Tensor): Tensor => (isFloat(a.dtype) ? a : cast(a, toFloat(a.dtype)));

const erfPrimitive = primitive({
  name: "Erf",
  form: "elementwise",
  value: ([a]) => {
    const source = elements(a);
    const result = room(a.dtype, source.length);
    if (map("erf", source, 0, result, source.length)) return wrap(a, result, a.shape, a.dtype);
    const bells = new Float64Array(source.length);
    for (let i = 0; i < bells.length; i++) bells[i] = -source[i] * source[i];
    math.exp(bells, 0, bells, bells.length);
    for (let i = 0; i < result.length; i++) result[i] = errorFunction(source[i], bells[i]);
    return wrap(a, result, a.shape, a.dtype);
  },
  gradient: [(dy, [a]) => mul(dy, mul(exp(neg(square(a))), 2 / Math.sqrt(Math.PI)))],
  saves: "inputs",
});

/** 2/√π e^(-x²) (x + 2x³/3 + 4x⁵/15 + …), whose terms are all of one sign (Abramowitz and Stegun, 7.1.6). `bell`: e^(-x²). */
export function errorFunction(x: number, bell: number): number {
  if (Math.abs(x) > 6) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let k = 3; Math.abs(term) > 1e-17 * Math.abs(sum); k += 2) {
    term *= (2 * x * x) / k;
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * bell * sum;
}

/** 2/√π ∫ e^(-t²) dt from 0 to a. */
export const erf = (a: Tensor): Tensor => bind(erfPrimitive, [float(a)], undefined);
