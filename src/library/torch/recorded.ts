// What PyTorch's tensors do with gradients, and how they change in place.

import { onesLike, backward as runBackward } from "../autograd/index.ts";
import * as numeric from "../numeric/index.ts";
import * as ops from "../ops/index.ts";
import {
  isRecording,
  Leaf,
  Node,
  type Operand,
  recordByDefault,
  scalarsGiveWay,
  type UpdateLoop,
} from "../ops/index.ts";
import { type Tensor as Base, type DType, type Index, isFloat, promoteNumber, sizeOf } from "../tensor/index.ts";
import { Rare } from "./rare.ts";

/** Options of `backward`. */
export interface BackwardOptions {
  /** Keep the graph for another pass. */
  readonly retainGraph?: boolean;
  /** Make the gradients differentiable themselves. */
  readonly createGraph?: boolean;
}

/** Gradients of results that are kept. */
const retained = new WeakMap<Node, Base>();

/** Tensors that wanted gradients once: a model's parameters that are not trained now. */
const frozen = new WeakSet<Base>();

/** Whether a tensor wanted gradients once, and does not now. */
export const isFrozen = (a: Base): boolean => frozen.has(a) && a.origin === undefined;

/** The side of a tensor that records, differentiates and changes in place. `Tensor` extends it. */
export abstract class Recorded extends Rare {
  /** Whether gradients flow to or through it. Setting it makes a leaf of a tensor. @throws Error for whole numbers. */
  get requiresGrad(): boolean {
    return this.origin !== undefined;
  }
  set requiresGrad(wanted: boolean) {
    if (wanted && !isFloat(this.dtype)) throw new Error("only Tensors of floating point dtype can require gradients");
    if (!wanted && !this.isLeaf)
      throw new Error("you can only change requiresGrad flags of leaf variables. Use detach() to leave the graph.");
    if (wanted) this.origin ??= new Leaf();
    else {
      if (this.origin !== undefined) frozen.add(this);
      this.origin = undefined;
    }
  }
  /** Sets `requiresGrad` and gives the tensor. */
  requiresGrad_(wanted = true): this {
    this.requiresGrad = wanted;
    return this;
  }
  /** The name of the operation that it comes from, as "MulBackward0"; null when it was not recorded. */
  get gradFn(): string | null {
    return this.origin instanceof Node ? this.origin.label : null;
  }
  /** True for what no recorded operation made. */
  get isLeaf(): boolean {
    return !(this.origin instanceof Node);
  }
  /** The sum of the gradients of all backward passes since it was cleared; null before the first. Leaves only. */
  get grad(): this | null {
    if (this.origin instanceof Node) return (retained.get(this.origin) as this | undefined) ?? null;
    return (ops.gradientOf(this.origin) as this | undefined) ?? null;
  }
  set grad(gradient: this | null) {
    ops.setGradient(this.origin, gradient ?? undefined);
  }

  /**
   * Adds the gradient of this tensor to `grad` of all leaves that it comes from. A tensor of more than one element needs
   * `gradient`, of its shape: how much each of them counts. @throws Error when it was not recorded.
   */
  backward(gradient?: Base | null, options: BackwardOptions = {}): void {
    if (!this.requiresGrad) throw new Error("element 0 of tensors does not require grad and does not have a grad_fn");
    if (!gradient && sizeOf(this.shape) !== 1)
      throw new Error("grad can be implicitly created only for scalar outputs");
    runBackward([this], [gradient ?? onesLike(this)], options);
  }

  /** Keeps the gradient of a result in `grad`, too. @throws Error for a tensor that requires none. */
  retainGrad(): void {
    if (!this.requiresGrad) throw new Error("can't retain_grad on Tensor that has requires_grad=False");
    const { origin } = this;
    if (!(origin instanceof Node)) return;
    this.registerHook((gradient) => {
      const before = retained.get(origin);
      retained.set(origin, before === undefined ? gradient : ops.add(before, gradient));
    });
  }
  /**
   * Calls `hook` with the gradient of this tensor when a backward pass has it; what it gives takes the gradient's place.
   * Gives what takes the hook away again. @throws Error for a tensor that requires no gradient.
   */
  registerHook(hook: (gradient: this) => this | undefined): { remove(): void } {
    const { origin } = this;
    if (!(origin instanceof Node || origin instanceof Leaf))
      throw new Error("cannot register a hook on a tensor that doesn't require gradient");
    const own = (gradient: Base) => hook(gradient as this);
    origin.hooks = [...(origin.hooks ?? []), own];
    return {
      remove: () => {
        origin.hooks = origin.hooks?.filter((one) => one !== own);
      },
    };
  }

  /** The same elements, apart from what was recorded: a view. */
  detach(): this {
    return ops.detach(this);
  }
  /** The same elements, for changes that are not to be recorded: `layer.weight.data.normal_(0, 0.01)`. */
  get data(): this {
    return ops.detach(this);
  }
  /** A copy; recorded. */
  clone(): this {
    return ops.clone(this) as this;
  }

