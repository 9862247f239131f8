// Sums, differences, products and quotients, each with its derivatives.

import {
  copyElements,
  type DType,
  isFloat,
  promote,
  promoteNumber,
  type Tensor,
  toFloat,
  wrap,
} from "../tensor/index.ts";
import * as loops from "../tensor/kernels/loops.ts";
import * as math from "../tensor/kernels/math.ts";
import { mapElements, type Operand, scalar, zipElements } from "./elementwise.ts";
import { sumTo } from "./expand.ts";
import { bind, type Primitive } from "./primitive.ts";

const addPrimitive: Primitive = {
  name: "Add",
  value: ([a, b]) => zipElements("add", a, b, loops.add),
  gradient: [(dy, [a]) => sumTo(dy, a.shape), (dy, [, b]) => sumTo(dy, b.shape)],
};

const subPrimitive: Primitive = {
  name: "Sub",
  value: ([a, b]) => zipElements("sub", a, b, loops.sub),
  gradient: [(dy, [a]) => sumTo(dy, a.shape), (dy, [, b]) => neg(sumTo(dy, b.shape))],
};

const mulPrimitive: Primitive = {
  name: "Mul",
  value: ([a, b]) => zipElements("mul", a, b, loops.mul),
  gradient: [(dy, [a, b]) => sumTo(mul(dy, b), a.shape), (dy, [a, b]) => sumTo(mul(dy, a), b.shape)],
  saves: "inputs",
};

const divPrimitive: Primitive = {
  name: "Div",
  value: ([a, b]) => zipElements("div", a, b, loops.div, toFloat(promote(a.dtype, b.dtype))),
  gradient: [
    (dy, [a, b]) => sumTo(div(dy, b), a.shape),
    // d(a/b)/db = -a/b²
    (dy, [a, b]) => sumTo(neg(div(mul(dy, div(a, b)), b)), b.shape),
  ],
  saves: "inputs",
};

const negPrimitive: Primitive = {
  name: "Neg",
  value: ([a]) => mapElements(a, math.neg),
  gradient: [(dy) => neg(dy)],
};

const squarePrimitive: Primitive = {
  name: "Pow",
  value: ([a]) => mapElements(a, math.square),
  gradient: [(dy, [a]) => mul(dy, mul(a, 2))],
  saves: "inputs",
};

// With a plain number on one side there is one derivative, and no tensor to make.
const shiftPrimitive: Primitive<number> = {
  name: "Add",
  value: ([a], number) => withNumber("add", a, number, loops.add),
  gradient: [(dy) => dy],
};

const scalePrimitive: Primitive<number> = {
  name: "Mul",
  value: ([a], number) => withNumber("mul", a, number, loops.mul),
  gradient: [(dy, _inputs, _output, number) => mul(dy, number)],
};

const dividePrimitive: Primitive<number> = {
  name: "Div",
  value: ([a], number) => withNumber("div", a, number, loops.div, toFloat(a.dtype)),
  gradient: [(dy, _inputs, _output, number) => div(dy, number)],
};

const castPrimitive: Primitive<DType> = {
  name: "ToCopy",
  value: ([a], dtype) => wrap(a, copyElements(a, dtype), a.shape, dtype),
  gradient: [(dy, [a]) => (isFloat(a.dtype) ? cast(dy, a.dtype) : undefined)],
};

function withNumber(
  name: string,
  a: Tensor,
  number: number,
  loop: loops.BinaryLoop,
  type = promoteNumber(a.dtype, number),
): Tensor {
  return zipElements(name, a, scalar(a, number, type), loop, type);
}

/** Of two operands, of which one at least is a tensor, both as tensors. @throws TypeError when neither is. */
export function pair(name: string, a: Operand, b: Operand): readonly [Tensor, Tensor] {
  if (typeof a !== "number") return [a, typeof b === "number" ? scalar(a, b, promoteNumber(a.dtype, b)) : b];
  if (typeof b !== "number") return [scalar(b, a, promoteNumber(b.dtype, a)), b];
  throw new TypeError(`${name}: one operand must be a tensor`);
}

/** a + b, broadcast. */
export function add(a: Operand, b: Operand): Tensor {
  if (typeof b === "number" && typeof a !== "number") return bind(shiftPrimitive, [a], b);
  return bind(addPrimitive, pair("add", a, b), undefined);
}

/** a - b, broadcast. */
export function sub(a: Operand, b: Operand): Tensor {
  if (typeof b === "number" && typeof a !== "number") return bind(shiftPrimitive, [a], -b);
  return bind(subPrimitive, pair("sub", a, b), undefined);
}

/** a · b element by element, broadcast. */
export function mul(a: Operand, b: Operand): Tensor {
  if (typeof b === "number" && typeof a !== "number") return bind(scalePrimitive, [a], b);
  return bind(mulPrimitive, pair("mul", a, b), undefined);
}

/** a / b, broadcast; the quotient of whole numbers is a float. */
export function div(a: Operand, b: Operand): Tensor {
  if (typeof b === "number" && typeof a !== "number") return bind(dividePrimitive, [a], b);
  return bind(divPrimitive, pair("div", a, b), undefined);
}

/** -a */
export function neg(a: Tensor): Tensor {
  return bind(negPrimitive, [a], undefined);
}

/** a², element by element. */
export function square(a: Tensor): Tensor {
  return bind(squarePrimitive, [a], undefined);
}

/** The remainder of a / b with b's sign, as Python's `%`. */
export function remainder(a: Operand, b: Operand): Tensor {
  const [x, y] = pair("remainder", a, b);
  return zipElements("remainder", x, y, loops.remainder);
}

/** a / b rounded down, as Python's `//`. */
export function floorDivide(a: Operand, b: Operand): Tensor {
  const [x, y] = pair("floorDivide", a, b);
  return zipElements("floorDivide", x, y, loops.floorDivide);
}

/** The same numbers as another type; itself when it is of that type. */
export function cast(a: Tensor, dtype: DType): Tensor {
  return a.dtype === dtype ? a : bind(castPrimitive, [a], dtype);
}
