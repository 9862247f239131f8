// The methods that all four frameworks' tensors have, under the names that they share. Each dialect's class adds its own.

import {
  elements,
  type Index,
  itemOf,
  type Nested,
  type Shape,
  sizeOf,
  Tensor,
  type TypedArray,
  toNested,
} from "../tensor/index.ts";
import * as arithmetic from "./arithmetic.ts";
import * as compare from "./compare.ts";
import type { Operand } from "./elementwise.ts";
import { assign, copyInto, index } from "./indexing.ts";
import * as math from "./math.ts";
import { matmul } from "./matmul.ts";
import * as movement from "./movement.ts";

/** One object or several arguments: `reshape([2, 3])` and `reshape(2, 3)`. */
export function shapeFrom(args: readonly (number | Shape)[]): Shape {
  const [first] = args;
  return args.length === 1 && typeof first === "object" ? first : (args as readonly number[]);
}

/** A tensor whose operations are methods. What they give is of the same class. */
export abstract class Fluent extends Tensor {
  /** As the framework prints it. */
  abstract override toString(): string;

  /** What a cell shows of it: its text. */
  [Symbol.for("Jupyter.display")](): { "text/plain": string } {
    return { "text/plain": this.toString() };
  }

  /** What `console.log` shows of it in Node: its text. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  /** The parts along the first axis. */
  *[Symbol.iterator](): IterableIterator<this> {
    if (this.shape.length === 0) throw new TypeError("iteration over a tensor without axes");
    for (let i = 0; i < this.shape[0]; i++) yield this.at(i);
  }

  /** Number of the first axis's parts. @throws TypeError for a scalar, which has none. */
  get length(): number {
    if (this.shape.length === 0) throw new TypeError("length of a tensor without axes");
    return this.shape[0];
  }

  /** The part that the indices name, one an axis: `X.at(-1)`, `X.at("1:3")`, `X.at(":", 0)`, `X.at(mask)`, `X.at([0, 2])`. Slices are views. @throws RangeError outside the shape. */
  at(...indices: Index[]): this {
    return index(this, indices) as this;
  }

  /** Writes a number or a tensor, broadcast, over the part that the indices name: `X.set([1, 2], 17)`, `X.set([":2", ":"], 12)`. Changes the tensor and gives it back. */
  set(indices: readonly Index[], value: Operand): this {
    this.forbidInPlace("set");
    assign(this, indices, value);
    return this;
  }

  /** Called before every change in place; a dialect that forbids it throws here. */
  protected forbidInPlace(_operation: string): void {}

  /** Overwrites all elements. */
  protected overwrite(value: Operand, operation?: string): this {
    copyInto(this, value, operation);
    return this;
  }

  /** The only element as a number. @throws RangeError when there are more or none. */
  item(): number {
    return itemOf(this);
  }

  /** The elements as nested arrays. */
  tolist(): Nested<number> | Nested<boolean> {
    return toNested(this);
  }

  /** A copy of the elements in row-major order. */
  toArray(): TypedArray {
    return elements(this).slice();
  }

  /**
   * So that `+tensor` and one-element tensors in sums do what one means; in templates and beside strings, tensors are their text.
   * @throws TypeError where a number is needed, as in `x > 1`, and there are several.
   */
  [Symbol.toPrimitive](hint: string): number | string {
    if (hint !== "string" && sizeOf(this.shape) === 1) return itemOf(this);
    if (hint !== "number") return this.toString();
    throw new TypeError(
      `a tensor of shape [${this.shape.join(", ")}] is not a number; operators are methods: a.sub(b), a.mul(b), a.gt(b)`,
    );
  }

  /** this + other */
  add(other: Operand): this {
    return arithmetic.add(this, other) as this;
  }
  /** this - other */
  sub(other: Operand): this {
    return arithmetic.sub(this, other) as this;
  }
  /** this · other, element by element */
  mul(other: Operand): this {
    return arithmetic.mul(this, other) as this;
  }
  /** this / other */
  div(other: Operand): this {
    return arithmetic.div(this, other) as this;
  }
  /** this ** other */
  pow(other: Operand): this {
    return math.pow(this, other) as this;
  }
  /** The remainder of this / other, with other's sign. */
  mod(other: Operand): this {
    return arithmetic.remainder(this, other) as this;
  }
  /** -this */
  neg(): this {
    return arithmetic.neg(this) as this;
  }
  /** |this|, element by element. */
  abs(): this {
    return math.abs(this) as this;
  }
  /** e to the power of each element. */
  exp(): this {
    return math.exp(this) as this;
  }
  /** The natural logarithm, element by element. */
  log(): this {
    return math.log(this) as this;
  }
  /** The square root, element by element. */
  sqrt(): this {
    return math.sqrt(this) as this;
  }
  /** this², element by element. */
  square(): this {
    return arithmetic.square(this) as this;
  }
  /** The sine of radians, element by element. */
  sin(): this {
    return math.sin(this) as this;
  }
  /** The cosine of radians, element by element. */
  cos(): this {
    return math.cos(this) as this;
  }
  /** The hyperbolic tangent, element by element. */
  tanh(): this {
    return math.tanh(this) as this;
  }
  /** Rounded to the nearest whole number, halves to the even one, element by element. */
  round(): this {
    return math.round(this) as this;
  }
  /** The matrix product. */
  matmul(other: Tensor): this {
    return matmul(this, other) as this;
  }

  /** this = other, element by element; booleans. */
  eq(other: Operand): this {
    return compare.eq(this, other) as this;
  }
  /** this ≠ other; booleans. */
  ne(other: Operand): this {
    return compare.ne(this, other) as this;
  }
  /** this < other; booleans. */
  lt(other: Operand): this {
    return compare.lt(this, other) as this;
  }
  /** this ≤ other; booleans. */
  le(other: Operand): this {
    return compare.le(this, other) as this;
  }
  /** this > other; booleans. */
  gt(other: Operand): this {
    return compare.gt(this, other) as this;
  }
  /** this ≥ other; booleans. */
  ge(other: Operand): this {
    return compare.ge(this, other) as this;
  }

  /** The elements in another shape; one size may be -1. `reshape(2, 3)` or `reshape([2, 3])`. */
  reshape(...shape: (number | Shape)[]): this {
    return movement.reshape(this, shapeFrom(shape)) as this;
  }
  /** Without the axes of size 1, or without that one. */
  squeeze(axis?: number): this {
    return movement.squeeze(this, axis) as this;
  }
  /** The axes in reverse order, as a view. */
  get T(): this {
    return movement.reverseAxes(this) as this;
  }
}