  // In place: the trailing underscore says so. A leaf that requires a gradient can be changed inside noGrad alone.

  /** this ← this + alpha · other */
  add_(other: Operand, options?: { readonly alpha?: number }): this {
    const alpha = options?.alpha ?? 1;
    return this.change("add_", ops.add, ops.loops.add, alpha === 1 ? other : ops.mul(other, alpha));
  }
  /** this ← this - alpha · other */
  sub_(other: Operand, options?: { readonly alpha?: number }): this {
    const alpha = options?.alpha ?? 1;
    return this.change("sub_", ops.sub, ops.loops.sub, alpha === 1 ? other : ops.mul(other, alpha));
  }
  /** this ← this · other */
  mul_(other: Operand): this {
    return this.change("mul_", ops.mul, ops.loops.mul, other);
  }
  /** this ← this / other */
  div_(other: Operand): this {
    return this.change("div_", ops.div, ops.loops.div, other);
  }
  /** this ← this ** other */
  pow_(other: Operand): this {
    return this.change("pow_", ops.pow, ops.loops.pow, other);
  }
  /** All elements 0. */
  zero_(): this {
    return this.fill_(0);
  }
  /** All elements this number. */
  fill_(value: number): this {
    if (this.origin !== undefined && isRecording(Recorded)) return this.set(["..."], value);
    return this.overwrite(value);
  }
  /** The elements of another tensor, broadcast. */
  copy_(other: Operand): this {
    return this.set(["..."], other);
  }
  override set(indices: readonly Index[], value: Operand): this {
    const isTracked = this.origin !== undefined || (typeof value !== "number" && value.origin !== undefined);
    if (isTracked && isRecording(Recorded)) return this.replace("set", (old) => numeric.assigned(old, indices, value));
    ops.assign(this, indices, value);
    return this;
  }

  private change(name: string, operation: (a: Operand, b: Operand) => Base, loop: UpdateLoop, other: Operand): this {
    this.mustHold(name, typeof other === "number" ? promoteNumber(this.dtype, other) : other.dtype);
    this.mustBeSpread(name);
    const isTracked = this.origin !== undefined || (typeof other !== "number" && other.origin !== undefined);
    if (isTracked && isRecording(Recorded)) return this.replace(name, (old) => operation(old, other));
    if (!ops.updateInPlace(name, this, other, loop)) {
      const before = ops.setRecording("never");
      try {
        this.overwrite(operation(this, other), name);
      } finally {
        ops.setRecording(before);
      }
    }
    return this;
  }

  /** @throws TypeError when what an operation gives has no place here. */
  private mustHold(name: string, given: DType): void {
    const dtype = name === "div_" && !isFloat(given) ? "float32" : given;
    if (isFloat(dtype) && !isFloat(this.dtype))
      throw new TypeError(`${name}: result type ${dtype} can't be cast to the desired output type ${this.dtype}`);
  }
  /** @throws Error for a view that shows an element more than once. */
  private mustBeSpread(name: string): void {
    if (this.strides.some((stride, i) => stride === 0 && this.shape[i] > 1))
      throw new Error(
        `${name}: unsupported operation: more than one element of the written-to tensor refers to a single memory location. Please clone() the tensor before performing the operation.`,
      );
  }

  /** Overwrites the elements by what an operation makes of them, which is recorded where it counts. */
  protected become(name: string, operation: (old: Base) => Base): this {
    if (this.origin !== undefined && isRecording(Recorded)) return this.replace(name, operation);
    const result = operation(this);
    // What another tensor that is tracked had a part in is recorded, too.
    if (result.origin !== undefined) return this.replace(name, operation);
    this.mustHold(name, result.dtype);
    this.mustBeSpread(name);
    return this.overwrite(result, name);
  }

  /** Writes a recorded result over the old elements, and takes its place in the graph. */
  private replace(name: string, operation: (old: Base) => Base): this {
    this.forbidInPlace(name);
    // A copy, since derivatives may need what is overwritten here.
    const old = ops.converted(this, this.dtype);
    old.origin = this.origin;
    const result = operation(old);
    this.overwrite(result, name);
    this.origin = result.origin;
    return this;
  }

  protected override forbidInPlace(operation: string): void {
    if (this.origin === undefined || !isRecording(Recorded)) return;
    if (this.isLeaf)
      throw new Error(
        `${operation}: a leaf Variable that requires grad is being used in an in-place operation. Put it inside torch.noGrad(() => …).`,
      );
    const { inputs, output } = this.origin as Node;
    if (inputs?.some((input) => input.storage === output.storage))
      throw new Error(
        `${operation}: a view of a recorded tensor cannot be changed in place while gradients are recorded. Change a clone(), or do it inside torch.noGrad(() => …).`,
      );
  }
}

recordByDefault(Recorded);
scalarsGiveWay(Recorded);
