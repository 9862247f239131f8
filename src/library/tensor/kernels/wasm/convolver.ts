// A part of a convolution in WebAssembly's memory: the image within its border, its columns, and what comes out of it.

import { type ConvolutionLayout, type Convolver, sizesOf } from "../convolver.ts";
import { workspaceBytes } from "./gemm.ts";
import { machine } from "./machine.ts";

/** Larger parts are left to the plain kernel. */
const mostFloats = 2 ** 28;
/** `unfold` may write and read so many floats beyond. */
const slack = 4;

/** Room for parts of this layout; undefined without WebAssembly, and for very large parts. */
export function convolver(layout: ConvolutionLayout): Convolver | undefined {
  const { pixels, taps, count } = sizesOf(layout);
  const { planes, image, size, stride, padding, dilation, windows, outputs, groups } = layout;
  const [height, width] = [image[0] + 2 * padding[0], image[1] + 2 * padding[1]];
  const step = outputs * taps;
  const kernels = 0;
  const results = kernels + rounded(groups * step);
  const bordered = results + rounded(outputs * count);
  const columns = bordered + rounded(planes * height * width + slack);
  const room = columns + rounded(taps * count + slack);
  if (room > mostFloats) return undefined;
  const wasm = machine();
  if (wasm === null) return undefined;
  const floats = wasm.floats(4 * room + workspaceBytes);
  const { gemm, unfold, fold } = wasm.call;
  const isBordered = padding[0] + padding[1] > 0;
  floats.fill(0, bordered, columns);
  const walk = [
    ...[4 * bordered, 4 * columns, planes, 4 * height * width, ...size, 4 * dilation[0] * width, 4 * dilation[1]],
    ...[...windows, 4 * stride[0] * width, 4 * stride[1]],
  ];
  /** Calls for each row of pixels with its place in the image and in the memory. */
  const eachRow = (call: (at: number, inside: number) => void): void => {
    for (let plane = 0, at = 0; plane < planes; plane++) {
      let inside = bordered + (plane * height + padding[0]) * width + padding[1];
      for (let line = 0; line < image[0]; line++, at += image[1], inside += width) call(at, inside);
    }
  };
  return {
    setKernels: (from) => floats.set(from, kernels),
    getKernels: (to) => to.set(floats.subarray(kernels, kernels + groups * step)),
    setOutputs: (from, part) =>
      floats.set(from.subarray(part * outputs * count, (part + 1) * outputs * count), results),
    getOutputs: (to, part) => to.set(floats.subarray(results, results + outputs * count), part * outputs * count),
    setImage(from, part) {
      const first = part * pixels;
      if (!isBordered) floats.set(from.subarray(first, first + pixels), bordered);
      else
        eachRow((at, inside) => {
          for (let x = 0; x < image[1]; x++) floats[inside + x] = from[first + at + x];
        });
      unfold(...walk);
    },
    getImage(to, part) {
      const first = part * pixels;
      floats.fill(0, bordered, columns);
      fold(...walk);
      if (!isBordered) to.set(floats.subarray(bordered, bordered + pixels), first);
      else
        eachRow((at, inside) => {
          for (let x = 0; x < image[1]; x++) to[first + at + x] = floats[inside + x];
        });
    },
    toOutputs(group) {
      const kernel = 4 * (kernels + group * step);
      gemm(outputs, taps, count, kernel, 4 * taps, 4, 4 * columns, 4 * count, 4, 4 * results, 4 * room, 0);
    },
    toColumns(group) {
      const kernel = 4 * (kernels + group * step);
      gemm(taps, outputs, count, kernel, 4, 4 * taps, 4 * results, 4 * count, 4, 4 * columns, 4 * room, 0);
    },
    toKernel(group) {
      const kernel = 4 * (kernels + group * step);
      gemm(outputs, count, taps, 4 * results, 4 * count, 4, 4 * columns, 4, 4 * count, kernel, 4 * room, 1);
    },
  };
}

/** Up to whole vectors. */
const rounded = (count: number): number => (count + 3) & ~3;
