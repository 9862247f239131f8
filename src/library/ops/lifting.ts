// Tensors that stand for more than their own elements, while a transformation (forward mode, batches) is under way.

import { rowMajor, type Shape, type Storage, type Tensor, type TensorClass, type TypedArray } from "../tensor/index.ts";
import type { Primitive } from "./primitive.ts";
import { tracer } from "./trace.ts";

/** A transformation of functions that is under way. The inner one of two has the higher level, and goes first. */
export interface Transformation {
  readonly level: number;
  /** Computes an operation of which one input at least was lifted by this transformation. */
  apply<A>(primitive: Primitive<A>, inputs: readonly Tensor[], attributes: A): Tensor;
  /** The elements of a tensor that was lifted, for whoever reads them. @throws Error where there are none. */
  read(lifted: Lifted): TypedArray;
}

/** In the place of a lifted tensor's storage: what the tensor stands for. */
export class Lifted implements Storage {
  version = 0;
  readonly by: Transformation;
  /** A batch, whose first axis the tensor has not; or what the tensor would be without the transformation. */
  readonly value: Tensor;
  /** Forward mode's derivative. */
  readonly tangent: Tensor | undefined;

  constructor(by: Transformation, value: Tensor, tangent?: Tensor) {
    this.by = by;
    this.value = value;
    this.tangent = tangent;
  }

  get array(): TypedArray {
    return this.by.read(this);
  }
}

let open = 0;

/** True while a transformation is under way. */
export function isTransforming(): boolean {
  return open > 0;
}

/** Calls `scope` with a transformation under way, which is told its level. */
export function transforming<R>(scope: (level: number) => R): R {
  open += 1;
  try {
    return scope(open);
  } finally {
    open -= 1;
  }
}

/** What a tensor stands for under a transformation, if that has lifted it. */
export function liftedBy(by: Transformation, a: Tensor): Lifted | undefined {
  const { storage } = a;
  return storage instanceof Lifted && storage.by === by ? storage : undefined;
}

/** A tensor of `like`'s class, with a shape, that stands for something. */
export function lift<T extends Tensor>(like: T, storage: Lifted, shape: Shape, strides = rowMajor(shape)): T {
  const { value } = storage;
  return new (like.constructor as TensorClass<T>)(storage, shape, strides, value.offset, value.dtype);
}

/** Computes an operation, by the innermost transformation that has lifted one of its inputs. */
export function evaluate<A>(primitive: Primitive<A>, inputs: readonly Tensor[], attributes: A): Tensor {
  let innermost: Transformation | undefined;
  for (const { storage } of inputs)
    if (storage instanceof Lifted && (innermost === undefined || storage.by.level > innermost.level))
      innermost = storage.by;
  if (innermost !== undefined) return innermost.apply(primitive, inputs, attributes);
  return tracer === undefined
    ? primitive.value(inputs, attributes)
    : tracer(primitive.value, inputs, attributes, "value");
}
