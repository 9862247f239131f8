// Means over windows, and back; and where the largest elements of windows are: planes of pixels to planes of windows.

import type { TypedArray } from "../dtype.ts";
import type { WindowLayout } from "./windows.ts";

/** Writes each window's mean; a border counts as zeros. */
export function averages(x: TypedArray, layout: WindowLayout, out: TypedArray): void {
  const area = layout.size[0] * layout.size[1];
  eachRow(layout, (places, count, from, to, step, end) => {
    if (count === 4) {
      meansOfFour(x, places, from, step, area, out, to, end);
      return;
    }
    for (let i = to, base = from; i < end; i++, base += step) {
      let sum = 0;
      for (let place = 0; place < count; place++) sum += x[base + places[place]];
      out[i] = sum / area;
    }
  });
}

/** The reverse: adds to each pixel its part of the windows that see it. */
export function spreadAverages(dy: TypedArray, layout: WindowLayout, out: TypedArray): void {
  const area = layout.size[0] * layout.size[1];
  eachRow(layout, (places, count, from, to, step, end) => {
    if (count === 4) {
      spreadToFour(dy, places, from, step, area, out, to, end);
      return;
    }
    for (let i = to, base = from; i < end; i++, base += step) {
      const part = dy[i] / area;
      for (let place = 0; place < count; place++) out[base + places[place]] += part;
    }
  });
}

// Windows of two by two are what networks have most: written out, in functions of their own, they take a third of the time.

function meansOfFour(
  x: TypedArray,
  places: Int32Array,
  from: number,
  step: number,
  area: number,
  out: TypedArray,
  to: number,
  end: number,
): void {
  const [first, second, third, fourth] = [places[0], places[1], places[2], places[3]];
  for (let i = to, base = from; i < end; i++, base += step)
    out[i] = (x[base + first] + x[base + second] + x[base + third] + x[base + fourth]) / area;
}

function spreadToFour(
  dy: TypedArray,
  places: Int32Array,
  from: number,
  step: number,
  area: number,
  out: TypedArray,
  to: number,
  end: number,
): void {
  const [first, second, third, fourth] = [places[0], places[1], places[2], places[3]];
  for (let i = to, base = from; i < end; i++, base += step) {
    const part = dy[i] / area;
    out[base + first] += part;
    out[base + second] += part;
    out[base + third] += part;
    out[base + fourth] += part;
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
