// Files of arrays: NumPy's bytes read and written, safetensors, and what is broken refused with its reason.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { npy } from "../../src/library/jax/index.ts";
import { np, npz } from "../../src/library/mxnet/index.ts";
import * as tensor from "../../src/library/tensor/index.ts";
import * as torch from "../../src/library/torch/index.ts";
import { reference } from "./reference.ts";

const files = reference<{
  readonly npy: Record<string, { shape: number[]; data: (number | string)[]; bytes: string }>;
  readonly "version 2": string;
  readonly npz: string;
  readonly "npz, compressed": string;
  readonly "too large": string;
  readonly complex: string;
  readonly safetensors: string;
}>("formats.json");

const bytesOf = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, "base64"));
const numbers = (a: tensor.Tensor): readonly unknown[] =>
  [...tensor.elements(a)].map((value) =>
    Number.isFinite(value) ? value : `${value}`.replace("Infinity", "inf").toLowerCase(),
  );

describe("NumPy's .npy files", () => {
  for (const [name, { shape, data, bytes }] of Object.entries(files.npy)) {
    test(`of ${name} are read`, () => {
      const read = tensor.readNpy(bytesOf(bytes));
      expect({ shape: read.shape, data: numbers(read) }).toEqual({ shape, data });
    });
  }
  for (const name of ["float32", "float64", "int32", "uint8", "bool", "scalar", "empty"])
    test(`of ${name} are written byte for byte`, () => {
      const raw = bytesOf(files.npy[name].bytes);
      expect(Buffer.from(tensor.writeNpy(tensor.readNpy(raw))).toString("latin1")).toBe(
        Buffer.from(raw).toString("latin1"),
      );
    });
  test("of the second version are read", () =>
    expect(tensor.readNpy(bytesOf(files["version 2"])).shape).toEqual([2, 3]));
  test("go round, whatever the shape and the view", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(4), { maxLength: 4 }),
        fc.constantFrom("float32", "int32", "bool"),
        (shape, dtype) => {
          const size = shape.reduce((a, b) => a * b, 1);
          const a = torch.arange(size).to(dtype).reshape(shape);
          const view = shape.length > 1 ? a.transpose(0, 1) : a;
          const read = npy.load(tensor.writeNpy(view));
          expect([read.shape, read.dtype, read.tolist()]).toEqual([view.shape, dtype, view.tolist()]);
        },
      ),
    );
  });
});

describe("NumPy's .npz files", () => {
  test("are read, compressed or not", () => {
    const { a, b } = tensor.readNpz(bytesOf(files.npz));
    expect([a.shape, numbers(a), numbers(b)]).toEqual([[2, 3], files.npy.float32.data, [1, 2]]);
    expect(tensor.readNpz(bytesOf(files["npz, compressed"])).zeros.shape).toEqual([100, 100]);
  });
  test("are written, the same bytes each time", () => {
    const arrays = { w: np.arange(6).reshape([2, 3]), b: np.zeros([2]) };
    for (const compressed of [false, true]) {
      const raw = npz.save(arrays, { compressed });
      expect(npz.save(arrays, { compressed })).toEqual(raw);
      expect(Object.entries(npz.load(raw)).map(([name, one]) => [name, one.tolist()])).toEqual([
        [
          "w",
          [
            [0, 1, 2],
            [3, 4, 5],
          ],
        ],
        ["b", [0, 0]],
      ]);
    }
  });
});

