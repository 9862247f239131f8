// Functions of one number for WebAssembly, four float32 at a time: exp and its kin by the polynomials of the Cephes library (S. L. Moshier),
// within two units in the last place. Only what IEEE arithmetic fixes is used, so that the bits are the same everywhere.

import type { Code, Func } from "./emit.ts";
import { hoisted } from "./hoist.ts";

const splat = (value: number): Code => ["f32x4.splat", ["f32", value]];
const integers = (value: number): Code => ["i32x4.splat", value];
const add = (a: Code, b: Code): Code => ["f32x4.add", a, b];
const sub = (a: Code, b: Code): Code => ["f32x4.sub", a, b];
const mul = (a: Code, b: Code): Code => ["f32x4.mul", a, b];
const div = (a: Code, b: Code): Code => ["f32x4.div", a, b];
const set = (name: string, value: Code): Code => ["set", name, value];
/** c0 z^n + c1 z^(n-1) + … by Horner's rule. */
const polynomial = (z: string, [first, ...rest]: readonly number[]): Code =>
  rest.reduce<Code>((sum, coefficient) => add(mul(sum, z), splat(coefficient)), splat(first));

const units = 1.5 * 2 ** 23;
const unitsBits = 0x4b400000;

/** y = e^r - 1, with z = n ln 2 + r; `half` has n in its last bits. */
const reduced: readonly Code[] = [
  // Added to a number of whole units in the last place, a small one is rounded, and stands in its last bits.
  set("half", add(mul("z", splat(Math.LOG2E)), splat(units))),
  set("n", sub("half", splat(units))),
  // ln 2 in two parts, the first so short that its multiples are exact.
  set("z", sub(sub("z", mul("n", splat(0.693359375))), mul("n", splat(-2.1219444e-4)))),
  // e^r = 1 + r + r² p(r), p of the least error relative to e^r, 3e-9, on half a ln 2 either way (our fit, by Lawson's method).
  set(
    "y",
    mul(
      polynomial(
        "z",
        [0.0013814539988741407, 0.008368745116354104, 0.0416683907873699, 0.16666520398962373, 0.49999993432110557],
      ),
      "z",
    ),
  ),
  set("y", add(mul("y", "z"), "z")),
];
const plusOne = set("y", add("y", splat(1)));

const powerOfTwo = (n: Code): Code => ["i32x4.shl", ["i32x4.add", n, integers(127)], 23];

/** y = e^z. Beyond the range of float32 it is 0 or infinite. */
const exponential: readonly Code[] = [
  set("z", ["f32x4.pmax", ["f32x4.pmin", "z", splat(89)], splat(-110)]),
  ...reduced,
  plusOne,
  // Times 2^n in two steps, as 2^128 and what is below 2^-126 are not normal numbers.
  set("n", ["i32x4.sub", "half", integers(unitsBits)]),
  set("half", ["i32x4.shr_s", "n", 1]),
  set("y", mul(mul("y", powerOfTwo("half")), powerOfTwo(["i32x4.sub", "n", "half"]))),
];
/** The same, with the same bits, where -87 <= z <= 87: n is added to the exponent. */
export const quickExponential: readonly Code[] = [
  ...reduced,
  plusOne,
  set("y", ["i32x4.add", "y", ["i32x4.shl", "half", 23]]),
];

/** y = log u, by way of n and m with u = m 2^n and m near 1; of what is below 2^-126, which has other bits, 2^23 times that. */
const logarithm: readonly Code[] = [
  set("half", ["f32x4.lt", "u", splat(2 ** -126)]),
  set("size", ["v128.bitselect", mul("u", splat(2 ** 23)), "u", "half"]),
  set("n", [
    "i32x4.sub",
    ["i32x4.shr_s", "size", 23],
    ["i32x4.add", ["v128.and", "half", integers(23)], integers(126)],
  ]),
  // Between a half and 1, and doubled where that is nearer to 1.
  set("z", ["v128.or", ["v128.and", "size", integers(0x7fffff)], integers(0x3f000000)]),
  set("half", ["f32x4.lt", "z", splat(Math.SQRT1_2)]),
  set("n", sub(["i32x4.add", ["i32x4.add", "n", "half"], integers(unitsBits)], splat(units))),
  set("z", sub(add("z", ["v128.and", "half", "z"]), splat(1))),
  set("size", mul("z", "z")),
  set(
    "y",
    mul(
      mul(
        polynomial(
          "z",
          [
            7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
            2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
          ],
        ),
        "z",
      ),
      "size",
    ),
  ),
  set("y", sub(add("y", mul("n", splat(-2.1219444e-4))), mul("size", splat(0.5)))),
  set("y", add(add("z", "y"), mul("n", splat(0.693359375)))),
  // -∞ of 0, nothing of what is below it.
  set("z", [
    "v128.bitselect",
    splat(Number.NaN),
    add("u", splat(Number.NEGATIVE_INFINITY)),
    ["f32x4.lt", "u", splat(0)],
  ]),
  set("y", ["v128.bitselect", "y", "z", ["f32x4.gt", "u", splat(0)]]),
  set("y", ["v128.bitselect", "u", "y", ["f32x4.gt", "u", splat(3.4028234663852886e38)]]),
];

