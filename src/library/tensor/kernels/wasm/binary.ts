// Functions of two numbers for WebAssembly, four float32 at a time. They are exact: the bits are those of the plain loops.

import type { Func } from "./emit.ts";

const instructions = { add: "f32x4.add", sub: "f32x4.sub", mul: "f32x4.mul", div: "f32x4.div" } as const;

/** A function that there is. */
export type BinaryName = keyof typeof instructions;

/** Each as a function of two addresses and of the one after the first's last vector: the first's elements are replaced. */
export const binaryFunctions: readonly Func[] = Object.entries(instructions).map(([name, instruction]) => ({
  name,
  params: ["a", "b", "end"],
  locals: {},
  body: [
    [
      "while",
      ["i32.lt_s", "a", "end"],
      ["v128.store", "a", [instruction, ["v128.load", "a"], ["v128.load", "b"]]],
      ["set", "a", ["i32.add", "a", 16]],
      ["set", "b", ["i32.add", "b", 16]],
    ],
  ],
}));
