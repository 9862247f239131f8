// np.NDArray: MXNet's NumPy-like arrays.

import { onesLike, backward as runBackward } from "../autograd/index.ts";
import * as numeric from "../numeric/index.ts";
import * as ops from "../ops/index.ts";
import { isRecording, Leaf, NumpyLike, type Operand, type ReduceOptions } from "../ops/index.ts";
import {
  copyElements,
  type DType,
  isFloat,
  make,
  printNumpy,
  type Shape,
  sizeOf,
  type TypedArray,
  wrap,
  zeros,
} from "../tensor/index.ts";

/** A multi-dimensional array. Made by `np.array`, `np.zeros`, …; what is computed with it is recorded inside `autograd.record`. */
export class NDArray extends NumpyLike {
  /** As `print` shows it: "[1. 2.]". */
  override toString(): string {
    return printNumpy(this);
  }
  /** As a cell shows it: "array([1., 2.])". */
  [Symbol.for("Jupyter.display")](): { "text/plain": string } {
    const dtype = this.dtype === "float32" || this.dtype === "bool" ? "" : `, dtype=${this.dtype}`;
    return { "text/plain": `array(${printNumpy(this, { comma: ",", prefix: "array(" })}${dtype})` };
  }

  /** Makes room for a gradient: `backward` will put it in `grad` ("write"), or add it to what is there ("add"); with "null" there is none. @throws TypeError for whole numbers. */
  attachGrad(gradReq: "write" | "add" | "null" = "write"): void {
    if (gradReq === "null") {
      this.origin = undefined;
      return;
    }
    if (!isFloat(this.dtype)) throw new TypeError(`attachGrad: an array of ${this.dtype} has no gradient`);
    const leaf = new Leaf(gradReq === "add");
    leaf.gradient = wrap(this, zeros(this.dtype, sizeOf(this.shape)), this.shape, this.dtype);
    this.origin = leaf;
  }
  /** The gradient of the last backward pass; zeros before the first, null without `attachGrad`. */
  get grad(): NDArray | null {
    return (ops.gradientOf(this.origin) as NDArray | undefined) ?? null;
  }

  /** Computes the gradients of what was recorded, from this array; its elements count as their sum. @throws Error when nothing was recorded. */
  backward(outGrad?: NDArray, options: { readonly retainGraph?: boolean } = {}): void {
    if (this.origin === undefined)
      throw new Error("backward: cannot differentiate an array that was not computed inside autograd.record");
    runBackward([this], [outGrad ?? onesLike(this)], { retainGraph: false, ...options });
  }

  /** The same elements, apart from what was recorded. */
  detach(): this {
    return ops.detach(this);
  }
  /** A copy. */
  copy(): this {
    return wrap(this, copyElements(this), this.shape, this.dtype);
  }
  /** The matrix product, NumPy's `dot`. */
  dot(other: NDArray): this {
    return this.matmul(other);
  }
  /** With a new axis of size 1. */
  expandDims(axis: number): this {
    return ops.unsqueeze(this, axis) as this;
  }

  /** Where the smallest element is, the first of equals: of all elements, or along an axis; int32. */
  argmin(options: { readonly axis?: number } = {}): this {
    return ops.argmin(this, options.axis) as this;
  }
  /** Whether no element is 0, of all or along axes. */
  all(options: ReduceOptions = {}): this {
    return ops.all(this, options.axis, options.keepdims) as this;
  }
  /** Whether an element is not 0, of all or along axes. */
  any(options: ReduceOptions = {}): this {
    return ops.any(this, options.axis, options.keepdims) as this;
  }
  /** Not below `min`, not above `max`. */
  clip(min?: number, max?: number): this {
    return ops.clamp(this, min, max) as this;
  }
  /** The elements along an axis in order. */
  sort(axis = -1): this {
    return ops.gather(this, axis, ops.argsort(this, axis)) as this;
  }
  /** The places of the elements in order; int32. */
  argsort(axis = -1): this {
    return ops.argsort(this, axis) as this;
  }
  /** Two axes exchanged; a view. */
  swapaxes(axis1: number, axis2: number): this {
    return ops.transpose(this, axis1, axis2) as this;
  }
  /** The parts at these positions along an axis. */
  take(positions: NDArray, axis = 0): this {
    return ops.index(this, [...new Array<string>(axis < 0 ? axis + this.ndim : axis).fill(":"), positions]) as this;
  }
  /** Each element so many times along an axis; of all elements when none is given. */
  repeat(repeats: number, axis?: number): this {
    return (
      axis === undefined ? numeric.repeat(this.reshape(-1), repeats, 0) : numeric.repeat(this, repeats, axis)
    ) as this;
  }
  /** All elements along one axis. */
  ravel(): this {
    return this.reshape(-1);
  }
  /** The elements as nested arrays, apart from the array. */
  asnumpy(): ReturnType<this["tolist"]> {
    return this.tolist() as ReturnType<this["tolist"]>;
  }
  /** Writes the elements over another array's, and gives that. @throws RangeError for another shape. */
  copyto(other: NDArray): NDArray {
    return other.set(["..."], this);
  }
  /** Itself: there is one device. */
  asInCtx(_ctx?: unknown): this {
    return this;
  }
  /** Itself: there is one device. */
  asInContext(_context?: unknown): this {
    return this;
  }
  /** Where it lies: the processor. */
  get ctx(): { readonly deviceType: "cpu"; readonly deviceId: number } {
    return { deviceType: "cpu", deviceId: 0 };
  }
  /** `ctx` */
  get context(): { readonly deviceType: "cpu"; readonly deviceId: number } {
    return this.ctx;
  }
  /** Nothing waits: operations run at once. */
  waitToRead(): void {}

  // In place, what Python writes `+=`, `-=`, …: the array keeps its attached gradient.
  /** this ← this + other. @throws Error while this array is being recorded. */
  add_(other: Operand): this {
    return this.change("add_", ops.add, ops.loops.add, other);
  }
  /** this ← this - other. @throws Error while this array is being recorded. */
  sub_(other: Operand): this {
    return this.change("sub_", ops.sub, ops.loops.sub, other);
  }
  /** this ← this · other. @throws Error while this array is being recorded. */
  mul_(other: Operand): this {
    return this.change("mul_", ops.mul, ops.loops.mul, other);
  }
  /** this ← this / other. @throws Error while this array is being recorded. */
  div_(other: Operand): this {
    return this.change("div_", ops.div, ops.loops.div, other);
  }
  private change(
    name: string,
    operation: (a: Operand, b: Operand) => Operand,
    loop: typeof ops.loops.add,
    other: Operand,
  ): this {
    this.forbidInPlace(name);
    if (ops.updateInPlace(name, this, other, loop)) return this;
    return this.overwrite(
      ops.withRecording("never", () => operation(this, other)),
      name,
    );
  }
  protected override forbidInPlace(operation: string): void {
    if (isRecording(NDArray) && this.origin !== undefined)
      throw new Error(
        `${operation}: inplace operations (+=, -=, x[:]=, etc) are not supported when recording with autograd`,
      );
  }
}

/** An array of this class that owns its elements. */
export function fromArray(array: TypedArray, shape: Shape, dtype: DType): NDArray {
  return make(NDArray, array, shape, dtype);
}
