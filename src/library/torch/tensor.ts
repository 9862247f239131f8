// torch.Tensor: PyTorch's names, defaults and errors over the operations.

import { onesLike, backward as runBackward } from "../autograd/index.ts";
import * as ops from "../ops/index.ts";
import { type Axes, Fluent, isRecording, Leaf, type Operand, recordByDefault, shapeFrom } from "../ops/index.ts";
import { type DType, isFloat, make, printTorch, type Shape, sizeOf, type TypedArray } from "../tensor/index.ts";

/** `{ dim, keepdim }` of reductions. */
export interface ReduceOptions {
  readonly dim?: Axes;
  readonly keepdim?: boolean;
}

/** A multi-dimensional array that can record what is computed with it. Made by `torch.tensor`, `torch.zeros`, …: see those. */
export class Tensor extends Fluent {
  override toString(): string {
    const suffixes = this.gradFn ? [`grad_fn=<${this.gradFn}>`] : this.requiresGrad ? ["requires_grad=True"] : [];
    return printTorch(this, suffixes);
  }

  /** Whether gradients flow to or through it. Setting it makes a leaf of a tensor. @throws Error for whole numbers. */
  get requiresGrad(): boolean {
    return this.origin !== undefined;
  }
  set requiresGrad(wanted: boolean) {
    if (wanted && !isFloat(this.dtype)) throw new Error("only Tensors of floating point dtype can require gradients");
    if (!wanted && this.gradFn)
      throw new Error("you can only change requiresGrad flags of leaf variables; use detach()");
    if (wanted) this.origin ??= new Leaf();
    else this.origin = undefined;
  }
  /** Sets `requiresGrad` and gives the tensor. */
  requiresGrad_(wanted = true): this {
    this.requiresGrad = wanted;
    return this;
  }
  /** The name of the operation that it comes from, if it was recorded. */
  get gradFn(): string | undefined {
    return this.origin instanceof Leaf ? undefined : this.origin?.label;
  }
  /** True for what no recorded operation made. */
  get isLeaf(): boolean {
    return this.gradFn === undefined;
  }
  /** The sum of the gradients of all backward passes since it was cleared; null before the first. Leaves only. */
  get grad(): Tensor | null {
    return this.origin instanceof Leaf ? ((this.origin.gradient as Tensor | undefined) ?? null) : null;
  }
  set grad(gradient: Tensor | null) {
    if (this.origin instanceof Leaf) this.origin.gradient = gradient ?? undefined;
  }

  /**
   * Adds the gradient of this tensor, one number unless `gradient` says how it counts, to `grad` of all leaves that it comes from.
   * `retainGraph` allows another pass; `createGraph` makes the gradients differentiable.
   */
  backward(gradient?: Tensor, options: { readonly retainGraph?: boolean; readonly createGraph?: boolean } = {}): void {
    if (!this.requiresGrad) throw new Error("element 0 of tensors does not require grad and does not have a grad_fn");
    if (!gradient && sizeOf(this.shape) !== 1)
      throw new Error("grad can be implicitly created only for scalar outputs");
    runBackward([this], [gradient ?? onesLike(this)], options);
  }

  /** The same elements, apart from what was recorded. A view. */
  detach(): this {
    return ops.detach(this);
  }
  /** A copy; recorded. */
  clone(): this {
    return ops.mul(this, 1) as this;
  }
  /** The same numbers as another type; itself when it is of that type. */
  to(dtype: DType): this {
    return ops.cast(this, dtype) as this;
  }
  float(): this {
    return this.to("float32");
  }
  double(): this {
    return this.to("float64");
  }
  int(): this {
    return this.to("int32");
  }
  bool(): this {
    return this.to("bool");
  }
  /** Sizes, or one of them. */
  size(): Shape;
  size(dim: number): number;
  size(dim?: number): Shape | number {
    return dim === undefined ? this.shape : this.shape[dim < 0 ? dim + this.shape.length : dim];
  }
  /** Number of elements. */
  numel(): number {
    return sizeOf(this.shape);
  }
  dim(): number {
    return this.shape.length;
  }

