// Values as text, for outputs and console.log. It calls no code of theirs (no getter, no toJSON, no proxy's trap), never throws, and ends.
//
//   { name: "ada", scores: [1, 2, 3], parent: <ref> }

import { types } from "node:util";
import { dataOf, textOf } from "./inspect.ts";

const most = { characters: 65536, items: 100, depth: 6, string: 10_000 };
const displaySymbol = Symbol.for("Jupyter.display");

/** A value as a cell's output shows it: strings in quotes. */
export function print(value: unknown): string {
  return new Printer().print(value);
}

/** What `console.log` writes: strings as they are, %-forms filled in. */
export function formatArguments(values: readonly unknown[]): string {
  const [first, ...rest] = values;
  if (typeof first !== "string") return values.map(plain).join(" ");
  const text = first.replace(/%[sdifjoOc%]/g, (form) => {
    if (form === "%%") return "%";
    if (rest.length === 0) return form;
    const value = rest.shift();
    if (form === "%c") return "";
    if (form === "%s") return plain(value);
    if (form === "%d" || form === "%f")
      return typeof value === "object" || typeof value === "symbol" ? "NaN" : String(Number(value));
    if (form === "%i")
      return typeof value === "object" || typeof value === "symbol" ? "NaN" : String(Math.trunc(Number(value)));
    return print(value);
  });
  return [text, ...rest.map(plain)].join(" ");
}

function plain(value: unknown): string {
  return typeof value === "string" ? value : print(value);
}

class Printer {
  private room = most.characters;
  private readonly above: unknown[] = [];

  print(value: unknown): string {
    try {
      const text = this.any(value, 0);
      return text.length > most.characters
        ? `${text.slice(0, most.characters)}… (${text.length - most.characters} more characters)`
        : text;
    } catch {
      return "<unprintable>";
    }
  }

  private any(value: unknown, depth: number): string {
    if (this.room <= 0) return "…";
    const text = this.one(value, depth);
    this.room -= Math.min(text.length, 64);
    return text;
  }

  private one(value: unknown, depth: number): string {
    switch (typeof value) {
      case "string":
        return quote(value.length > most.string ? `${value.slice(0, most.string)}…` : value);
      case "bigint": {
        // A number of a million digits takes seconds to write.
        const huge = value > 10n ** 1000n || value < -(10n ** 1000n);
        return huge ? "<bigint of more than 1000 digits>" : `${value}n`;
      }
      case "number":
        return Object.is(value, -0) ? "-0" : String(value);
      case "symbol":
        return value.toString();
      case "function":
        return this.callable(value, depth);
      case "object":
        return value === null ? "null" : this.object(value, depth);
      default:
        return String(value);
    }
  }

  private callable(value: object, depth: number): string {
    if (types.isProxy(value)) return "[Proxy]";
    const name = textOf(value, "name") ?? "";
    const isClass = typeof value === "function" && /^class\b/.test(Function.prototype.toString.call(value).slice(0, 6));
    const keys = Object.keys(value).length;
    return `[${isClass ? "class" : "Function"}${name ? ` ${name}` : ""}]${keys > 0 && depth < most.depth ? ` ${this.properties(value, depth)}` : ""}`;
  }

  private object(value: object, depth: number): string {
    if (types.isProxy(value)) return "[Proxy]";
    if (this.above.includes(value)) return "[Circular]";
    if (this.above.length >= 200) return "[…]";
    const own = this.display(value);
    if (own !== undefined) return indented(own, depth);
    if (types.isNativeError(value)) return `${textOf(value, "name") ?? "Error"}: ${textOf(value, "message") ?? ""}`;
    if (types.isDate(value))
      return Number.isNaN(Date.prototype.getTime.call(value)) ? "Invalid Date" : Date.prototype.toISOString.call(value);
    if (types.isRegExp(value)) return RegExp.prototype.toString.call(value);
    if (types.isPromise(value)) return "Promise {}";
    if (depth > most.depth) return Array.isArray(value) ? "[Array]" : `[${className(value) || "Object"}]`;
    this.above.push(value);
    try {
      if (Array.isArray(value)) return this.array(value, depth);
      if (ArrayBuffer.isView(value) && !(value instanceof DataView))
        return this.typedArray(value as unknown as ArrayLike<unknown>, depth);
      if (types.isAnyArrayBuffer(value)) return `ArrayBuffer(${value.byteLength})`;
      if (types.isMap(value)) return this.entries("Map", Map.prototype.entries.call(value), value.size, depth);
      if (types.isSet(value)) return this.entries("Set", Set.prototype.values.call(value), value.size, depth);
      const name = className(value);
      return `${name && name !== "Object" ? `${name} ` : Object.getPrototypeOf(value) === null ? "[Object: null prototype] " : ""}${this.properties(value, depth)}`;
    } finally {
      this.above.pop();
    }
  }

