// Bits of whole numbers and booleans, which have no derivative.

import { zipElements } from "../ops/elementwise.ts";
import { bind, logicalNot, type Operand, pair, primitive, sub } from "../ops/index.ts";
import { isFloat, type Tensor } from "../tensor/index.ts";
import type { BinaryLoop } from "../tensor/kernels/loops.ts";

function bits(name: string, loop: BinaryLoop): (a: Operand, b: Operand) => Tensor {
  const onBits = primitive({ name, form: "elementwise", value: ([a, b]) => zipElements(name, a, b, loop) });
  return (a, b) => {
    const both = pair(name, a, b);
    for (const one of both) mustBeWhole(name, one);
    return bind(onBits, both, undefined);
  };
}

function mustBeWhole(name: string, { dtype }: Tensor): void {
  if (isFloat(dtype)) throw new TypeError(`${name}: only booleans and whole numbers have bits, not ${dtype}`);
}

/** The bits that both have, broadcast. @throws TypeError for floats. */
export const bitwiseAnd = /* @__PURE__ */ bits("bitwiseAnd", (x, xo, xs, y, yo, ys, out, o, n) => {
  for (let i = 0; i < n; i++) out[o + i] = x[xo + i * xs] & y[yo + i * ys];
});
/** The bits that one of both has, broadcast. @throws TypeError for floats. */
export const bitwiseOr = /* @__PURE__ */ bits("bitwiseOr", (x, xo, xs, y, yo, ys, out, o, n) => {
  for (let i = 0; i < n; i++) out[o + i] = x[xo + i * xs] | y[yo + i * ys];
});
/** The bits that just one of both has, broadcast. @throws TypeError for floats. */
export const bitwiseXor = /* @__PURE__ */ bits("bitwiseXor", (x, xo, xs, y, yo, ys, out, o, n) => {
  for (let i = 0; i < n; i++) out[o + i] = x[xo + i * xs] ^ y[yo + i * ys];
});
/** All bits turned round: of booleans the opposite, of x -1 - x. @throws TypeError for floats. */
export function bitwiseNot(a: Tensor): Tensor {
  mustBeWhole("bitwiseNot", a);
  if (a.dtype === "bool") return logicalNot(a);
  return sub(a.dtype === "uint8" ? 255 : -1, a);
}
