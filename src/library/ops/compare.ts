// Comparisons and logic, whose results are booleans without gradients; and choosing between two tensors by them.

import { broadcast, elements, promote, sizeOf, type Tensor, wrap, zeros } from "../tensor/index.ts";
import * as loops from "../tensor/kernels/loops.ts";
import * as math from "../tensor/kernels/math.ts";
import { cast, mul, pair } from "./arithmetic.ts";
import { mapElements, type Operand, scalar, zipElements } from "./elementwise.ts";
import { expandTo, sumTo } from "./expand.ts";
import { bind, type Primitive } from "./primitive.ts";

function compare(name: string, a: Operand, b: Operand, loop: loops.BinaryLoop): Tensor {
  const [x, y] = pair(name, a, b);
  return zipElements(name, x, y, loop, promote(x.dtype, y.dtype), "bool");
}

/** a = b, element by element. */
export function eq(a: Operand, b: Operand): Tensor {
  return compare("eq", a, b, loops.eq);
}
/** a ≠ b */
export function ne(a: Operand, b: Operand): Tensor {
  return compare("ne", a, b, loops.ne);
}
/** a < b */
export function lt(a: Operand, b: Operand): Tensor {
  return compare("lt", a, b, loops.lt);
}
/** a ≤ b */
export function le(a: Operand, b: Operand): Tensor {
  return compare("le", a, b, loops.le);
}
/** a > b */
export function gt(a: Operand, b: Operand): Tensor {
  return compare("gt", b, a, loops.lt);
}
/** a ≥ b */
export function ge(a: Operand, b: Operand): Tensor {
  return compare("ge", b, a, loops.le);
}
/** True where both are not zero. */
export function logicalAnd(a: Operand, b: Operand): Tensor {
  return compare("logicalAnd", a, b, loops.and);
}
/** True where one of them is not zero. */
export function logicalOr(a: Operand, b: Operand): Tensor {
  return compare("logicalOr", a, b, loops.or);
}
/** True where a is zero. */
export function logicalNot(a: Tensor): Tensor {
  return mapElements(a, math.not, "bool");
}
/** True where a is NaN. */
export function isnan(a: Tensor): Tensor {
  return mapElements(a, math.isnan, "bool");
}

const wherePrimitive: Primitive = {
  name: "Where",
  value: ([a, b, condition]) => {
    const shape = broadcast("where", broadcast("where", a.shape, b.shape), condition.shape);
    const dtype = promote(a.dtype, b.dtype);
    const x = elements(expandTo(cast(a, dtype), shape));
    const y = elements(expandTo(cast(b, dtype), shape));
    const c = elements(expandTo(condition, shape));
    const out = zeros(dtype, sizeOf(shape));
    for (let i = 0; i < out.length; i++) out[i] = c[i] !== 0 ? x[i] : y[i];
    return wrap(a, out, shape, dtype);
  },
  gradient: [
    (dy, [a, , condition]) => sumTo(where(condition, dy, mul(dy, 0)), a.shape),
    (dy, [, b, condition]) => sumTo(where(condition, mul(dy, 0), dy), b.shape),
  ],
};

/** a where `condition` is true, else b. */
export function where(condition: Tensor, a: Operand, b: Operand): Tensor {
  const [x, y] = pair("where", typeof a === "number" && typeof b === "number" ? scalar(condition, a, "float32") : a, b);
  return bind(wherePrimitive, [x, y, condition], undefined);
}
