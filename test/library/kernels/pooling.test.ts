// Means and largest elements of windows against a plain search through every window, within borders and with steps.

import { expect, test } from "vitest";
import { averages, maxPositions, spreadAverages } from "../../../src/library/tensor/kernels/pooling.ts";

const value = (i: number): number => Math.fround(Math.sin(i * 12.9898));

for (const [size, stride, padding, dilation] of [
  [
    [2, 2],
    [2, 2],
    [0, 0],
    [1, 1],
  ],
  [
    [3, 2],
    [1, 2],
    [1, 1],
    [1, 1],
  ],
  [
    [3, 3],
    [2, 1],
    [1, 1],
    [2, 1],
  ],
  [
    [1, 4],
    [3, 3],
    [0, 2],
    [1, 2],
  ],
  [
    [5, 6],
    [1, 1],
    [0, 0],
    [1, 1],
  ],
] as const) {
  test(`windows ${size.join(" by ")}, steps ${stride}, border ${padding}, spread ${dilation}`, () => {
    const [planes, height, width] = [2, 9, 10];
    const along = (axis: 0 | 1) =>
      Math.floor(([height, width][axis]! + 2 * padding[axis] - dilation[axis] * (size[axis] - 1) - 1) / stride[axis]) +
      1;
    const windows = [along(0), along(1)] as const;
    const layout = { planes, image: [height, width] as const, size, stride, padding, dilation, windows };
    const x = Float32Array.from({ length: planes * height * width }, (_, i) => value(i));
    x[25] = Number.NaN;
    const count = planes * windows[0] * windows[1];
    const [means, positions, back] = [new Float32Array(count), new Int32Array(count), new Float32Array(x.length)];
    const dy = means.map((_, i) => value(i + 7));
    averages(x, layout, means);
    maxPositions(x, layout, positions);
    spreadAverages(dy, layout, back);
    const expectedBack = new Float64Array(x.length);
    for (let at = 0; at < count; at++) {
      const plane = Math.floor(at / (windows[0] * windows[1]));
      const [row, column] = [Math.floor(at / windows[1]) % windows[0], at % windows[1]];
      const seen: number[] = [];
      for (let i = 0; i < size[0]; i++) {
        for (let j = 0; j < size[1]; j++) {
          const line = row * stride[0] - padding[0] + i * dilation[0];
          const across = column * stride[1] - padding[1] + j * dilation[1];
          if (line >= 0 && line < height && across >= 0 && across < width)
            seen.push((plane * height + line) * width + across);
        }
      }
      const values = seen.map((pixel) => x[pixel]!);
      const mean = values.reduce((sum, one) => sum + one, 0) / (size[0] * size[1]);
      expect(means[at]).toBe(Math.fround(mean));
      const nan = values.findIndex(Number.isNaN);
      expect(positions[at]).toBe(seen[nan >= 0 ? nan : values.indexOf(Math.max(...values))]);
      for (const pixel of seen) expectedBack[pixel]! += dy[at]! / (size[0] * size[1]);
    }
    for (const [pixel, want] of expectedBack.entries()) expect(back[pixel]).toBeCloseTo(want, 5);
  });
}
