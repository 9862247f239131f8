// Batches: a function of one example, each of whose operations is done for all examples at once.

import {
  type Batch,
  bind,
  expandTo,
  index,
  Lifted,
  lift,
  liftedBy,
  type Primitive,
  stack,
  type Transformation,
  transforming,
  withRank,
} from "../ops/index.ts";
import type { Tensor, TypedArray } from "../tensor/index.ts";

/** Thrown when a function reads the numbers of one example, which a batch has not: then it is called for each example. */
export class NoSingleExample extends Error {
  readonly by: Transformation;
  constructor(by: Transformation) {
    super("the elements of an array were read that stands for a batch of examples (inside vmap)");
    this.by = by;
  }
}

/** Tensors of one example's shape, behind each of which a batch lies, examples along its first axis. */
class Batching implements Transformation {
  readonly level: number;
  readonly size: number;
  constructor(level: number, size: number) {
    this.level = level;
    this.size = size;
  }

  read(): TypedArray {
    throw new NoSingleExample(this);
  }

  example(batch: Tensor): Tensor {
    return lift(batch, new Lifted(this, batch), batch.shape.slice(1));
  }

  apply<A>(primitive: Primitive<A>, inputs: readonly Tensor[], attributes: A): Tensor {
    const values = inputs.map((one) => liftedBy(this, one)?.value);
    const operands = inputs.map((one, i) => values[i] ?? one);
    const batched = values.map((one) => one !== undefined);
    const again = (others: readonly Tensor[], how: A) => bind(primitive, others, how);
    const batch: Batch<A> = { size: this.size, batched, again };
    const all =
      primitive.batch === undefined && primitive.form === "elementwise"
        ? again(aligned(operands, batched), attributes)
        : primitive.batch?.(operands, attributes, batch);
    return this.example(all ?? oneByOne(operands, attributes, batch));
  }
}

/** Operands whose examples broadcast to each other as they would one by one. */
function aligned(operands: readonly Tensor[], batched: readonly boolean[]): readonly Tensor[] {
  if (operands.length === 1) return operands;
  const rank = Math.max(...operands.map(({ shape }, i) => shape.length - Number(batched[i])));
  return operands.map((one, i) => (batched[i] ? withRank(one, rank) : one));
}

/** What no rule says how to do at once. */
function oneByOne<A>(operands: readonly Tensor[], attributes: A, { size, batched, again }: Batch<A>): Tensor {
  if (size === 0) throw new RangeError("vmap: the batch is empty");
  const results = Array.from({ length: size }, (_, i) =>
    again(
      operands.map((one, j) => (batched[j] ? index(one, [i]) : one)),
      attributes,
    ),
  );
  return stack(results);
}

/** An input of a mapped function: a batch, or one tensor for all examples. */
export interface MappedInput<T extends Tensor> {
  readonly tensor: T;
  readonly isBatch: boolean;
}

/**
 * What a function of single examples gives for batches of `size`: batches, too, examples along the first axis. The function is called
 * once, or, when it reads the numbers of an example, once for each. @throws RangeError when there is no example to call it with.
 */
export function mapExamples<T extends Tensor, R>(
  fn: (inputs: readonly T[]) => { readonly outputs: readonly T[]; readonly result: R },
  inputs: readonly MappedInput<T>[],
  size: number,
): { outputs: T[]; result: R } {
  return transforming((level) => {
    const batching = new Batching(level, size);
    try {
      const { outputs, result } = fn(
        inputs.map(({ tensor, isBatch }) => (isBatch ? batching.example(tensor) : tensor) as T),
      );
      const batches = outputs.map((one) => liftedBy(batching, one)?.value ?? expandTo(one, [size, ...one.shape]));
      return { outputs: batches as T[], result };
    } catch (error) {
      if (!(error instanceof NoSingleExample && error.by === batching)) throw error;
      return callForEach(fn, inputs, size);
    }
  });
}

function callForEach<T extends Tensor, R>(
  fn: (inputs: readonly T[]) => { readonly outputs: readonly T[]; readonly result: R },
  inputs: readonly MappedInput<T>[],
  size: number,
): { outputs: T[]; result: R } {
  if (size === 0) throw new RangeError("vmap: the batch is empty");
  const calls = Array.from({ length: size }, (_, i) =>
    fn(inputs.map(({ tensor, isBatch }) => (isBatch ? index(tensor, [i]) : tensor) as T)),
  );
  return {
    outputs: calls[0].outputs.map((_, j) => stack(calls.map(({ outputs }) => outputs[j])) as T),
    result: calls[0].result,
  };
}
