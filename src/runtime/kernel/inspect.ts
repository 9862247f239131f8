// Looks at values of a cell without running any code of theirs: no getter, no proxy's trap.

import { types } from "node:util";

/** A text property of an object that is plain data, its own or inherited. */
export function textOf(value: unknown, name: string): string | undefined {
  const found = dataOf(value, name);
  return typeof found === "string" ? found : undefined;
}

/** Whether a value is an error: of this realm, or another's. It calls no proxy's trap. */
export function isError(value: unknown): value is Error {
  for (let at = value; typeof at === "object" && at !== null; at = Object.getPrototypeOf(at)) {
    if (types.isProxy(at)) return false;
    if (at === Error.prototype || types.isNativeError(at)) return true;
  }
  return false;
}

const ownStack = Object.getOwnPropertyDescriptor(new Error(), "stack");

/** An error's stack; where the engine makes it a getter, by that getter and no other. */
export function stackOf(error: Error): string {
  const property = Object.getOwnPropertyDescriptor(error, "stack");
  const stack: unknown =
    property?.get !== undefined && property.get === ownStack?.get ? property.get.call(error) : property?.value;
  return typeof stack === "string" ? stack : "";
}

/** A property's value without calling a getter. */
export function dataOf(value: unknown, name: PropertyKey): unknown {
  for (
    let at = value;
    (typeof at === "object" || typeof at === "function") && at !== null;
    at = Object.getPrototypeOf(at)
  ) {
    if (types.isProxy(at)) return undefined;
    const property = Object.getOwnPropertyDescriptor(at, name);
    if (property) return property.value;
  }
  return undefined;
}
