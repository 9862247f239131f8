// The order of many numbers, which goes by their digits, against a sort by comparing.

import { expect, test } from "vitest";
import { order } from "../../../src/library/tensor/kernels/order.ts";

const value = (i: number): number => Math.sin(i * 12.9898) * 2 ** ((i % 40) - 20);
const special = [0, -0, Number.NaN, 1, 1, Infinity, -Infinity, Number.NaN, -1, 1e-45, -1e-45, -0, 0];
const floats = Float32Array.from([...special, ...Array.from({ length: 3000 }, (_, i) => value(i % 1700)), ...special]);
const whole = Int32Array.from({ length: 3000 }, (_, i) => Math.trunc(value(i) * 1000) % 700);
whole.set([2147483647, -2147483648, 0, -1], 5);

for (const [name, array] of Object.entries({
  floats,
  whole,
  bytes: Uint8Array.from(whole),
  doubles: Float64Array.from(floats),
}))
  for (const descending of [false, true])
    for (const stride of [1, 3])
      test(`${name}, ${descending ? "de" : "a"}scending, every ${stride}`, () => {
        const count = Math.floor((array.length - 2) / stride);
        const places = new Int32Array(count);
        order(array, 2, stride, descending, places);
        const at = (i: number): number => array[2 + i * stride]!;
        expect([...places].sort((i, j) => i - j)).toEqual(Array.from(places, (_, i) => i));
        const rank = (x: number): number => (Number.isNaN(x) ? 1 : 0);
        for (let i = 1; i < count; i++) {
          const [a, b] = [at(places[i - 1]!), at(places[i]!)];
          const ahead = rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0);
          if (ahead === 0) expect(places[i - 1]).toBeLessThan(places[i]!);
          else expect(ahead).toBe(descending ? 1 : -1);
        }
      });
