// The table of operations: what is checked of each, found by running the tests' own cases under watch.

import { isContiguous, sizeOf, Tensor } from "../../../src/library/tensor/index.ts";
import { isPlainFunction, watching, watchOperations } from "./watch.ts";

/** What is looked at, and in which of the tests' cases. */
export const checks = {
  value: "equals PyTorch's value",
  gradient: "its gradient equals PyTorch's",
  first: "its gradient equals finite differences",
  second: "the gradient of its gradient equals finite differences",
  jvp: "forward mode equals reverse mode, of it and of its gradient",
  vmap: "a batch equals a loop, of it, of its gradient and of its forward mode",
  empty: "PyTorch's value of a tensor without elements",
  scalar: "PyTorch's value of a tensor without axes",
  view: "PyTorch's value of a tensor that does not lie in rows",
  nan: "PyTorch's value of NaN",
  inf: "PyTorch's value of an infinity",
  float64: "PyTorch's value in double precision",
  int32: "PyTorch's value of whole numbers",
  bool: "PyTorch's value of booleans",
} as const;

export type Check = keyof typeof checks;

/** One operation. */
export interface Row {
  /** "ops exp" */
  readonly operation: string;
  readonly checks: readonly Check[];
  /** Checks that would make no sense of it, and kinds of inputs that PyTorch refuses. */
  readonly pointless: readonly Check[];
  /** The test that compares it with PyTorch by itself. */
  readonly elsewhere: string | undefined;
}

/** Without these no operation is done. */
export const needed: readonly Check[] = ["value", "gradient", "first", "second", "jvp", "vmap"];

/** Exports that are no operations. */
export const others = new Set([
  // How operations are made, recorded, traced and transformed.
  ...[
    "primitive",
    "bind",
    "ruleOf",
    "gradientOf",
    "setGradient",
    "lastRecorded",
    "recordByDefault",
    "scalarsGiveWay",
    "withRecording",
  ],
  ...["setRecording", "recordingMode", "isRecording", "setTracer", "effect", "change", "evaluate", "lift", "liftedBy"],
  ...["transforming", "isTransforming", "setOnRecord"],
  // Arguments, shapes, numbers, untracked views and copies on the way to operations.
  ...[
    "pair",
    "scalar",
    "converted",
    "meeting",
    "shapeFrom",
    "spreadTo",
    "repeated",
    "withRank",
    "unsafeView",
    "pairOf",
    "drawLike",
    "identity",
  ],
  ...["fansOf", "xavierDeviation", "kaimingDeviation", "uniformBound"],
  // What draws, and what lays matrices upright that were drawn: random.test.ts.
  ...["draw", "drawFrom", "drawLike", "orthogonalRows", "orthogonalized"],
  // How backward passes sum up.
  "addInPlace",
  // What gives no tensor.
  ...["allClose", "histogram"],
]);

/** What tests compare with PyTorch that have more than one operation's inputs and output. */
export const elsewhere: Readonly<Record<string, string>> = {
  "nn scan": "recurrent.test.ts",
  "nn cellStep": "recurrent.test.ts",
  "nn gatesOf": "recurrent.test.ts",
  "nn statesOf": "recurrent.test.ts",
  "nn sgd": "training.test.ts",
  "nn rescale": "gluon.test.ts",
  "nn adam": "training.test.ts",
  "nn rmsProp": "training.test.ts",
  "nn adagrad": "training.test.ts",
  "nn adadelta": "training.test.ts",
};

/** They write into a tensor; `assigned` and the operation itself are what is recorded and mapped in their place. */
export const inPlace = ["assign", "copyInto", "updateInPlace"];

/** Operations without a derivative: what they give is made of whole numbers or booleans, or leaves the tape on purpose. */
export const flat = new Set([
  ...["eq", "ne", "lt", "le", "gt", "ge", "logicalAnd", "logicalOr", "logicalNot", "isnan", "isfinite"],
  ...["all", "any", "argmax", "argmin", "argsort", "oneHot", "floorDivide", "detach"],
  ...["isinf", "logicalXor", "searchSorted", "bitwiseAnd", "bitwiseOr", "bitwiseXor", "bitwiseNot"],
  ...inPlace,
]);

