// torch.tensor, torch.zeros, torch.arange …: the functions that make tensors; the random ones are in ./random.ts. Sizes are given one by one or as a list, options last.
//
//   torch.zeros(2, 3)   torch.zeros([2, 3], { requiresGrad: true })

import { shapeFrom } from "../ops/index.ts";
import {
  bounds,
  type DType,
  diagonalOnes,
  filled,
  fromNested,
  ramp,
  type Shape,
  type TensorLike,
  type TypedArray,
  zeros as zerosOf,
} from "../tensor/index.ts";
import { fromArray, Tensor } from "./tensor.ts";

/** Options of the functions that make tensors. */
export interface TensorOptions {
  /** Defaults to "float32" for numbers and "bool" for booleans: TypeScript cannot tell 1 from 1.0, so whole numbers are floats too. */
  readonly dtype?: DType;
  /** Record what is computed with it, so that `backward` finds its gradient. Defaults to false. */
  readonly requiresGrad?: boolean;
}

/** Sizes one by one or as a list, then options: `(2, 3)`, `([2, 3])`, `([2, 3], { requiresGrad: true })`. */
export type ShapeArguments<Options = TensorOptions> = (number | Shape | Options)[];

/** Takes such arguments apart. @throws RangeError for what is no shape. */
export function shapeAndOptions<Options>(args: ShapeArguments<Options>): readonly [Shape, Partial<Options>] {
  const last = args[args.length - 1];
  const hasOptions = typeof last === "object" && !Array.isArray(last);
  const sizes = (hasOptions ? args.slice(0, -1) : args) as readonly (number | Shape)[];
  const shape = shapeFrom(sizes);
  if (shape.some((n) => !Number.isInteger(n) || n < 0))
    throw new RangeError(`[${shape.map(String).join(", ")}] is not a shape`);
  return [shape, hasOptions ? (last as Options) : {}];
}

/** A tensor of nested arrays of numbers or booleans, of a typed array or of a tensor; a copy. @throws RangeError when rows differ in length. */
export function tensor(data: TensorLike, options: TensorOptions = {}): Tensor {
  const { array, shape, dtype } = fromNested(data, options.dtype);
  return fromArray(array, shape, dtype, options.requiresGrad);
}

/** The tensor itself, when it is one of this type; of a typed array a tensor on its elements; of anything else a new tensor. */
export function asTensor(data: TensorLike, { dtype }: { readonly dtype?: DType } = {}): Tensor {
  if (data instanceof Tensor) return dtype === undefined ? data : data.to(dtype);
  if (ArrayBuffer.isView(data) && dtype === undefined) return fromNumpy(data as TypedArray);
  return tensor(data, dtype === undefined ? {} : { dtype });
}
/** `asTensor` */
export const asarray = asTensor;
/** A tensor without axes. */
export const scalarTensor = (value: number, options: TensorOptions = {}): Tensor => tensor(value, options);

/** A tensor on the elements of a typed array, without a copy: a change of one is a change of the other. */
export function fromNumpy(array: TypedArray): Tensor {
  const dtype = fromNested(array.subarray(0, 0)).dtype;
  return fromArray(array, [array.length], dtype);
}

/** Zeros: `zeros(2, 3)`, `zeros([2, 3])`. */
export function zeros(...args: ShapeArguments): Tensor {
  const [shape, options] = shapeAndOptions(args);
  return full(shape, 0, options);
}
/** Ones: `ones(2, 3)`, `ones([2, 3])`. */
export function ones(...args: ShapeArguments): Tensor {
  const [shape, options] = shapeAndOptions(args);
  return full(shape, 1, options);
}
/** Zeros too: there is no uninitialized memory here. */
export const empty = zeros;
/** One number everywhere. */
export function full(shape: Shape, value: number, { dtype = "float32", requiresGrad }: TensorOptions = {}): Tensor {
  return fromArray(filled(shape, value, dtype), shape, dtype, requiresGrad);
}
/** Zeros in a tensor's shape and type. */
export function zerosLike(a: Tensor, options: TensorOptions = {}): Tensor {
  return full(a.shape, 0, { dtype: a.dtype, ...options });
}
/** Zeros too, in a tensor's shape and type. */
export const emptyLike = zerosLike;
/** Ones in a tensor's shape and type. */
export function onesLike(a: Tensor, options: TensorOptions = {}): Tensor {
  return full(a.shape, 1, { dtype: a.dtype, ...options });
}
/** One number everywhere, in a tensor's shape and type. */
export function fullLike(a: Tensor, value: number, options: TensorOptions = {}): Tensor {
  return full(a.shape, value, { dtype: a.dtype, ...options });
}
/** The [n, m] matrix with ones on its diagonal; `m` defaults to `n`. */
export function eye(n: number, ...rest: [m?: number, options?: TensorOptions] | [options: TensorOptions]): Tensor {
  const [m, options] = typeof rest[0] === "object" ? [n, rest[0]] : [rest[0] ?? n, rest[1] ?? {}];
  const { dtype = "float32", requiresGrad } = options;
  return fromArray(diagonalOnes(n, m, 0, dtype), [n, m], dtype, requiresGrad);
}

/** `arange(end)`, `arange(start, end)`, `arange(start, end, step)`: the end is left out. float32, where PyTorch has integers, unless `dtype` says otherwise. */
export function arange(...args: (number | TensorOptions)[]): Tensor {
  const last = args[args.length - 1];
  const { dtype = "float32", requiresGrad } = typeof last === "object" ? last : {};
  const [start, end, step] = bounds(args);
  if (step === 0) throw new RangeError("arange: step must be nonzero");
  if ((end - start) / step < 0) throw new RangeError("arange: upper bound and lower bound inconsistent with step sign");
  const numbers = ramp("arange", start, end, step, dtype);
  return fromArray(numbers, [numbers.length], dtype, requiresGrad);
}

/** `steps` numbers from `start` to `end`, both included. */
export function linspace(
  start: number,
  end: number,
  steps: number,
  { dtype = "float32", requiresGrad }: TensorOptions = {},
): Tensor {
  const out = zerosOf(dtype, steps);
  const step = steps > 1 ? (end - start) / (steps - 1) : 0;
  // From both ends, so that the last number is `end` itself.
  for (let i = 0; i < steps; i++) out[i] = i < steps / 2 ? start + i * step : end - (steps - 1 - i) * step;
  return fromArray(out, [steps], dtype, requiresGrad);
}
