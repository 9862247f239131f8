// tf.Tensor and tf.Variable.

import * as ops from "../ops/index.ts";
import { Fluent, Leaf, type Operand, withRecording } from "../ops/index.ts";
import {
  copyElements,
  type DType,
  fromNested,
  make,
  printNumpy,
  type Shape,
  type TensorLike,
  type TypedArray,
} from "../tensor/index.ts";

/** An immutable multi-dimensional array. Made by `tf.constant`, `tf.zeros`, … */
export class Tensor extends Fluent {
  /** As `print` shows it: "tf.Tensor([1. 2.], shape=(2,), dtype=float32)". */
  override toString(): string {
    return `tf.Tensor(${this.values()}, shape=${tuple(this.shape)}, dtype=${this.dtype})`;
  }
  /** As a cell shows it: "<tf.Tensor: shape=(2,), dtype=float32, numpy=array([1., 2.], dtype=float32)>". */
  [Symbol.for("Jupyter.display")](): { "text/plain": string } {
    return { "text/plain": `<tf.Tensor: shape=${tuple(this.shape)}, dtype=${this.dtype}, ${this.numpyText()}>` };
  }
  /** The numbers, on lines of their own when there are several rows. */
  protected values(): string {
    const text = printNumpy(this);
    return this.shape.length > 1 ? `\n${text}` : text;
  }
  protected numpyText(): string {
    if (this.shape.length === 0) return `numpy=${printNumpy(this)}`;
    const dtype = this.dtype === "bool" ? "" : `, dtype=${this.dtype}`;
    const text = `array(${printNumpy(this, { comma: ",", prefix: "array(" })}${dtype})`;
    return text.includes("\n") ? `numpy=\n${text}` : `numpy=${text}`;
  }
  /** The elements as nested arrays. */
  numpy() {
    return this.tolist();
  }
  protected override forbidInPlace(): void {
    throw new TypeError("'Tensor' object does not support item assignment; a Variable does: new tf.Variable(…)");
  }
}

function tuple(shape: Shape): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
}

/** A tensor whose elements can be changed, by `assign` and its kin; what is computed from it inside a GradientTape is recorded. */
export class Variable extends Tensor {
  /** What is computed with variables are tensors. */
  static readonly resultClass = Tensor;
  readonly trainable: boolean;

  constructor(value: TensorLike, options: { readonly trainable?: boolean; readonly dtype?: DType } = {}) {
    const { array, shape, dtype } = fromNested(value, options.dtype);
    const whole = make(Tensor, array, shape, dtype);
    super(whole.storage, whole.shape, whole.strides, 0, dtype);
    this.trainable = options.trainable ?? true;
    if (this.trainable && dtype.startsWith("float")) this.origin = new Leaf();
  }

  override toString(): string {
    return this.text();
  }
  [Symbol.for("Jupyter.display")](): { "text/plain": string } {
    return { "text/plain": this.text() };
  }
  private text(): string {
    return `<tf.Variable 'Variable:0' shape=${tuple(this.shape)} dtype=${this.dtype}, ${this.numpyText()}>`;
  }

  /** Overwrites all elements by a number, or by values of a shape that broadcasts to the variable's. @throws RangeError for another. */
  assign(value: TensorLike): this {
    return this.overwrite(operand(value), "assign");
  }
  /** Adds to all elements. @throws RangeError when the sum has another shape than the variable. */
  assignAdd(delta: TensorLike): this {
    return this.change("assignAdd", ops.add, ops.loops.add, operand(delta));
  }
  /** Subtracts from all elements. @throws RangeError when the difference has another shape than the variable. */
  assignSub(delta: TensorLike): this {
    return this.change("assignSub", ops.sub, ops.loops.sub, operand(delta));
  }
  private change(
    name: string,
    operation: (a: Operand, b: Operand) => Operand,
    loop: typeof ops.loops.add,
    delta: Operand,
  ): this {
    if (ops.updateInPlace(name, this, delta, loop)) return this;
    return this.overwrite(
      withRecording("never", () => operation(this, delta)),
      name,
    );
  }
  /** The values now, as a tensor that later assignments do not change. */
  value(): Tensor {
    return fromArray(copyElements(this), this.shape, this.dtype);
  }
  protected override forbidInPlace(): void {}
}

/** A number or a tensor; lists become tensors. */
function operand(value: TensorLike): Operand {
  if (typeof value === "number" || value instanceof Tensor) return value;
  const { array, shape, dtype } = fromNested(value);
  return fromArray(array, shape, dtype);
}

/** A tensor of this class that owns its elements. */
export function fromArray(array: TypedArray, shape: Shape, dtype: DType): Tensor {
  return make(Tensor, array, shape, dtype);
}
