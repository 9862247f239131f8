// What is wrong with the options that a config file exports, each fault with the path of its key:
// { tabs: [{ lable: "X" }] } -> { path: ["tabs", 0, "lable"], message: "Unknown key …", hint: 'Did you mean "label"?' }

import type { z } from "zod";
import { nearest } from "../diagnostic.ts";
import { type CheckedOptions, optionsSchema } from "./options.ts";

export interface Fault {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly hint?: string;
}

/** The options, normal, or what is wrong with them. */
export function checkOptions(
  value: unknown,
): { readonly options: CheckedOptions } | { readonly faults: readonly Fault[] } {
  const result = optionsSchema.safeParse(value);
  if (!result.success) return { faults: result.error.issues.flatMap((issue) => faultsOf(issue, value, [])) };
  const faults = disagreements(result.data);
  return faults.length > 0 ? { faults } : { options: result.data };
}

type Issue = z.core.$ZodIssue;

function faultsOf(issue: Issue, value: unknown, above: readonly PropertyKey[]): readonly Fault[] {
  const path = [...above, ...issue.path];
  const found = at(value, issue.path);
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey(key, path));
  if (issue.code === "invalid_union") return unionFaults(issue, found, path);
  const expected = issue.code === "invalid_type" ? typeName(issue.expected) : issue.message;
  if (
    issue.code === "invalid_type" ||
    issue.code === "custom" ||
    issue.code === "invalid_format" ||
    issue.code === "too_small"
  )
    return [{ path, message: `${keyName(path)} should be ${expected}, not ${shown(found)}` }];
  return [{ path, message: `${keyName(path)} is ${shown(found)}. ${issue.message}` }];
}

/** The branch of a union that the value was meant for: the one whose type it has. */
function unionFaults(
  issue: Issue & { code: "invalid_union" },
  value: unknown,
  path: readonly PropertyKey[],
): readonly Fault[] {
  const meant = issue.errors.find(
    (issues) => !issues.some((one) => one.code === "invalid_type" && one.path.length === 0),
  );
  if (meant) return meant.flatMap((one) => faultsOf(one, value, path));
  const expected = issue.errors
    .flat()
    .map((one) => (one.code === "invalid_type" ? typeName(one.expected) : one.message));
  return [{ path, message: `${keyName(path)} should be ${[...new Set(expected)].join(" or ")}, not ${shown(value)}` }];
}

const keysOf = {
  "": Object.keys(optionsSchema.shape),
  tabs: ["id", "label", "library", "aliases"],
  library: ["name", "file", "base"],
  aliases: ["module", "simple", "fluent", "args", "reverse", "definitions"],
  links: ["label", "url"],
  slides: ["topLeft", "topRight"],
  limits: ["cellSeconds", "pageSeconds", "memoryMegabytes", "outputKilobytes", "parseSeconds"],
};

function unknownKey(key: string, path: readonly PropertyKey[]): Fault {
  const inside = path.filter((part) => typeof part === "string").at(-1) ?? "";
  const known = inside in keysOf ? keysOf[inside as keyof typeof keysOf] : [];
  const near = nearest(key, known) ?? known.find((one) => one.toLowerCase() === key.toLowerCase());
  const hint = near ? `Did you mean "${near}"?` : `Known here: ${known.join(", ")}.`;
  const place = path.length > 0 ? ` in ${keyName(path)}` : "";
  return { path: [...path, key], message: `Unknown key "${key}"${place}`, hint };
}

/** What each key may be on its own, but not together. */
function disagreements({
  tabs = [],
  library,
  defaultTab,
  source = "",
  out = "dist",
  index,
}: CheckedOptions): readonly Fault[] {
  const faults: Fault[] = [];
  const ids = tabs.map((tab) => (typeof tab === "string" ? tab : tab.id));
  const files = tabs.map((tab) => (typeof tab === "string" ? undefined : tab.library?.file));
  for (const [i, id] of ids.entries())
    if (ids.indexOf(id) < i) faults.push({ path: ["tabs", i], message: `The tab "${id}" is given twice` });
  for (const [i, file] of files.entries())
    if (file !== undefined && files.indexOf(file) < i)
      faults.push({ path: ["tabs", i, "library", "file"], message: `Two tabs write their library to "${file}"` });
  if (library !== undefined && tabs.length > 0) {
    const hint = "Give each of its tabs a library of its own.";
    faults.push({ path: ["library"], message: '"library" is for a book without tabs', hint });
  }
  if (defaultTab !== undefined && defaultTab !== "all" && !ids.includes(defaultTab)) {
    const near = nearest(defaultTab, ["all", ...ids]);
    const hint = near
      ? `Did you mean "${near}"?`
      : `It may be ${[...new Set(ids), "all"].map((id) => `"${id}"`).join(", ")}.`;
    faults.push({ path: ["defaultTab"], message: `"defaultTab" names no tab of the book: "${defaultTab}"`, hint });
  }
  if (source !== "" && `${source}/`.startsWith(`${out}/`))
    faults.push({ path: ["out"], message: `The site would be written over the chapters, to "${out}"` });
  if (index !== undefined && !/\.(md|markdown)$/.test(index))
    faults.push({ path: ["index"], message: `"index" should be a page, such as "index.md", not "${index}"` });
  return faults;
}

/** ["tabs", 0, "library"] -> "tabs[0].library", in quotes; the whole is "The configuration". */
function keyName(path: readonly PropertyKey[]): string {
  if (path.length === 0) return "The configuration";
  const name = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
  return `"${name.replace(/^\./, "")}"`;
}

function typeName(expected: string): string {
  const names: Record<string, string> = {
    string: "a string",
    number: "a number",
    int: "a whole number",
    boolean: "true or false",
    array: "an array",
    object: "an object",
  };
  return names[expected] ?? expected;
}

function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object" && value !== null) return "an object";
  if (typeof value === "function") return "a function";
  return String(value);
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  let here = value;
  for (const part of path) here = typeof here === "object" && here !== null ? Reflect.get(here, part) : undefined;
  return here;
}
