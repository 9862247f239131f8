// Comparisons and logic, whose results are booleans without gradients; and choosing between two tensors by them.

import {
  broadcast,
  broadcastStrides,
  type DType,
  elements,
  promoteNumber,
  room,
  type Shape,
  sameShape,
  sizeOf,
  type Tensor,
  type TypedArray,
  view,
  wrap,
} from "../tensor/index.ts";
import * as loops from "../tensor/kernels/loops.ts";
import type { UnaryLoop } from "../tensor/kernels/math.ts";
import * as math from "../tensor/kernels/math.ts";
import { choose } from "../tensor/kernels/wasm/choices.ts";
import { pair } from "./arithmetic.ts";
import {
  converted,
  mapElements,
  meeting,
  type Operand,
  scalar,
  tensorOf,
  zipElements,
  zipNumber,
} from "./elementwise.ts";
import { sumTo } from "./expand.ts";
import { bind, primitive } from "./primitive.ts";

/** A comparison of two tensors, and of a tensor with a number; neither has a gradient. */
function comparison(name: string, loop: loops.BinaryLoop): (a: Operand, b: Operand) => Tensor {
  const ofTensors = primitive({
    form: "elementwise",
    name,
    value: ([a, b]) => zipElements(name, a, b, loop, meeting(a, b), "bool"),
  });
  const ofNumber = primitive<number>({
    form: "elementwise",
    name,
    value: ([a], b) => zipNumber(a, b, loop, promoteNumber(a.dtype, b), "bool"),
  });
  return (a, b) =>
    typeof b === "number" && typeof a !== "number"
      ? bind(ofNumber, [tensorOf(name, a)], b)
      : bind(ofTensors, pair(name, a, b), undefined);
}

/** A question about each element. */
function test(name: string, loop: UnaryLoop): (a: Tensor) => Tensor {
  const asked = primitive({ form: "elementwise", name, value: ([a]) => mapElements(a, loop, "bool") });
  return (a) => bind(asked, [a], undefined);
}

/** a = b, element by element. */
export const eq = comparison("eq", loops.eq);
/** a ≠ b */
export const ne = comparison("ne", loops.ne);
/** a < b */
export const lt = comparison("lt", loops.lt);
/** a ≤ b */
export const le = comparison("le", loops.le);
/** a > b */
export const gt = comparison("gt", loops.gt);
/** a ≥ b */
export const ge = comparison("ge", loops.ge);
/** True where both are not zero. */
export const logicalAnd = comparison("logicalAnd", loops.and);
/** True where one of them is not zero. */
export const logicalOr = comparison("logicalOr", loops.or);
/** True where a is zero. */
export const logicalNot = test("logicalNot", math.not);
/** True where a is NaN. */
export const isnan = test("isnan", math.isnan);
/** True where a is neither NaN nor infinite. */
export const isfinite = test("isfinite", math.isfinite);

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
  form: "elementwise",
  name: "Where",
  value: ([a, b, condition]) => {
    const shape = broadcast("where", broadcast("where", a.shape, b.shape), condition.shape);
    const dtype = meeting(a, b);
    const x = whole(a, shape, dtype);
    const y = whole(b, shape, dtype);
    const c = whole(condition, shape, condition.dtype);
    const out = room(dtype, sizeOf(shape));
    if (!choose(c, x, y, out)) for (let i = 0; i < out.length; i++) out[i] = c[i] !== 0 ? x[i] : y[i];
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