/** y = log(1 + z), where z is neither infinite nor -1: the logarithm of that sum, corrected by what was rounded away. */
export const logarithmOfSum: readonly Code[] = [
  set("w", "z"),
  set("u", add("w", splat(1))),
  ...logarithm,
  set("y", sub("y", div(sub(sub("u", splat(1)), "w"), "u"))),
];

/** What tanh and sigmoid make of e^z. */
const toTanh: readonly Code[] = [
  set("y", sub(splat(1), div(splat(2), add("y", splat(1))))),
  set("y", ["v128.or", "y", ["v128.and", "x", integers(0x80000000 | 0)]]),
  // Near 0, where 1 - 2 / (e^2x + 1) loses its digits, an odd polynomial.
  set("z", mul("x", "x")),
  set(
    "z",
    add(
      mul(
        mul(
          polynomial("z", [-5.70498872745e-3, 2.06390887954e-2, -5.37397155531e-2, 0.133314422036, -0.333332819422]),
          "z",
        ),
        "x",
      ),
      "x",
    ),
  ),
  set("y", ["v128.bitselect", "z", "y", ["f32x4.lt", "size", splat(0.625)]]),
];
const toSigmoid: readonly Code[] = [
  set("z", ["v128.bitselect", "y", splat(1), ["f32x4.lt", "x", splat(0)]]),
  set("y", div("z", add(splat(1), "y"))),
];

/** A function with an exponential in it: what makes z from x, and y from e^z. */
const ofExponential = (before: readonly Code[], after: readonly Code[]) => ({
  body: [...before, ...exponential, ...after],
  quick: [...before, ...quickExponential, ...after],
});

/** A function: from the vector `x` to the vector `y`. */
interface Body {
  readonly body: readonly Code[];
  /** With the same bits, where |x| <= `within`: done where all are, which is nearly always so. */
  readonly quick?: readonly Code[];
}
/** Twice of it is within the range of the quick exponential. */
const within = 43.5;

const bodies = {
  relu: { body: [set("y", ["f32x4.max", "x", splat(0)])] },
  exp: ofExponential([set("z", "x")], []),
  log: { body: [set("u", "x"), ...logarithm] },
  log1p: {
    body: [
      set("z", "x"),
      ...logarithmOfSum,
      // ∞ of ∞, -∞ of -1.
      set("z", ["v128.bitselect", "x", splat(Number.NEGATIVE_INFINITY), ["f32x4.gt", "u", splat(0)]]),
      set("n", ["v128.or", ["f32x4.gt", "u", splat(3.4028234663852886e38)], ["f32x4.eq", "u", splat(0)]]),
      set("y", ["v128.bitselect", "z", "y", "n"]),
    ],
  },
  // 2^n (e^r - 1) + (2^n - 1), all by half of 2^n, which is a number where 2^n is infinite.
  expm1: {
    body: [
      set("z", ["f32x4.pmax", ["f32x4.pmin", "x", splat(89)], splat(-20)]),
      ...reduced,
      set("n", powerOfTwo(["i32x4.sub", "half", integers(unitsBits + 1)])),
      set("y", add(mul("n", "y"), sub("n", splat(0.5)))),
      set("y", add("y", "y")),
    ],
  },
  // log(1 + e^x); the line itself above 20, as PyTorch has it.
  softplus: ofExponential(
    [set("z", "x")],
    [set("z", "y"), ...logarithmOfSum, set("y", ["v128.bitselect", "x", "y", ["f32x4.gt", "x", splat(20)]])],
  ),
  // Near 0 an odd polynomial, beyond 1 - e^-q(|x|) with the sign of x (our fits, by Lawson's method: 4e-8 and 2e-8).
  erf: {
    body: [
      set("size", ["f32x4.pmin", ["f32x4.abs", "x"], splat(4)]),
      set("z", [
        "f32x4.neg",
        polynomial(
          "size",
          [
            0.0011504191665155606, -0.014778098061467349, 0.0886341103193652, 0.6544890381818046, 1.1174384188636577,
            0.00267171993089155,
          ],
        ),
      ]),
      ...quickExponential,
      set("y", ["v128.or", sub(splat(1), "y"), ["v128.and", "x", integers(0x80000000 | 0)]]),
      set("z", mul("x", "x")),
      set(
        "z",
        mul(
          polynomial(
            "z",
            [
              -0.0005631442946127627, 0.004917557185274868, -0.02671131714287335, 0.11280180371154576,
              -0.3761232623392775, 1.1283791225182738,
            ],
          ),
          "x",
        ),
      ),
      set("y", ["v128.bitselect", "z", "y", ["f32x4.lt", "size", splat(1)]]),
    ],
  },
  neg: { body: [set("y", ["f32x4.neg", "x"])] },
  abs: { body: [set("y", ["f32x4.abs", "x"])] },
  square: { body: [set("y", mul("x", "x"))] },
  sqrt: { body: [set("y", ["f32x4.sqrt", "x"])] },
  // 1 / (1 + e^-x), or e^x / (1 + e^x) below 0, where e^-x might overflow.
  sigmoid: ofExponential([set("z", ["f32x4.neg", ["f32x4.abs", "x"]])], toSigmoid),
  tanh: ofExponential([set("size", ["f32x4.abs", "x"]), set("z", add("size", "size"))], toTanh),
} satisfies Record<string, Body>;

