// Windows over images as columns, and columns added back into images: runs of pixels along the rows.

import type { TypedArray } from "../dtype.ts";

/** Images of `planes` planes, and the windows over them; each a pair for height and width. */
export interface WindowLayout {
  readonly planes: number;
  readonly image: readonly [number, number];
  readonly size: readonly [number, number];
  readonly stride: readonly [number, number];
  readonly padding: readonly [number, number];
  readonly dilation: readonly [number, number];
  /** How many windows there are. */
  readonly windows: readonly [number, number];
}

/** For each plane, each place in a window, each window: its pixel, or `fill` where that lies in the border. */
export function unfold(x: TypedArray, layout: WindowLayout, fill: number, out: TypedArray): void {
  const { windows, stride } = layout;
  const across = windows[1];
  const step = stride[1];
  forEachRun(layout, (row, shift, from, to, cell) => {
    out.fill(fill, cell, cell + from);
    let pixel = row + from * step + shift;
    for (let i = from; i < to; i++, pixel += step) out[cell + i] = x[pixel];
    out.fill(fill, cell + to, cell + across);
  });
}

/** The reverse: each element added to its pixel. */
export function fold(x: TypedArray, layout: WindowLayout, out: TypedArray): void {
  const step = layout.stride[1];
  forEachRun(layout, (row, shift, from, to, cell) => {
    let pixel = row + from * step + shift;
    for (let i = from; i < to; i++, pixel += step) out[pixel] += x[cell + i];
  });
}

/**
 * Calls for each row of windows with where its row of pixels starts, how far its first pixel is from there, which of its windows, `from`
 * up to `to`, see a pixel of that row, and where the row of windows starts among the columns.
 */
function forEachRun(
  { planes, image, size, stride, padding, dilation, windows }: WindowLayout,
  call: (row: number, shift: number, from: number, to: number, cell: number) => void,
): void {
  const [height, width] = image;
  const [down, across] = windows;
  let cell = 0;
  for (let plane = 0; plane < planes; plane++) {
    for (let i = 0; i < size[0]; i++) {
      for (let j = 0; j < size[1]; j++) {
        const shift = j * dilation[1] - padding[1];
        const first = Math.min(across, Math.max(0, Math.ceil(-shift / stride[1])));
        const last = Math.max(first, Math.min(across, Math.ceil((width - shift) / stride[1])));
        for (let y = 0; y < down; y++, cell += across) {
          const line = y * stride[0] - padding[0] + i * dilation[0];
          if (line < 0 || line >= height) call(0, 0, 0, 0, cell);
          else call((plane * height + line) * width, shift, first, last, cell);
        }
      }
    }
  }
}
