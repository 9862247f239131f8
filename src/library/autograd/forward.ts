// Forward mode: each operation computes its derivative in a direction along with its value.

import {
  add,
  bind,
  cast,
  expandTo,
  Lifted,
  lastRecorded,
  lift,
  liftedBy,
  type Primitive,
  ruleOf,
  type Transformation,
  transforming,
  withRecording,
} from "../ops/index.ts";
import { isFloat, sameShape, type Tensor, type TypedArray } from "../tensor/index.ts";
import { backward, zerosLike } from "./backward.ts";
import { track } from "./functional.ts";

/** A tensor and its derivative: it can be read as the tensor itself. */
class Forward implements Transformation {
  readonly level: number;
  constructor(level: number) {
    this.level = level;
  }

  read({ value }: Lifted): TypedArray {
    return value.storage.array;
  }

  dual(value: Tensor, tangent: Tensor): Tensor {
    return lift(value, new Lifted(this, value, tangent), value.shape, value.strides);
  }

  apply<A>(primitive: Primitive<A>, inputs: readonly Tensor[], attributes: A): Tensor {
    const duals = inputs.map((one) => liftedBy(this, one));
    const primals = inputs.map((one, i) => duals[i]?.value ?? one);
    const output = bind(primitive, primals, attributes);
    if (primitive.gradient === undefined || !isFloat(output.dtype)) return output;
    const tangents = duals.map((one) => one?.tangent);
    const tangent = pushed(primitive as Primitive<unknown>, primals, tangents, output, attributes);
    return tangent === undefined ? output : this.dual(output, cast(tangent, output.dtype));
  }
}

/** The derivative of an operation's output in the directions of its inputs; undefined where it is 0 for certain. */
function pushed(
  primitive: Primitive<unknown>,
  primals: readonly Tensor[],
  tangents: readonly (Tensor | undefined)[],
  output: Tensor,
  attributes: unknown,
): Tensor | undefined {
  const rules = primals.map((_, i) => ruleOf(primitive, i, false));
  if (!tangents.some((tangent, i) => tangent !== undefined && rules[i] !== undefined)) return undefined;
  if (primitive.form === "linear") {
    const inputs = primals.map((one, i) => (rules[i] === undefined ? one : (tangents[i] ?? zerosLike(one))));
    return bind(primitive, inputs, attributes);
  }
  const wide = primitive.form === "elementwise" ? primals.map((one) => expandTo(one, output.shape)) : primals;
  let sum: Tensor | undefined;
  for (const [i, tangent] of tangents.entries()) {
    const rule = rules[i];
    if (tangent === undefined || rule === undefined) continue;
    let part: Tensor | undefined;
    if (primitive.form === "bilinear")
      part = bind(primitive, i === 0 ? [tangent, primals[1]] : [primals[0], tangent], attributes);
    // The matrix of derivatives has nothing off its diagonal: backwards is forwards.
    else if (primitive.form === "elementwise")
      part = rule(expandTo(tangent, output.shape), wide, output, attributes, i);
    else part = turned((dy) => rule(dy, primals, output, attributes, i), output, tangent);
    if (part !== undefined) sum = sum === undefined ? part : add(sum, part);
  }
  return sum;
}

/** What the gradient rule does backwards, forwards: it is linear in `dy`, so that its own gradient by `dy` is its transpose. */
function turned(rule: (dy: Tensor) => Tensor | undefined, output: Tensor, tangent: Tensor): Tensor | undefined {
  const since = lastRecorded();
  const dy = track(zerosLike(output));
  const pulled = withRecording("always", () => rule(dy));
  if (pulled?.origin === undefined) return undefined;
  return backward([pulled], [tangent], { inputs: [dy], createGraph: true, since })[0];
}

/** What a function gives at `primals`, each output with its derivative in the direction of `tangents`. @throws RangeError when a direction has another shape. */
export function pushForward<T extends Tensor>(
  fn: (inputs: readonly T[]) => readonly T[],
  primals: readonly T[],
  tangents: readonly T[],
): { values: T[]; tangents: T[] } {
  for (const [i, one] of primals.entries())
    if (!sameShape(one.shape, tangents[i].shape))
      throw new RangeError(
        `jvp: a tangent has the shape [${tangents[i].shape.join(", ")}], but its primal has [${one.shape.join(", ")}]`,
      );
  return transforming((level) => {
    const forward = new Forward(level);
    const outputs = fn(primals.map((one, i) => forward.dual(one, tangents[i]) as T));
    const duals = outputs.map((one) => liftedBy(forward, one));
    return {
      values: outputs.map((one, i) => (duals[i]?.value ?? one) as T),
      tangents: outputs.map((one, i) => (duals[i]?.tangent ?? zerosLike(one)) as T),
    };
  });
}
