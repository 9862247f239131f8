// Means over windows, and back; and where the largest elements of windows are: planes of pixels to planes of windows.

import type { TypedArray } from "../dtype.ts";
import { runsOf, type WindowLayout } from "./windows.ts";

/** Writes each window's mean; a border counts as zeros. */
export function averages(x: TypedArray, layout: WindowLayout, out: TypedArray): void {
  const { size, stride } = layout;
  const across = layout.windows[1];
  const sums = new Float64Array(across);
  const area = size[0] * size[1];
  const runs = runsOf(layout);
  eachRow(layout, (rows, to) => {
    sums.fill(0);
    for (const row of rows) {
      for (const { shift, from, end } of runs) {
        for (let i = from, pixel = row + from * stride[1] + shift; i < end; i++, pixel += stride[1]) sums[i] += x[pixel];
      }
    }
    for (let i = 0; i < across; i++) out[to + i] = sums[i] / area;
  });
}

/** The reverse: adds to each pixel its part of the windows that see it. */
export function spreadAverages(dy: TypedArray, layout: WindowLayout, out: TypedArray): void {
  const { size, stride } = layout;
  const area = size[0] * size[1];
  const runs = runsOf(layout);
  eachRow(layout, (rows, to) => {
    for (const row of rows) {
      for (const { shift, from, end } of runs) {
        for (let i = from, pixel = row + from * stride[1] + shift; i < end; i++, pixel += stride[1])
          out[pixel] += dy[to + i] / area;
      }
    }
  });
}

/** Writes where each window's largest pixel is, the first of equals; NaN is the largest. -1 where a window sees no pixel. */
export function maxPositions(x: TypedArray, layout: WindowLayout, out: Int32Array): void {
  const { stride } = layout;
  out.fill(-1);
  const runs = runsOf(layout);
  eachRow(layout, (rows, to) => {
    for (const row of rows) {
      for (const { shift, from, end } of runs) {
        for (let i = from, pixel = row + from * stride[1] + shift; i < end; i++, pixel += stride[1]) {
          const best = out[to + i];
          // Not larger than the best so far, unless it is NaN and that is not.
          if (best < 0 || x[pixel] > x[best] || (Number.isNaN(x[pixel]) && !Number.isNaN(x[best]))) out[to + i] = pixel;
        }
      }
    }
  });
}

/** Calls for each row of windows with where the rows of pixels start that they see, and where the row of windows starts. */
function eachRow(
  { planes, image, size, stride, padding, dilation, windows }: WindowLayout,
  call: (rows: readonly number[], to: number) => void,
): void {
  const [height, width] = image;
  for (let plane = 0, to = 0; plane < planes; plane++) {
    for (let y = 0; y < windows[0]; y++, to += windows[1]) {
      const rows: number[] = [];
      for (let i = 0; i < size[0]; i++) {
        const line = y * stride[0] - padding[0] + i * dilation[0];
        if (line >= 0 && line < height) rows.push((plane * height + line) * width);
      }
      call(rows, to);
    }
  }
}
