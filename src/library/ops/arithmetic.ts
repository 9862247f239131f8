// Sums, differences, products and quotients, each with its derivatives.

import {
  broadcast,
  type DType,
  isContiguous,
  isFloat,
  promoteNumber,
  sameShape,
  sizeOf,
  type Tensor,
  toFloat,
} from "../tensor/index.ts";
import { launchUpdate } from "../tensor/kernels/launch.ts";
import * as loops from "../tensor/kernels/loops.ts";
import * as math from "../tensor/kernels/math.ts";
import {
  converted,
  mapElements,
  meeting,
  numberAs,
  type Operand,
  scalar,
  tensorOf,
  zipElements,
  zipInto,
  zipNumber,
} from "./elementwise.ts";
import { sumTo } from "./expand.ts";
import { bind, primitive } from "./primitive.ts";
import { tracer } from "./trace.ts";

const addPrimitive = primitive({
  form: "elementwise",
  name: "Add",
  value: ([a, b]) => zipElements("add", a, b, a.dtype === "bool" && b.dtype === "bool" ? loops.or : loops.add),
  gradient: [(dy, [a]) => sumTo(dy, a.shape), (dy, [, b]) => sumTo(dy, b.shape)],
});

const subPrimitive = primitive({
  form: "elementwise",
  name: "Sub",
  value: ([a, b]) => zipElements("sub", a, b, loops.sub),
  gradient: [(dy, [a]) => sumTo(dy, a.shape), (dy, [, b]) => neg(sumTo(dy, b.shape))],
});

const mulPrimitive = primitive({
  form: "elementwise",
  name: "Mul",
  value: ([a, b]) => zipElements("mul", a, b, loops.mul),
  gradient: [(dy, [a, b]) => sumTo(mul(dy, b), a.shape), (dy, [a, b]) => sumTo(mul(dy, a), b.shape)],
  saves: "other",
});

const divPrimitive = primitive({
  form: "elementwise",
  name: "Div",
  value: ([a, b]) => zipElements("div", a, b, loops.div, toFloat(meeting(a, b))),
  gradient: [
    (dy, [a, b]) => sumTo(div(dy, b), a.shape),
    // d(a/b)/db = -a/b²
    (dy, [a, b]) => sumTo(neg(div(mul(dy, div(a, b)), b)), b.shape),
  ],
  saves: "inputs",
});

const negPrimitive = primitive({
  form: "elementwise",
  name: "Neg",
  value: ([a]) => mapElements(a, math.neg),
  gradient: [(dy) => neg(dy)],
});

const squarePrimitive = primitive({
  form: "elementwise",
  name: "Pow",
  value: ([a]) => mapElements(a, math.square),
  gradient: [(dy, [a]) => mul(dy, mul(a, 2))],
  fast: [(dy, [a]) => zipElements("square", dy, a, loops.twiceProduct)],
  saves: "inputs",
});

// With a plain number on one side there is one derivative, and no tensor to make.
const shiftPrimitive = primitive<number>({
  form: "elementwise",
  name: "Add",
  value: ([a], number) => zipNumber(a, number, loops.add, promoteNumber(a.dtype, number)),
  gradient: [(dy) => dy],
});

const lessPrimitive = primitive<number>({
  form: "elementwise",
  name: "Sub",
  value: ([a], number) => zipNumber(a, number, loops.sub, promoteNumber(a.dtype, number)),
  gradient: [(dy) => dy],
});

const flipPrimitive = primitive<number>({
  form: "elementwise",
  name: () => "RsubBackward1",
  value: ([a], number) => {
    const type = promoteNumber(a.dtype, number);
    return zipNumber(a, number, loops.sub, type, type, true);
  },
  gradient: [(dy) => neg(dy)],
});

const scalePrimitive = primitive<number>({
  form: "elementwise",
  name: "Mul",
  value: ([a], number) => zipNumber(a, number, loops.mul, promoteNumber(a.dtype, number)),
  gradient: [(dy, _inputs, _output, number) => mul(dy, number)],
});

const dividePrimitive = primitive<number>({
  form: "elementwise",
  name: "Div",
  value: ([a], number) => zipNumber(a, number, loops.div, toFloat(a.dtype)),
  gradient: [(dy, _inputs, _output, number) => div(dy, number)],
});

const castPrimitive = primitive<DType>({
  form: "elementwise",
  name: "ToCopy",
  value: ([a], dtype) => converted(a, dtype),
  gradient: [(dy, [a]) => (isFloat(a.dtype) ? cast(dy, a.dtype) : undefined)],
});

const clonePrimitive = primitive({
  form: "elementwise",
  name: "Clone",
  value: ([a]) => converted(a, a.dtype),
  gradient: [(dy) => dy],
});

/** Of two operands, of which one at least is a tensor, both as tensors. @throws TypeError when neither is. */
export function pair(name: string, a: Operand, b: Operand): readonly [Tensor, Tensor] {
  if (typeof a !== "number") {
    const x = tensorOf(name, a);
    return [x, typeof b === "number" ? scalar(x, b, promoteNumber(x.dtype, b)) : tensorOf(name, b)];
  }
  const y = onlyTensor(name, b);
  return [scalar(y, a, promoteNumber(y.dtype, a)), y];
}

