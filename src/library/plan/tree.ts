// Arguments and results as lists of tensors: the form in which they are nested, and what fits into it.

import { type DType, type Shape, sameShape, Tensor } from "../tensor/index.ts";

/** How a value is nested, with the shapes and types of its tensors and all else that it holds: one plan serves all that fits. */
export type Form =
  | {
      readonly kind: "tensor";
      readonly cls: unknown;
      readonly dtype: DType;
      readonly shape: Shape;
      readonly isTracked: boolean;
    }
  | { readonly kind: "list"; readonly parts: readonly Form[] }
  | { readonly kind: "record"; readonly names: readonly string[]; readonly parts: readonly Form[] }
  | { readonly kind: "constant"; readonly value: unknown };

/** Whether another tensor may stand in its place. A variable stays itself: what is assigned to it has to stay. */
function isReplaceable(value: unknown): value is Tensor {
  return value instanceof Tensor && !("resultClass" in value.constructor);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** The form of a value. Objects of classes, and functions, stand for themselves. */
export function formOf(value: unknown): Form {
  if (isReplaceable(value)) {
    const { dtype, shape, origin } = value;
    return { kind: "tensor", cls: value.constructor, dtype, shape, isTracked: origin !== undefined };
  }
  if (Array.isArray(value)) return { kind: "list", parts: value.map(formOf) };
  if (!isRecord(value)) return { kind: "constant", value };
  const names = Object.keys(value);
  return { kind: "record", names, parts: names.map((name) => formOf(value[name])) };
}

/** Whether a value is of this form; its tensors are added to `tensors`, in order. */
export function fits(form: Form, value: unknown, tensors: Tensor[]): boolean {
  switch (form.kind) {
    case "tensor":
      if (!isReplaceable(value) || value.constructor !== form.cls || value.dtype !== form.dtype) return false;
      if (!sameShape(value.shape, form.shape) || (value.origin !== undefined) !== form.isTracked) return false;
      tensors.push(value);
      return true;
    case "list":
      if (!Array.isArray(value) || value.length !== form.parts.length) return false;
      for (let i = 0; i < value.length; i++) if (!fits(form.parts[i], value[i], tensors)) return false;
      return true;
    case "record": {
      if (!isRecord(value)) return false;
      const names = Object.keys(value);
      if (names.length !== form.names.length) return false;
      for (let i = 0; i < names.length; i++)
        if (names[i] !== form.names[i] || !fits(form.parts[i], value[names[i]], tensors)) return false;
      return true;
    }
    default:
      return Object.is(form.value, value);
  }
}

/** The value of this form that holds these tensors. */
export function build(form: Form, tensors: readonly Tensor[]): unknown {
  let at = 0;
  const make = (one: Form): unknown => {
    if (one.kind === "tensor") return tensors[at++];
    if (one.kind === "list") return one.parts.map(make);
    if (one.kind === "record") return Object.fromEntries(one.names.map((name, i) => [name, make(one.parts[i])]));
    return one.value;
  };
  return make(form);
}

/** The tensors of a value, in order. */
export function tensorsOf(value: unknown): readonly Tensor[] {
  const tensors: Tensor[] = [];
  fits(formOf(value), value, tensors);
  return tensors;
}
