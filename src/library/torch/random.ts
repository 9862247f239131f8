// torch.rand, torch.randn, torch.multinomial …: random tensors, with PyTorch's own numbers after `torch.manualSeed`.

import * as ops from "../ops/index.ts";
import { isFloat, type Shape, type TypedArray } from "../tensor/index.ts";
import { type ShapeArguments, shapeAndOptions, type TensorOptions } from "./create.ts";
import { defaultGenerator, type Generator, type GeneratorOption } from "./generator.ts";
import { Tensor } from "./tensor.ts";

/** Options of random tensors. */
export interface RandomOptions extends TensorOptions, GeneratorOption {}

function drawn(shape: Shape, options: RandomOptions, draw: (generator: Generator, out: TypedArray) => void): Tensor {
  const { dtype = "float32", requiresGrad = false, generator = defaultGenerator() } = options;
  const tensor = ops.draw(Tensor, shape, dtype, (out) => draw(generator, out));
  if (requiresGrad) tensor.requiresGrad = true;
  return tensor;
}

/** @throws TypeError for whole numbers, which PyTorch has no such numbers of. */
function mustBeFloat(name: string, { dtype }: TensorOptions): void {
  if (dtype !== undefined && !isFloat(dtype)) throw new TypeError(`"${name}" not implemented for '${dtype}'`);
}

/** Uniform random numbers of [0, 1): `rand(2, 3)`, `rand([2, 3], { generator })`. @throws TypeError for a type of whole numbers. */
export function rand(...args: ShapeArguments<RandomOptions>): Tensor {
  const [shape, options] = shapeAndOptions(args);
  mustBeFloat("rand", options);
  return drawn(shape, options, (generator, out) => generator.uniform(out));
}
/** Standard normal random numbers: `randn(2, 3)`, `randn([2, 3], { generator })`. @throws TypeError for a type of whole numbers. */
export function randn(...args: ShapeArguments<RandomOptions>): Tensor {
  const [shape, options] = shapeAndOptions(args);
  mustBeFloat("randn", options);
  return drawn(shape, options, (generator, out) => generator.normal(out, 0, 1));
}
/** Uniform random numbers in a tensor's shape and type. */
export function randLike(a: Tensor, options: RandomOptions = {}): Tensor {
  return rand(a.shape, { dtype: a.dtype, ...options });
}
/** Standard normal random numbers in a tensor's shape and type. */
export function randnLike(a: Tensor, options: RandomOptions = {}): Tensor {
  return randn(a.shape, { dtype: a.dtype, ...options });
}
/**
 * Normal random numbers: `normal(0, 1, [2, 3])`; with tensors, a mean or a standard deviation for each element: `normal(mean, std)`,
 * broadcast. @throws RangeError for a negative standard deviation.
 */
export function normal(mean: number, std: number, size: Shape, options?: RandomOptions): Tensor;
export function normal(mean: Tensor | number, std: Tensor | number, options?: GeneratorOption): Tensor;
export function normal(
  mean: Tensor | number,
  std: Tensor | number,
  sizeOrOptions: Shape | GeneratorOption = {},
  options: RandomOptions = {},
): Tensor {
  if (typeof std === "number" && std < 0) throw new RangeError(`normal expects std >= 0.0, but found std ${std}`);
  if (typeof mean === "number" && typeof std === "number")
    return drawn(sizeOrOptions as Shape, options, (generator, out) => generator.normal(out, mean, std));
  const { generator = defaultGenerator() } = sizeOrOptions as GeneratorOption;
  if (typeof std === "number") {
    const centre = mean as Tensor;
    return drawn(centre.shape, { generator, dtype: centre.dtype }, (own, out) => own.normal(out, 0, std)).add(centre);
  }
  if (std.numel() > 0 && std.min().item() < 0) throw new RangeError("normal expects all elements of std >= 0.0");
  const like = typeof mean === "number" ? std : std.add(mean);
  return randnLike(like.detach(), { generator }).mul(std).add(mean);
}
/** Random whole numbers from `low` to `high - 1`: `randint(10, [3])`, `randint(0, 10, [3])`; int32 unless `dtype` says otherwise. @throws RangeError when there is none. */
export function randint(
  ...args:
    | [high: number, size: Shape, options?: RandomOptions]
    | [low: number, high: number, size: Shape, options?: RandomOptions]
): Tensor {
  const [low, high, size, options = {}] =
    typeof args[1] === "number"
      ? (args as [number, number, Shape, RandomOptions?])
      : ([0, ...args] as unknown as [number, number, Shape, RandomOptions?]);
  if (!(low < high))
    throw new RangeError(`random_ expects 'from' to be less than 'to', but got from=${low} >= to=${high}`);
  return drawn(size, { dtype: "int32", ...options }, (generator, out) => generator.integers(out, low, high));
}
/** Random whole numbers from `low` to `high - 1` in a tensor's shape and type: `randintLike(x, 10)`, `randintLike(x, 0, 10)`. */
export function randintLike(a: Tensor, ...bounds: [high: number] | [low: number, high: number]): Tensor {
  const [low, high] = bounds.length === 1 ? [0, bounds[0]] : bounds;
  return randint(low, high, a.shape, { dtype: a.dtype });
}
/** The numbers 0 to n - 1 in random order; int32. @throws RangeError for a negative n. */
export function randperm(n: number, options: GeneratorOption = {}): Tensor {
  if (!(n >= 0)) throw new RangeError(`n must be non-negative, got ${n}`);
  return drawn([n], { ...options, dtype: "int32" }, (generator, out) => out.set(generator.permutation(n)));
}
/** 1 with the probabilities that a tensor holds, else 0; in its shape and type. @throws TypeError for whole numbers, RangeError for what is no probability. */
export const bernoulli = (p: Tensor, options?: GeneratorOption): Tensor => p.bernoulli(options);
/**
 * Positions in rows of chances, [n] or [rows, n], which need not sum to one: `numSamples` of each row; int32. Without replacement, unless
 * options say otherwise, no position comes twice in a row. @throws RangeError for negative chances, rows of zeros, or more samples than
 * there are positions without replacement.
 */
export const multinomial = (
  chances: Tensor,
  numSamples: number,
  options?: GeneratorOption & { readonly replacement?: boolean },
): Tensor => chances.multinomial(numSamples, options);
