// Convolution as products with windows laid out as columns, image by image, and its derivatives by the images and by the kernel.
// float32 sums are rounded in the same places here and in WebAssembly, so that the bits are the same.

import type { TypedArray } from "../dtype.ts";
import { type ConvolutionLayout, type Convolver, sizesOf } from "./convolver.ts";
import { convolver } from "./wasm/convolver.ts";
import { inSteps } from "./wasm/product.ts";
import { fold, unfold } from "./windows.ts";

/** Below so many multiply-adds there is no way to WebAssembly. */
const wasmFrom = 2048;

function convolverFor(layout: ConvolutionLayout, ...arrays: readonly TypedArray[]): Convolver {
  const { taps, count } = sizesOf(layout);
  const isSingle = arrays.every((array) => array instanceof Float32Array);
  const isLarge = layout.parts * layout.outputs * taps * count >= wasmFrom;
  return (isSingle && isLarge ? convolver(layout) : undefined) ?? plainConvolver(layout, isSingle);
}

/** Writes kernels [groups, outputs, taps] times the columns of images `x`: [parts, outputs, windows]. */
export function convolve(x: TypedArray, kernels: TypedArray, layout: ConvolutionLayout, out: TypedArray): void {
  const work = convolverFor(layout, x, kernels, out);
  work.setKernels(kernels);
  for (let i = 0; i < layout.parts; i++) {
    work.setImage(x, i);
    work.toOutputs(i % layout.groups);
    work.getOutputs(out, i);
  }
}

/** Its derivative by the images, times `dy` [parts, outputs, windows]. */
export function convolveBack(dy: TypedArray, kernels: TypedArray, layout: ConvolutionLayout, out: TypedArray): void {
  const work = convolverFor(layout, dy, kernels, out);
  work.setKernels(kernels);
  for (let i = 0; i < layout.parts; i++) {
    work.setOutputs(dy, i);
    work.toColumns(i % layout.groups);
    work.getImage(out, i);
  }
}

/** Its derivative by the kernels, times `dy` [parts, outputs, windows]: the sum over the images. */
export function convolveKernels(x: TypedArray, dy: TypedArray, layout: ConvolutionLayout, out: TypedArray): void {
  const work = convolverFor(layout, x, dy, out);
  work.setKernels(out);
  for (let i = 0; i < layout.parts; i++) {
    work.setImage(x, i);
    work.setOutputs(dy, i);
    work.toKernel(i % layout.groups);
  }
  work.getKernels(out);
}

function plainConvolver(layout: ConvolutionLayout, isSingle: boolean): Convolver {
  const { pixels, taps, count } = sizesOf(layout);
  const { outputs, groups } = layout;
  const make = (n: number): TypedArray => (isSingle ? new Float32Array(n) : new Float64Array(n));
  const kernel = make(groups * outputs * taps);
  const columns = make(taps * count);
  const sums = make(outputs * count);
  const step = outputs * taps;
  return {
    setKernels: (from) => kernel.set(from),
    getKernels: (to) => to.set(kernel),
    setOutputs: (from, part) => sums.set(from.subarray(part * sums.length, (part + 1) * sums.length)),
    getOutputs: (to, part) => to.set(sums, part * sums.length),
    setImage: (from, part) => unfold(from.subarray(part * pixels, (part + 1) * pixels), layout, 0, columns),
    getImage: (to, part) => fold(columns, layout, to.subarray(part * pixels, (part + 1) * pixels)),
    toOutputs: (group) =>
      inSteps(kernel, group * step, taps, 1, columns, 0, count, 1, sums, 0, outputs, taps, count, false),
    toColumns: (group) =>
      inSteps(kernel, group * step, 1, taps, sums, 0, count, 1, columns, 0, taps, outputs, count, false),
    toKernel: (group) =>
      inSteps(sums, 0, count, 1, columns, 0, 1, count, kernel, group * step, outputs, count, taps, true),
  };
}