/** All rows, in the order of names. To be called before anything imports the library's operations. */
export async function operationTable(): Promise<readonly Row[]> {
  watchOperations();
  const [ops, numeric, nn] = await Promise.all([
    import("../../../src/library/ops/index.ts"),
    import("../../../src/library/numeric/index.ts"),
    import("../../../src/library/nn/index.ts"),
  ]);
  const found = new Map<string, Set<Check>>();
  for (const [wing, exports] of Object.entries({ ops, numeric, nn }))
    for (const name of functionsOf(exports)) if (!others.has(name)) found.set(`${wing} ${name}`, new Set());
  const note = (operation: string, ...seen: readonly Check[]): void => {
    for (const one of seen) found.get(operation)?.add(one);
  };
  const refusals = new Map<string, readonly Check[]>();
  await watchValues(note, (operation, ...seen) => {
    refusals.set(operation, [...(refusals.get(operation) ?? []), ...seen]);
  });
  await watchDerivatives(note);
  return [...found].map(([operation, seen]) => ({
    operation,
    checks: [...seen],
    pointless: [
      ...pointlessOf(operation.split(" ")[1]),
      ...(refusals.get(operation) ?? []).filter((check) => !seen.has(check)),
    ],
    elsewhere: elsewhere[operation],
  }));
}

const pointlessOf = (name: string): readonly Check[] => [
  ...(flat.has(name) ? (["gradient", "first", "second", "jvp"] as const) : []),
  ...(inPlace.includes(name) ? (["vmap"] as const) : []),
  // In single precision differences are lost, and from double to double nothing is cast.
  ...(name === "cast" ? (["first", "second"] as const) : []),
];

const functionsOf = (exports: object): readonly string[] =>
  Object.entries(exports).flatMap(([name, value]) => (isPlainFunction(value) ? [name] : []));

type Note = (operation: string, ...seen: readonly Check[]) => void;

async function watchValues(note: Note, refuse: Note): Promise<void> {
  const { recorded, operationOf, refused } = await import("./values.cases.ts");
  const { inputsOf } = await import("../reference.ts");
  for (const [name, calls] of recorded) {
    const called = new Set<string>();
    for (const one of calls) {
      const { seen } = inputsOf(one);
      watching(
        () => operationOf(name)?.(...seen),
        (operation, args, result) => {
          called.add(operation);
          note(operation, "value", ...tensorsIn(args).flatMap(edgesOf));
          if (one.gradients?.some((gradient) => gradient !== null) && isTracked(result)) note(operation, "gradient");
        },
      );
    }
    // Of several operations one does not know which it is that PyTorch has not; one of nn/ or numeric/ stands for those that it is made of.
    const [only, ...more] =
      ["nn ", "numeric ", "ops "]
        .map((wing) => [...called].filter((operation) => operation.startsWith(wing)))
        .find(({ length }) => length > 0) ?? [];
    if (only !== undefined && more.length === 0) refuse(only, ...((refused[name] ?? []) as Check[]));
  }
}

function tensorsIn(value: unknown): readonly Tensor[] {
  if (value instanceof Tensor) return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(tensorsIn) : [];
}

const isTracked = (result: unknown): boolean => tensorsIn(result).some(({ origin }) => origin !== undefined);

/** What is special about an input. */
function edgesOf(a: Tensor): readonly Check[] {
  const { array } = a.storage;
  const edges: readonly (readonly [Check, boolean])[] = [
    ["empty", sizeOf(a.shape) === 0],
    ["scalar", a.shape.length === 0],
    ["view", !isContiguous(a)],
    ["nan", array.some(Number.isNaN)],
    ["inf", array.some((value) => Math.abs(value) === Number.POSITIVE_INFINITY)],
    ["float64", a.dtype === "float64"],
    ["int32", a.dtype === "int32"],
    ["bool", a.dtype === "bool"],
  ];
  return edges.flatMap(([check, holds]) => (holds ? [check] : []));
}

async function watchDerivatives(note: Note): Promise<void> {
  const differences = await import("./differences.cases.ts");
  const transforms = await import("./transforms.cases.ts");
  const { track } = await import("../../../src/library/autograd/index.ts");
  const { withRecording } = await import("../../../src/library/ops/index.ts");
  for (const [call, ...shapes] of Object.values(differences.cases)) {
    const inputs = shapes.map((shape, i) => differences.numbers(shape, i).requiresGrad_());
    watching(
      () => call(...inputs),
      (operation, _args, result) => {
        if (isTracked(result)) note(operation, "first", "second");
      },
    );
  }
  for (const [call, ...shapes] of Object.values(transforms.cases)) {
    const inputs = shapes.map((shape, i) => track(transforms.numbers(shape, i)));
    watching(
      () => withRecording("always", () => call(...inputs)),
      (operation, _args, result) =>
        note(operation, ...(isTracked(result) ? (["jvp", "vmap"] as const) : (["vmap"] as const))),
    );
  }
}