describe("safetensors", () => {
  test("are read, and their types widened", () => {
    const { tensors, metadata } = tensor.readSafetensors(bytesOf(files.safetensors));
    expect(Object.entries(tensors).map(([name, one]) => [name, one.dtype, one.shape, numbers(one)])).toEqual([
      ["weight", "float32", [2, 3], files.npy.float32.data],
      ["half", "float32", [2], [1.5, -0.25]],
      ["brain", "float32", [2], [1.5, -3]],
      ["steps", "int32", [], [42]],
      ["mask", "bool", [3], [1, 0, 1]],
    ]);
    expect(metadata).toEqual({ format: "pt" });
  });
  test("carry a model's weights, under Python's names too", () => {
    const [from, to] = [1, 2].map((seed) => {
      torch.manualSeed(seed);
      return new torch.nn.GRU(2, 3);
    });
    const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const state = Object.fromEntries(Object.entries(from.stateDict()).map(([name, one]) => [snake(name), one]));
    to.loadStateDict(torch.safetensors.load(torch.safetensors.save(state, { made: "here" })));
    expect(to.parameters().map((one) => one.tolist())).toEqual(from.parameters().map((one) => one.tolist()));
  });
  test("of the same tensors are the same bytes", () => {
    const [a, b] = [torch.tensor([1, 2]), torch.tensor([true])];
    expect(torch.safetensors.save({ a, b })).toEqual(torch.safetensors.save({ b, a }));
  });
});

describe("what is broken is refused", () => {
  const whole = bytesOf(files.safetensors);
  const withHeader = (header: unknown, data = 8): Uint8Array => {
    const text = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
    const bytes = new Uint8Array(8 + text.length + data);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
    bytes.set(text, 8);
    return bytes;
  };
  const entry = (from: number, to: number, shape: unknown = [(to - from) / 4], dtype = "F32") => ({
    dtype,
    shape,
    data_offsets: [from, to],
  });
  const refusals: Record<string, [() => unknown, string]> = {
    "another file as npy": [() => tensor.readNpy(whole), "npy: this is no .npy file"],
    "an npy cut off": [
      () => tensor.readNpy(bytesOf(files.npy.float32.bytes).subarray(0, 140)),
      "npy: 6 numbers of 4 bytes end behind the file's end (140 bytes)",
    ],
    "complex numbers": [() => tensor.readNpy(bytesOf(files.complex)), `npy: there is no tensor of NumPy's type "<c8"`],
    "whole numbers that do not fit": [
      () => tensor.readNpy(bytesOf(files["too large"])),
      "npy: element 0 is 1099511627776, which int32 does not hold",
    ],
    "another file as npz": [() => tensor.readNpz(whole), "npz: this is no .npz file that can be read"],
    nothing: [() => tensor.readSafetensors(new Uint8Array(3)), "safetensors: the file ends before its header"],
    "a header without end": [
      () => tensor.readSafetensors(whole.subarray(0, 40)),
      "safetensors: the header ends behind the file's end",
    ],
    "a huge header": [() => tensor.readSafetensors(new Uint8Array(16).fill(255)), "is too long"],
    "no JSON": [() => tensor.readSafetensors(withHeader("{oops")), "safetensors: the header is no JSON"],
    "a list": [() => tensor.readSafetensors(withHeader([1])), "safetensors: the header is no record of tensors"],
    "an unknown type": [
      () => tensor.readSafetensors(withHeader({ a: entry(0, 8, [2], "F4") })),
      `safetensors: a is of the type "F4", which there is not`,
    ],
    "a shape that is none": [
      () => tensor.readSafetensors(withHeader({ a: entry(0, 8, [-2]) })),
      "safetensors: a: [-2] is no shape",
    ],
    "a place that does not fit": [
      () => tensor.readSafetensors(withHeader({ a: entry(0, 8, [3]) })),
      "safetensors: a has the place [0,8], which does not fit its shape [3]",
    ],
    "places that overlap": [
      () => tensor.readSafetensors(withHeader({ a: entry(0, 8), b: entry(4, 8) })),
      "safetensors: b starts at 4, where the one before it ends at 8",
    ],
    "a gap": [
      () => tensor.readSafetensors(withHeader({ a: entry(4, 8) })),
      "safetensors: a starts at 4, where the one before it ends at 0",
    ],
    "more bytes than tensors": [
      () => tensor.readSafetensors(withHeader({ a: entry(0, 4) })),
      "safetensors: the tensors end at 4, the file at 8",
    ],
  };
  for (const [name, [run, message]] of Object.entries(refusals)) test(name, () => expect(run).toThrow(message));
});