/** a + b, broadcast. */
export function add(a: Operand, b: Operand): Tensor {
  if (typeof a === "number") return bind(shiftPrimitive, [onlyTensor("add", b)], a);
  return typeof b === "number" ? bind(shiftPrimitive, [a], b) : bind(addPrimitive, [a, tensorOf("add", b)], undefined);
}

/** a - b, broadcast. */
export function sub(a: Operand, b: Operand): Tensor {
  if (typeof a === "number") return bind(flipPrimitive, [onlyTensor("sub", b)], a);
  return typeof b === "number" ? bind(lessPrimitive, [a], b) : bind(subPrimitive, [a, tensorOf("sub", b)], undefined);
}

/** a · b element by element, broadcast. */
export function mul(a: Operand, b: Operand): Tensor {
  if (typeof a === "number") return bind(scalePrimitive, [onlyTensor("mul", b)], a);
  return typeof b === "number" ? bind(scalePrimitive, [a], b) : bind(mulPrimitive, [a, tensorOf("mul", b)], undefined);
}

/** a / b, broadcast; the quotient of whole numbers is a float. */
export function div(a: Operand, b: Operand): Tensor {
  if (typeof a === "number") return bind(divPrimitive, pair("div", a, b), undefined);
  return typeof b === "number" ? bind(dividePrimitive, [a], b) : bind(divPrimitive, [a, tensorOf("div", b)], undefined);
}

function onlyTensor(name: string, b: Operand): Tensor {
  if (typeof b === "number") throw new TypeError(`${name}: one operand must be a tensor`);
  return tensorOf(name, b);
}

/** -a @throws TypeError for booleans. */
export function neg(a: Tensor): Tensor {
  if (a.dtype === "bool") throw new TypeError("neg: booleans have no negative; logicalNot turns them round");
  return bind(negPrimitive, [a], undefined);
}

/** a², element by element. */
export function square(a: Tensor): Tensor {
  return bind(squarePrimitive, [a.dtype === "bool" ? cast(a, "int32") : a], undefined);
}

const remainderPrimitive = primitive({
  form: "elementwise",
  name: "Remainder",
  value: ([a, b]) => zipElements("remainder", a, b, loops.remainder),
  gradient: [(dy, [a]) => sumTo(dy, a.shape), (dy, [a, b]) => sumTo(neg(mul(dy, floorDivide(a, b))), b.shape)],
  saves: "inputs",
});

/** The remainder of a / b with b's sign, as Python's `%`. */
export function remainder(a: Operand, b: Operand): Tensor {
  return bind(remainderPrimitive, pair("remainder", a, b), undefined);
}

const floorDividePrimitive = primitive({
  name: "FloorDivide",
  value: ([a, b]) => zipElements("floorDivide", a, b, loops.floorDivide),
  form: "elementwise",
});

/** a / b rounded down, as Python's `//`. */
export function floorDivide(a: Operand, b: Operand): Tensor {
  return bind(floorDividePrimitive, pair("floorDivide", a, b), undefined);
}

/** a ← a op b where `a` lies: true, or false when it cannot be done there. Records nothing. */
export function updateInPlace(name: string, a: Tensor, b: Operand, loop: loops.BinaryLoop): boolean {
  if (!isContiguous(a) || a.dtype === "bool") return false;
  if (typeof b === "number") {
    if (promoteNumber(a.dtype, b) !== a.dtype) return false;
    if (tracer === undefined) updateByNumber(a, b, loop);
    else tracer(([again]) => updateByNumber(again, b, loop), [a], undefined, "update");
    return true;
  }
  if (a.dtype !== meeting(a, b)) return false;
  if (!sameShape(broadcast(name, a.shape, b.shape), a.shape)) return false;
  // Reading what is being written is safe where both are one and the same element.
  if (b.storage === a.storage && !(b.offset === a.offset && sameShape(a.shape, b.shape) && isContiguous(b)))
    return false;
  if (tracer === undefined) updateByTensor(a, b, loop);
  else tracer(([again, other]) => updateByTensor(again, other, loop), [a, b], undefined, "update");
  return true;
}

function updateByNumber(a: Tensor, b: number, loop: loops.BinaryLoop): undefined {
  launchUpdate(loop, a.storage, a.offset, numberAs(a.dtype, b), 0, 0, sizeOf(a.shape));
  a.storage.version += 1;
}

function updateByTensor(a: Tensor, b: Tensor, loop: loops.BinaryLoop): undefined {
  const other = b.dtype === a.dtype ? b : converted(b, a.dtype);
  if (sameShape(a.shape, b.shape) && isContiguous(other))
    launchUpdate(loop, a.storage, a.offset, other.storage, other.offset, 1, sizeOf(a.shape));
  else zipInto(a, other, loop, a.storage.array, a.offset, a.shape);
  a.storage.version += 1;
}

/** a ← a + b for gradients, which have one shape and type. */
export function addInPlace(a: Tensor, b: Tensor): boolean {
  return updateInPlace("add", a, b, loops.add);
}

/** The same numbers as another type; itself when it is of that type. */
export function cast(a: Tensor, dtype: DType): Tensor {
  return a.dtype === dtype ? a : bind(castPrimitive, [a], dtype);
}

/** A copy of the elements, in row-major order, that takes part in differentiation. */
export function clone(a: Tensor): Tensor {
  return bind(clonePrimitive, [a], undefined);
}
