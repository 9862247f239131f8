// One part of a convolution, an image or a group of its planes: sizes, and the room in which it is worked on.

import type { TypedArray } from "../dtype.ts";
import type { WindowLayout } from "./windows.ts";

/** Windows over the planes that one group of one image has, and what is made of them. */
export interface ConvolutionLayout extends WindowLayout {
  /** Images times groups: the groups of the first image, then those of the second … */
  readonly parts: number;
  readonly groups: number;
  /** Outputs of one group. */
  readonly outputs: number;
}

/** Elements of an image, of a kernel for one output, and windows over an image. */
export function sizesOf({
  planes,
  image,
  size,
  windows,
}: ConvolutionLayout): Readonly<Record<"pixels" | "taps" | "count", number>> {
  return {
    pixels: planes * image[0] * image[1],
    taps: planes * size[0] * size[1],
    count: windows[0] * windows[1],
  };
}

/** Room for one part at a time, [outputs, count] numbers that come out of it, its columns [taps, count], and the kernels [groups, outputs, taps]. */
export interface Convolver {
  setKernels(kernels: TypedArray): void;
  getKernels(to: TypedArray): void;
  setOutputs(from: TypedArray, part: number): void;
  getOutputs(to: TypedArray, part: number): void;
  /** Lays an image's windows out as columns. */
  setImage(from: TypedArray, part: number): void;
  /** Adds the columns back into an image. */
  getImage(to: TypedArray, part: number): void;
  /** outputs = kernel · columns */
  toOutputs(group: number): void;
  /** columns = kernelᵀ · outputs */
  toColumns(group: number): void;
  /** kernel += outputs · columnsᵀ */
  toKernel(group: number): void;
}