  /** The text of a value that says itself how it is shown, where it does so at once. */
  private display(value: object): string | undefined {
    const method = dataOf(value, displaySymbol);
    if (typeof method !== "function") return undefined;
    try {
      const text = textOf(method.call(value), "text/plain");
      return text?.slice(0, most.characters);
    } catch {
      return undefined;
    }
  }

  private array(value: readonly unknown[], depth: number): string {
    const count = Math.min(value.length, most.items);
    const parts: string[] = [];
    for (let i = 0; i < count && this.room > 0; i++) {
      const property = Object.getOwnPropertyDescriptor(value, i);
      parts.push(
        property === undefined ? "<empty>" : "value" in property ? this.any(property.value, depth + 1) : "[Getter]",
      );
    }
    return joined("[", parts, "]", value.length - parts.length, depth);
  }

  private typedArray(value: ArrayLike<unknown>, depth: number): string {
    const length = value.length;
    const parts = Array.from({ length: Math.min(length, most.items) }, (_, i) => this.any(value[i], depth + 1));
    return `${Object.prototype.toString.call(value).slice(8, -1)}(${length}) ${joined("[", parts, "]", length - parts.length, depth)}`;
  }

  private entries(name: string, entries: Iterable<unknown>, size: number, depth: number): string {
    const parts: string[] = [];
    for (const entry of entries) {
      if (parts.length >= most.items || this.room <= 0) break;
      parts.push(
        name === "Map" && Array.isArray(entry)
          ? `${this.any(entry[0], depth + 1)} => ${this.any(entry[1], depth + 1)}`
          : this.any(entry, depth + 1),
      );
    }
    return `${name}(${size}) ${joined("{", parts, "}", size - parts.length, depth)}`;
  }

  private properties(value: object, depth: number): string {
    const keys = Object.keys(value);
    const symbols = Object.getOwnPropertySymbols(value).filter((key) =>
      Object.prototype.propertyIsEnumerable.call(value, key),
    );
    const parts: string[] = [];
    for (const key of [...keys.slice(0, most.items), ...symbols.slice(0, 10)]) {
      if (this.room <= 0) break;
      const property = Object.getOwnPropertyDescriptor(value, key);
      const name =
        typeof key === "symbol" ? `[${key.toString()}]` : /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(key) ? key : quote(key);
      parts.push(`${name}: ${property && "value" in property ? this.any(property.value, depth + 1) : "[Getter]"}`);
    }
    return joined("{", parts, "}", keys.length + symbols.length - parts.length, depth);
  }
}

function className(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || types.isProxy(prototype)) return "";
  const cls = dataOf(prototype, "constructor");
  return typeof cls === "function" && !types.isProxy(cls) ? (textOf(cls, "name") ?? "") : "";
}

/** Parts on one line where they fit, else one a line. */
function joined(open: string, parts: readonly string[], close: string, missing: number, depth: number): string {
  const all = missing > 0 ? [...parts, `… ${missing} more`] : parts;
  if (all.length === 0) return open + close;
  const space = open === "{" ? " " : "";
  const line = `${open}${space}${all.join(", ")}${space}${close}`;
  if (line.length + depth * 2 <= 76 && !line.includes("\n")) return line;
  const pad = "  ".repeat(depth + 1);
  // Numbers and short words fill their lines; what is longer gets a line of its own.
  if (all.every((part) => part.length <= 12)) return `${open}\n${filled(all, pad)}\n${"  ".repeat(depth)}${close}`;
  return `${open}\n${all.map((part) => pad + part).join(",\n")}\n${"  ".repeat(depth)}${close}`;
}

function filled(parts: readonly string[], pad: string): string {
  const lines: string[] = [];
  let line = pad;
  for (const [i, part] of parts.entries()) {
    const next = part + (i < parts.length - 1 ? "," : "");
    if (line.length > pad.length && line.length + next.length + 1 > 76) {
      lines.push(line);
      line = pad;
    }
    line += (line.length > pad.length ? " " : "") + next;
  }
  return [...lines, line].join("\n");
}

function indented(text: string, depth: number): string {
  return text.replaceAll("\n", `\n${"  ".repeat(depth)}`);
}

/** In double quotes, or in others where it holds those. */
function quote(text: string): string {
  const json = JSON.stringify(text);
  return json.includes('\\"') && !text.includes("'") ? `'${json.slice(1, -1).replaceAll('\\"', '"')}'` : json;
}