  sum(options: ReduceOptions | Axes = {}): this {
    return ops.sum(this, ...reduceArguments(options)) as this;
  }
  mean(options: ReduceOptions | Axes = {}): this {
    return ops.mean(this, ...reduceArguments(options)) as this;
  }
  prod(options: ReduceOptions | Axes = {}): this {
    return ops.prod(this, ...reduceArguments(options)) as this;
  }
  amax(options: ReduceOptions | Axes = {}): this {
    return ops.max(this, ...reduceArguments(options)) as this;
  }
  amin(options: ReduceOptions | Axes = {}): this {
    return ops.min(this, ...reduceArguments(options)) as this;
  }
  /** The largest of all elements. */
  max(): this {
    return ops.max(this) as this;
  }
  /** The smallest of all elements. */
  min(): this {
    return ops.min(this) as this;
  }
  /** From a sample: divided by n - 1 unless `correction` says otherwise. */
  var(options: ReduceOptions & { readonly correction?: number } = {}): this {
    return ops.variance(this, ...reduceArguments(options), options.correction ?? 1) as this;
  }
  std(options: ReduceOptions & { readonly correction?: number } = {}): this {
    return ops.std(this, ...reduceArguments(options), options.correction ?? 1) as this;
  }
  norm(options: ReduceOptions | Axes = {}): this {
    return ops.norm(this, ...reduceArguments(options)) as this;
  }
  argmax(options: { readonly dim?: number; readonly keepdim?: boolean } = {}): this {
    return ops.argmax(this, options.dim, options.keepdim) as this;
  }
  argmin(options: { readonly dim?: number; readonly keepdim?: boolean } = {}): this {
    return ops.argmin(this, options.dim, options.keepdim) as this;
  }
  all(options: ReduceOptions = {}): this {
    return ops.all(this, ...reduceArguments(options)) as this;
  }
  any(options: ReduceOptions = {}): this {
    return ops.any(this, ...reduceArguments(options)) as this;
  }
  cumsum(dim: number): this {
    return ops.cumsum(this, dim) as this;
  }

  sigmoid(): this {
    return ops.sigmoid(this) as this;
  }
  relu(): this {
    return ops.relu(this) as this;
  }
  softmax(dim: number): this {
    return ops.softmax(this, dim) as this;
  }
  logSoftmax(dim: number): this {
    return ops.logSoftmax(this, dim) as this;
  }
  clamp(options: { readonly min?: number; readonly max?: number }): this {
    return ops.clamp(this, options.min, options.max) as this;
  }

  view(...shape: (number | Shape)[]): this {
    return this.reshape(...shape);
  }
  t(): this {
    return this.T;
  }
  transpose(dim0: number, dim1: number): this {
    return ops.transpose(this, dim0, dim1) as this;
  }
  permute(...dims: (number | Shape)[]): this {
    return ops.permute(this, shapeFrom(dims)) as this;
  }
  flatten(startDim = 0, endDim = -1): this {
    return ops.flatten(this, startDim, endDim) as this;
  }
  unsqueeze(dim: number): this {
    return ops.unsqueeze(this, dim) as this;
  }
  expand(...shape: (number | Shape)[]): this {
    return ops.expandTo(this, shapeFrom(shape)) as this;
  }
  contiguous(): this {
    return this.clone();
  }

  // In place: the trailing underscore says so. Inside noGrad on leaves that require a gradient.
  add_(other: Operand, options: { readonly alpha?: number } = {}): this {
    const { alpha = 1 } = options;
    return this.change("add_", ops.add, alpha === 1 ? other : ops.mul(other, alpha));
  }
  sub_(other: Operand, options: { readonly alpha?: number } = {}): this {
    const { alpha = 1 } = options;
    return this.change("sub_", ops.sub, alpha === 1 ? other : ops.mul(other, alpha));
  }
  mul_(other: Operand): this {
    return this.change("mul_", ops.mul, other);
  }
  div_(other: Operand): this {
    return this.change("div_", ops.div, other);
  }
  zero_(): this {
    return this.fill_(0);
  }
  fill_(value: number): this {
    this.forbidInPlace("fill_");
    return this.overwrite(value);
  }
  copy_(other: Operand): this {
    this.forbidInPlace("copy_");
    return this.overwrite(other);
  }

  private change(name: string, operation: (a: Operand, b: Operand) => Operand, other: Operand): this {
    this.forbidInPlace(name);
    return this.overwrite(ops.withRecording("never", () => operation(this, other)));
  }

  protected override forbidInPlace(operation: string): void {
    if (!isRecording(Tensor) || this.origin === undefined) return;
    if (this.isLeaf)
      throw new Error(
        `${operation}: a leaf Variable that requires grad is being used in an in-place operation. Put it inside torch.noGrad(() => …).`,
      );
    throw new Error(
      `${operation}: a recorded tensor cannot be changed in place here. Use the operation without the underscore, or torch.noGrad.`,
    );
  }
}

recordByDefault(Tensor);

function reduceArguments(options: ReduceOptions | Axes): [Axes, boolean] {
  if (options === undefined || typeof options === "number" || Array.isArray(options)) return [options as Axes, false];
  const { dim, keepdim = false } = options as ReduceOptions;
  return [dim, keepdim];
}

/** Options of the functions that make tensors. */
export interface TensorOptions {
  /** Defaults to float32 for numbers, bool for booleans. */
  readonly dtype?: DType;
  readonly requiresGrad?: boolean;
}

/** A tensor of this class that owns `array`. */
export function fromArray(array: TypedArray, shape: Shape, dtype: DType, options: TensorOptions = {}): Tensor {
  const tensor = make(Tensor, array, shape, dtype);
  if (options.requiresGrad) tensor.requiresGrad = true;
  return tensor;
}
