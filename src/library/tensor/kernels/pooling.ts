// Means over windows, and back; and where the largest elements of windows are: planes of pixels to planes of windows.

import type { TypedArray } from "../dtype.ts";
import type { WindowLayout } from "./windows.ts";

/** Writes each window's mean; a border counts as zeros. */
export function averages(x: TypedArray, layout: WindowLayout, out: TypedArray): void {
  if (isQuarters(layout)) {
    meansOfFour(x, layout, out);
    return;
  }
  const area = layout.size[0] * layout.size[1];
  eachRow(layout, (places, count, from, to, step, end) => {
    for (let i = to, base = from; i < end; i++, base += step) {
      let sum = 0;
      for (let place = 0; place < count; place++) sum += x[base + places[place]];
      out[i] = sum / area;
    }
  });
}

/** The reverse: adds to each pixel, which is 0 before, its part of the windows that see it. */
export function spreadAverages(dy: TypedArray, layout: WindowLayout, out: TypedArray): void {
  if (isQuarters(layout)) {
    spreadToFour(dy, layout, out);
    return;
  }
  const area = layout.size[0] * layout.size[1];
  eachRow(layout, (places, count, from, to, step, end) => {
    for (let i = to, base = from; i < end; i++, base += step) {
      const part = dy[i] / area;
      for (let place = 0; place < count; place++) out[base + places[place]] += part;
    }
  });
}

// Windows of two by two side by side are what networks have most: written out they take a quarter of the time.

function isQuarters({ size, stride, padding, dilation }: WindowLayout): boolean {
  return (
    [size, stride].every((pair) => pair[0] === 2 && pair[1] === 2) && padding[0] + padding[1] === 0 && isOne(dilation)
  );
}
const isOne = (pair: readonly [number, number]): boolean => pair[0] === 1 && pair[1] === 1;

function meansOfFour(x: TypedArray, { planes, image, windows }: WindowLayout, out: TypedArray): void {
  const [height, width] = image;
  const [down, across] = windows;
  for (let plane = 0, to = 0; plane < planes; plane++) {
    for (let y = 0; y < down; y++) {
      let at = (plane * height + 2 * y) * width;
      for (let end = to + across; to < end; to++, at += 2)
        out[to] = (x[at] + x[at + 1] + x[at + width] + x[at + width + 1]) / 4;
    }
  }
}

function spreadToFour(dy: TypedArray, { planes, image, windows }: WindowLayout, out: TypedArray): void {
  const [height, width] = image;
  const [down, across] = windows;
  for (let plane = 0, from = 0; plane < planes; plane++) {
    for (let y = 0; y < down; y++) {
      let at = (plane * height + 2 * y) * width;
      for (let end = from + across; from < end; from++, at += 2) {
        const part = dy[from] / 4;
        out[at] = part;
        out[at + 1] = part;
        out[at + width] = part;
        out[at + width + 1] = part;
      }
    }
  }
}

/** Writes where each window's largest pixel is, the first of equals; NaN is the largest. -1 where a window sees no pixel. */
export function maxPositions(x: TypedArray, layout: WindowLayout, out: Int32Array): void {
  eachRow(layout, (places, count, from, to, step, end) => {
    for (let i = to, base = from; i < end; i++, base += step) {
      let best = count === 0 ? -1 : base + places[0];
      let most = x[best];
      for (let place = 1; place < count; place++) {
        const value = x[base + places[place]];
        // NaN, unless there is one already.
        if (value > most || (Number.isNaN(value) && !Number.isNaN(most))) {
          best = base + places[place];
          most = value;
        }
      }
      out[i] = best;
    }
  });
}

/**
 * Calls for windows `to` … `end` - 1, which lie side by side and see the same `count` places: of the first window these are the pixels
 * `from + places[0]` …, of the next the ones `step` further.
 */
function eachRow(
  { planes, image, size, stride, padding, dilation, windows }: WindowLayout,
  call: (places: Int32Array, count: number, from: number, to: number, step: number, end: number) => void,
): void {
  const [height, width] = image;
  const [down, across] = windows;
  const places = new Int32Array(size[0] * size[1]);
  // The windows that lie inside of the image as far as its width goes; the others are taken one by one.
  const inner = Math.min(across, Math.ceil(padding[1] / stride[1]));
  const reach = width + padding[1] - dilation[1] * (size[1] - 1);
  const outer = Math.max(inner, Math.min(across, Math.ceil(reach / stride[1])));
  for (let plane = 0, to = 0; plane < planes; plane++) {
    for (let y = 0; y < down; y++, to += across) {
      const top = y * stride[0] - padding[0];
      const first = (plane * height + top) * width - padding[1];
      for (let x = 0; x < across; ) {
        const next = x === inner && inner < outer ? outer : x + 1;
        const left = x * stride[1] - padding[1];
        let count = 0;
        for (let i = 0; i < size[0]; i++) {
          const line = top + i * dilation[0];
          if (line < 0 || line >= height) continue;
          for (let j = 0; j < size[1]; j++) {
            const column = left + j * dilation[1];
            if (column >= 0 && column < width) places[count++] = i * dilation[0] * width + j * dilation[1];
          }
        }
        call(places, count, first + x * stride[1], to + x, stride[1], to + next);
        x = next;
      }
    }
  }
}
