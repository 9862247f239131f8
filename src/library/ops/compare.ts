// Comparisons and logic, whose results are booleans without gradients; and choosing between two tensors by them.

import {
  broadcast,
  broadcastStrides,
  type DType,
  elements,
  promote,
  promoteNumber,
  type Shape,
  sameShape,
  sizeOf,
  type Tensor,
  type TypedArray,
  view,
  wrap,
  zeros,
} from "../tensor/index.ts";
import * as loops from "../tensor/kernels/loops.ts";
import * as math from "../tensor/kernels/math.ts";
import { pair } from "./arithmetic.ts";
import { converted, mapElements, type Operand, scalar, zipElements, zipNumber } from "./elementwise.ts";
import { sumTo } from "./expand.ts";
import { bind, primitive } from "./primitive.ts";

function compare(name: string, a: Operand, b: Operand, loop: loops.BinaryLoop): Tensor {
  if (typeof b === "number" && typeof a !== "number") return zipNumber(a, b, loop, promoteNumber(a.dtype, b), "bool");
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
  return compare("gt", a, b, loops.gt);
}
/** a ≥ b */
export function ge(a: Operand, b: Operand): Tensor {
  return compare("ge", a, b, loops.ge);
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
/** True where a is neither NaN nor infinite. */
export function isfinite(a: Tensor): Tensor {
  return mapElements(a, math.isfinite, "bool");
}

/** Whether shapes are the same, and elements as near as |a - b| ≤ atol + rtol |b|; NaN is near nothing. */
export function allClose(a: Tensor, b: Tensor, rtol: number, atol: number): boolean {
  if (!sameShape(a.shape, b.shape)) return false;
  const x = elements(a);
  const y = elements(b);
  for (let i = 0; i < x.length; i++)
    if (x[i] !== y[i] && !(Math.abs(x[i] - y[i]) <= atol + rtol * Math.abs(y[i]) && Number.isFinite(y[i])))
      return false;
  return true;
}

const wherePrimitive = primitive({
  name: "Where",
  value: ([a, b, condition]) => {
    const shape = broadcast("where", broadcast("where", a.shape, b.shape), condition.shape);
    const dtype = promote(a.dtype, b.dtype);
    const x = whole(a, shape, dtype);
    const y = whole(b, shape, dtype);
    const c = whole(condition, shape, condition.dtype);
    const out = zeros(dtype, sizeOf(shape));
    for (let i = 0; i < out.length; i++) out[i] = c[i] !== 0 ? x[i] : y[i];
    return wrap(a, out, shape, dtype);
  },
  gradient: [
    (dy, [a, , condition]) => sumTo(where(condition, dy, 0), a.shape),
    (dy, [, b, condition]) => sumTo(where(condition, 0, dy), b.shape),
  ],
  saves: "last",
});

/** The elements of `a` repeated to `shape`, as `dtype`. */
function whole(a: Tensor, shape: Shape, dtype: DType): TypedArray {
  const typed = a.dtype === dtype ? a : converted(a, dtype);
  return elements(view(typed, shape, broadcastStrides(typed.shape, typed.strides, shape), typed.offset));
}

/** a where `condition` is true, else b. */
export function where(condition: Tensor, a: Operand, b: Operand): Tensor {
  const [x, y] = pair("where", typeof a === "number" && typeof b === "number" ? scalar(condition, a, "float32") : a, b);
  return bind(wherePrimitive, [x, y, condition], undefined);
}
