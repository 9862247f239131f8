// Functions of two numbers for WebAssembly, four float32 at a time, each from the vectors `x` and `y`.

import type { Code, Func } from "./emit.ts";
import { hoisted } from "./hoist.ts";

const splat = (value: number): Code => ["f32x4.splat", ["f32", value]];
const add = (a: Code, b: Code): Code => ["f32x4.add", a, b];
const sub = (a: Code, b: Code): Code => ["f32x4.sub", a, b];
const mul = (a: Code, b: Code): Code => ["f32x4.mul", a, b];

const results = {
  add: add("x", "y"),
  sub: sub("x", "y"),
  mul: mul("x", "y"),
  div: ["f32x4.div", "x", "y"],
  maximum: ["f32x4.max", "x", "y"],
  minimum: ["f32x4.min", "x", "y"],
  twiceProduct: mul(add("x", "x"), "y"),
  wherePositive: ["v128.and", "x", ["f32x4.gt", "y", splat(0)]],
  // 1 - y² as a product keeps its digits where y is near 1.
  tanhBackward: mul("x", mul(sub(splat(1), "y"), add(splat(1), "y"))),
  sigmoidBackward: mul("x", mul("y", sub(splat(1), "y"))),
} satisfies Record<string, Code>;

/** A function that there is. */
export type BinaryName = keyof typeof results;

/** Those that are rounded once or not at all: any loop gives their bits. */
export const exactBinaries: ReadonlySet<BinaryName> = new Set<BinaryName>([
  "add",
  "sub",
  "mul",
  "div",
  "maximum",
  "minimum",
  "wherePositive",
]);

/** Its statements, from x and y to x. */
export const binaryBody = (name: BinaryName): readonly Code[] => [["set", "x", results[name]]];

/** Each as a function of two addresses and of the one after the first's last vector: the first's elements are replaced. */
export const binaryFunctions: readonly Func[] = (Object.keys(results) as BinaryName[]).map((name) => {
  const { before, locals, body } = hoisted(binaryBody(name));
  return {
    name,
    params: ["a", "b", "end"],
    locals: { x: "v128", y: "v128", ...locals },
    body: [
      ...before,
      [
        "while",
        ["i32.lt_s", "a", "end"],
        ["set", "x", ["v128.load", "a"]],
        ["set", "y", ["v128.load", "b"]],
        ...body,
        ["v128.store", "a", "x"],
        ["set", "a", ["i32.add", "a", 16]],
        ["set", "b", ["i32.add", "b", 16]],
      ],
    ],
  };
});
