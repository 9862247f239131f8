// torch.rand, torch.randn, torch.multinomial …: random tensors, with PyTorch's own numbers after `torch.manualSeed`.

import * as ops from "../ops/index.ts";
import {
  isFloat,
  multinomialApart,
  multinomial as multinomialOf,
  type Shape,
  type TypedArray,
} from "../tensor/index.ts";
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
export function bernoulli(p: Tensor, { generator = defaultGenerator() }: GeneratorOption = {}): Tensor {
  mustBeFloat("bernoulli", p);
  return ops.drawFrom(p, p.shape, p.dtype, (chances, out) => {
    const wrong = chances.find((chance) => !(chance >= 0 && chance <= 1));
    if (wrong !== undefined) throw new RangeError(`Expected p_in >= 0 && p_in <= 1, but got ${wrong}`);
    generator.bernoulli(chances, out);
  });
}
/**
 * Positions in rows of chances, [n] or [rows, n], which need not sum to one: `numSamples` of each row; int32. Without replacement, unless
 * options say otherwise, no position comes twice in a row. @throws RangeError for negative chances, rows of zeros, or more samples than
 * there are positions without replacement.
 */
export function multinomial(
  chances: Tensor,
  numSamples: number,
  { replacement = false, generator = defaultGenerator() }: GeneratorOption & { readonly replacement?: boolean } = {},
): Tensor {
  if (!isFloat(chances.dtype))
    throw new TypeError(`multinomial only supports floating-point dtypes for input, got: ${chances.dtype}`);
  if (chances.dim() < 1 || chances.dim() > 2) throw new RangeError("prob_dist must be 1 or 2 dim");
  const categories = chances.size(-1);
  if (!(numSamples > 0)) throw new RangeError("cannot sample n_sample <= 0 samples");
  if (!replacement && numSamples > categories)
    throw new RangeError("cannot sample n_sample > prob_dist.size(-1) samples without replacement");
  const shape = [...chances.shape.slice(0, -1), numSamples];
  return ops.drawFrom(chances, shape, "int32", (all, out) => {
    const rows = all.length / categories;
    for (let row = 0; row < rows; row++) mustBeChances(all.subarray(row * categories, (row + 1) * categories));
    const picks = out as Int32Array;
    if (!replacement) return multinomialApart(generator, all, categories, picks);
    for (let row = 0; row < rows; row++) {
      const own = all.subarray(row * categories, (row + 1) * categories);
      multinomialOf(generator, own, picks.subarray(row * numSamples, (row + 1) * numSamples));
    }
  });
}

/** @throws RangeError for numbers that are no chances. */
function mustBeChances(chances: TypedArray): void {
  let sum = 0;
  for (const chance of chances) {
    if (!(chance >= 0 && chance < Number.POSITIVE_INFINITY))
      throw new RangeError("probability tensor contains either `inf`, `nan` or element < 0");
    sum += chance;
  }
  if (sum === 0) throw new RangeError("invalid multinomial distribution (sum of probabilities <= 0)");
}
