// Arguments and results as lists of tensors: tensors nested in arrays and plain records, and what stands between them.

import { Tensor } from "../tensor/index.ts";

/** A nested value taken apart. */
export interface Flat {
  readonly tensors: readonly Tensor[];
  /** How it is nested, with the shapes and types of its tensors and all else that it holds: equal for values that one plan serves. */
  readonly key: string;
  /** The same nested value with other tensors. */
  readonly build: (tensors: readonly Tensor[]) => unknown;
}

const numbers = new WeakMap<object, number>();
let lastNumber = 0;

/** A name for an object, the same as long as it lives. */
export function identityOf(one: object): string {
  const known = numbers.get(one) ?? ++lastNumber;
  numbers.set(one, known);
  return `#${known}`;
}

/** Whether a tensor's place may be taken by another one. A variable stays itself: what is assigned to it has to stay. */
function isReplaceable(a: Tensor): boolean {
  return !("resultClass" in a.constructor);
}

function isRecord(value: object): value is Record<string, unknown> {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Takes a value apart. Objects of other classes, and functions, count as what they are. */
export function flatten(value: unknown): Flat {
  const tensors: Tensor[] = [];
  const keyOf = (one: unknown): string => {
    if (one instanceof Tensor && isReplaceable(one)) {
      tensors.push(one);
      const cls = identityOf(one.constructor);
      return `${cls}${one.dtype}[${one.shape}]${one.origin === undefined ? "" : "*"}`;
    }
    if (Array.isArray(one)) return `[${one.map(keyOf).join()}]`;
    if (typeof one === "function") return identityOf(one);
    if (typeof one !== "object" || one === null) return typeof one === "string" ? JSON.stringify(one) : String(one);
    if (!isRecord(one)) return identityOf(one);
    return `{${Object.keys(one).map((name) => `${JSON.stringify(name)}:${keyOf(one[name])}`)}}`;
  };
  const key = keyOf(value);
  return { tensors, key, build: (others) => rebuilt(value, others[Symbol.iterator]()) };
}

function rebuilt(one: unknown, tensors: Iterator<Tensor>): unknown {
  if (one instanceof Tensor && isReplaceable(one)) return tensors.next().value;
  if (Array.isArray(one)) return one.map((part) => rebuilt(part, tensors));
  if (typeof one !== "object" || one === null || !isRecord(one)) return one;
  return Object.fromEntries(Object.keys(one).map((name) => [name, rebuilt(one[name], tensors)]));
}
