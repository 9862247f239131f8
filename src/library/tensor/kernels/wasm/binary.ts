// Functions of two numbers for WebAssembly, four float32 at a time, each from the vectors `x` and `y`.

import type { Code, Func } from "./emit.ts";
import { hoisted } from "./hoist.ts";
import { stepVectors } from "./unary.ts";

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

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const ofVector = (v: number, x: Code, y: Code, body: readonly Code[]): Code[] => [
  ["set", "x", ["v128.load", x, 16 * v]],
  ["set", "y", ["v128.load", y, 16 * v]],
  ...body,
  ["v128.store", "to", "x", 16 * v],
];
const next = (name: string): Code => ["set", name, ["i32.add", name, 16 * stepVectors]];

/** Each as a function of two addresses, of the one where results go, and of the one after the first's last element: whole steps are done. */
export const binaryFunctions: readonly Func[] = (Object.keys(results) as BinaryName[]).map((name) => {
  const { before, locals, body } = hoisted(binaryBody(name));
  return {
    name,
    params: ["a", "b", "to", "end"],
    locals: { x: "v128", y: "v128", ...locals },
    body: [
      ...before,
      [
        "while",
        ["i32.lt_s", "a", "end"],
        ...upTo(stepVectors).flatMap((v) => ofVector(v, "a", "b", body)),
        ...["a", "b", "to"].map(next),
      ],
    ],
  };
});