/** A function that there is. */
export type UnaryName = keyof typeof bodies;

/** Those that are rounded once or not at all: any loop gives their bits. */
export const exactUnaries: ReadonlySet<UnaryName> = new Set<UnaryName>(["relu", "neg", "abs", "square", "sqrt"]);

/** Its statements, from x to y. */
export const unaryBody = (name: UnaryName): readonly Code[] => bodies[name].body;

/** Vectors of a step of a loop: one's work fills the waits of another's. */
export const stepVectors = 4;
/** Elements of a step. */
export const stepFloats = 4 * stepVectors;

/** A statement with its variables, and those of them that it sets, made those of one of the vectors. */
function ofVector(code: Code, v: number): Code {
  if (typeof code === "string") return variables.has(code) ? `${code}${v}` : code;
  if (typeof code === "number") return code;
  const [op, ...operands] = code as readonly [string, ...Code[]];
  return [op, ...operands.map((operand) => ofVector(operand, v))];
}
/** The locals of these statements. */
export const unaryVariables = ["x", "y", "z", "n", "half", "size", "u", "w"];
const variables = new Set(unaryVariables);
const vectors = Array.from({ length: stepVectors }, (_, v) => v);
const all = (body: readonly Code[]): Code[] => body.flatMap((statement) => vectors.map((v) => ofVector(statement, v)));
/** The largest of all |x| in each lane: as integers, bits of positive floats are in the order of the floats, and NaN is beyond them. */
const measured: readonly Code[] = [
  set("from", "at"),
  [
    "while",
    ["i32.lt_s", "from", "end"],
    ...vectors.map((v) =>
      set("most", ["i32x4.max_s", "most", ["v128.and", ["v128.load", "from", 16 * v], integers(0x7fffffff)]]),
    ),
    set("from", ["i32.add", "from", 4 * stepFloats]),
  ],
];
const areWithin: Code = ["i32x4.all_true", ["f32x4.le", "most", splat(within)]];

/** The loop over whole steps. */
const overSteps = (body: readonly Code[]): Code => [
  "while",
  ["i32.lt_s", "at", "end"],
  ...vectors.map((v) => set(`x${v}`, ["v128.load", "at", 16 * v])),
  ...all(body),
  ...vectors.map((v): Code => ["v128.store", "to", `y${v}`, 16 * v]),
  set("at", ["i32.add", "at", 4 * stepFloats]),
  set("to", ["i32.add", "to", 4 * stepFloats]),
];

/** Each as a function of an address, of the one where results go, and of the one after the last element: whole steps are done. */
export const unaryFunctions: readonly Func[] = Object.entries<Body>(bodies).map(([name, { body: general, quick }]) => {
  const loops =
    quick === undefined
      ? [overSteps(general)]
      : [...measured, ["if", areWithin, [overSteps(quick)], [overSteps(general)]] as Code];
  const { before, locals, body } = hoisted(loops);
  const own = vectors.flatMap((v) => [...variables].map((variable) => [`${variable}${v}`, "v128" as const]));
  return {
    name,
    params: ["at", "to", "end"],
    locals: { ...Object.fromEntries(own), most: "v128", from: "i32", ...locals },
    body: [...before, ...body],
  };
});
