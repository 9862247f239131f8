// Several tensors as one, and one as several.

import { axisOf, elements, promote, room, sameShape, show, sizeOf, type Tensor, wrap } from "../tensor/index.ts";
import { repeated } from "./expand.ts";
import { index } from "./indexing.ts";
import { unsqueeze } from "./movement.ts";
import { bind, primitive } from "./primitive.ts";

/** Joining under one of its names. */
const joining = (name: string) =>
  primitive<number>({
    name,
    value: (inputs, axis) => {
      const first = inputs[0];
      const dtype = inputs.reduce((type, one) => promote(type, one.dtype), first.dtype);
      const total = inputs.reduce((sum, one) => sum + one.shape[axis], 0);
      const shape = first.shape.map((n, i) => (i === axis ? total : n));
      const outer = sizeOf(first.shape.slice(0, axis));
      const inner = sizeOf(first.shape.slice(axis + 1));
      const out = room(dtype, sizeOf(shape));
      let at = 0;
      for (const one of inputs) {
        const source = elements(one);
        const run = one.shape[axis] * inner;
        for (let i = 0; i < outer; i++) out.set(source.subarray(i * run, (i + 1) * run), i * total * inner + at);
        at += run;
      }
      return wrap(first, out, shape, dtype);
    },
    gradient: (dy, inputs, _output, axis, which) => {
      const start = inputs.slice(0, which).reduce((sum, one) => sum + one.shape[axis], 0);
      return index(dy, [...new Array<string>(axis).fill(":"), `${start}:${start + inputs[which].shape[axis]}`]);
    },
    form: "linear",
    batch: (inputs, axis, { size, batched, again }) =>
      again(
        inputs.map((one, i) => repeated(one, batched[i], size)),
        axis + 1,
      ),
  });
const catPrimitive = joining("Cat");
const stackPrimitive = joining("Stack");

/** Tensors one after the other along an axis. @throws RangeError when their other sizes differ. */
export function cat(tensors: readonly Tensor[], axis = 0): Tensor {
  const [first, ...rest] = tensors;
  if (!first) throw new RangeError("cat: expected a list of tensors that is not empty");
  const at = axisOf("cat", axis, first.shape.length);
  for (const one of rest) {
    const fits = one.shape.length === first.shape.length && one.shape.every((n, i) => i === at || n === first.shape[i]);
    if (!fits)
      throw new RangeError(`cat: shapes ${show(first.shape)} and ${show(one.shape)} differ in another axis than ${at}`);
  }
  return bind(catPrimitive, tensors, at);
}

/** Tensors of one shape along a new axis. @throws RangeError when their shapes differ. */
export function stack(tensors: readonly Tensor[], axis = 0): Tensor {
  const [first] = tensors;
  if (!first) throw new RangeError("stack: expected a list of tensors that is not empty");
  const different = tensors.find((one) => !sameShape(one.shape, first.shape));
  if (different) throw new RangeError(`stack: shapes ${show(first.shape)} and ${show(different.shape)} differ`);
  const at = axisOf("stack", axis, first.shape.length + 1);
  const apart = tensors.map((one) => unsqueeze(one, at));
  return bind(stackPrimitive, apart, at);
}

/** Parts along an axis, of `size` each (the last may be smaller) or of these sizes. */
export function split(a: Tensor, size: number | readonly number[], axis = 0): Tensor[] {
  const at = axisOf("split", axis, a.shape.length);
  const total = a.shape[at];
  const sizes =
    typeof size === "number"
      ? Array.from({ length: Math.max(1, Math.ceil(total / size)) }, (_, i) => Math.min(size, total - i * size))
      : size;
  if (sizes.reduce((sum, n) => sum + n, 0) !== total)
    throw new RangeError(`split: sizes ${show(sizes)} do not add up to ${total}`);
  let start = 0;
  return sizes.map((n) => {
    start += n;
    return index(a, [...new Array<string>(at).fill(":"), `${start - n}:${start}`]);
  });
}
