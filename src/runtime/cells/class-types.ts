// The types of methods that cells add to classes: an interface beside a class of the page, an augmentation of the module
// for an imported one. Both are types only, so the running program is the same without them.

import ts from "typescript";
import type { Diagnostic } from "../diagnostic.ts";
import type { Mapped } from "./edits.ts";
import { concat, type Edit, slice } from "./edits.ts";
import { type Binding, type Hoisted, moduleOf } from "./imports.ts";
import { type LaterMethods, memberTypes, typeParametersOf, untyped } from "./methods.ts";
import { placeOf } from "./places.ts";
import type { ReadCell } from "./read.ts";
import { findType, type PlacedCell } from "./scope.ts";

/** What is written for the methods of a whole program. */
export interface ClassTypes {
  /** Edits of the cells' texts, by cell. */
  readonly edits: ReadonlyMap<ReadCell, readonly Edit[]>;
  /** Declarations for the program's head. */
  readonly head: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** Finds the class of each `addToClass` and gives it its methods' types. */
export function classTypes(path: string, placed: readonly PlacedCell[], hoisted: Hoisted): ClassTypes {
  const edits = new Map<ReadCell, Edit[]>();
  const editsOf = (read: ReadCell): Edit[] => {
    const own = edits.get(read) ?? [];
    edits.set(read, own);
    return own;
  };
  const local = new Map<ts.ClassDeclaration, { readonly by: ReadCell; readonly members: string[] }>();
  const modules = new Map<string, Map<string, string[]>>();
  const diagnostics: Diagnostic[] = [];
  let literals = 0;

  for (const { read, scopes } of placed)
    for (const methods of read.methods) {
      const { target, literal } = methods;
      const found = findType(scopes, target.namespace ?? target.name);
      if (!found) {
        const imported = importedClass(hoisted.bindings.get(target.namespace ?? target.name), target);
        if (!imported) continue;
        const typed = memberTypes(read.file, literal, "").filter(({ isInferred }) => !isInferred);
        const classes = modules.get(imported.module) ?? new Map<string, string[]>();
        modules.set(imported.module, classes);
        classes.set(imported.name, [...typed.map(({ text }) => text), ...(classes.get(imported.name) ?? [])]);
        continue;
      }
      const { statement } = found.declared;
      if (target.namespace !== undefined) continue;
      if (!ts.isClassDeclaration(statement)) {
        diagnostics.push(noClass(path, read, methods));
        continue;
      }
      const name = `$methods${literals + 1}`;
      const members = memberTypes(read.file, literal, name);
      const isInferred = members.some((member) => member.isInferred);
      const isBeside = found.scope === scopes.at(-1);
      if (isInferred && isBeside) {
        literals += 1;
        editsOf(read).push(...bindLiteral(read, methods, name, typeParametersOf(found.by.file, statement).any));
      }
      if (isInferred && !isBeside) diagnostics.push(outOfReach(path, read, methods));
      const own = local.get(statement) ?? { by: found.by, members: [] };
      local.set(statement, own);
      // The later of two methods of one name comes first, as it does when an overload is chosen.
      own.members.unshift(...members.map((member) => (member.isInferred && !isBeside ? untyped(member) : member.text)));
    }

  for (const [statement, { by, members }] of local) {
    const generics = typeParametersOf(by.file, statement).declared;
    const put = `\ninterface ${statement.name?.text ?? ""}${generics} { ${members.join(" ")} }`;
    editsOf(by).push({ start: statement.end, end: statement.end, put });
  }
  return { edits, head: augmentations(modules), diagnostics };
}

function importedClass(
  binding: Binding | undefined,
  target: LaterMethods["target"],
): { readonly module: string; readonly name: string } | undefined {
  if (!binding) return undefined;
  const module = moduleOf(binding.source.statement);
  if (target.namespace !== undefined)
    return ts.isNamespaceImport(binding.node.parent) ? { module, name: target.name } : undefined;
  if (!ts.isImportSpecifier(binding.node)) return undefined;
  return { module, name: (binding.node.propertyName ?? binding.node.name).text };
}

function augmentations(modules: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>): string {
  const written = [...modules].flatMap(([module, classes]) => {
    const interfaces = [...classes].flatMap(([name, members]) =>
      members.length > 0 ? [`interface ${name} { ${members.join(" ")} }`] : [],
    );
    return interfaces.length > 0 ? [`declare module ${JSON.stringify(module)} {\n${interfaces.join("\n")}\n}\n`] : [];
  });
  return written.join("");
}

/**
 * `addToClass(A, {…});` -> `const $methods1 = {…} satisfies ThisType<A>; addToClass(A, $methods1);`, so that the types
 * which the methods leave out can be taken from the literal.
 */
function bindLiteral(
  read: ReadCell,
  { statement, literal, target }: LaterMethods,
  name: string,
  generics: string,
): readonly Edit[] {
  const { code, file } = read;
  const written = (start: number, end: number): Mapped => slice(code, start, end);
  const start = statement.getStart(file);
  const from = literal.getStart(file);
  return [
    { start, end: from, put: `const ${name} = ` },
    {
      start: literal.end,
      end: statement.end,
      put: concat([
        ` satisfies ThisType<${target.name}${generics}>;\n`,
        written(start, from),
        name,
        written(literal.end, statement.end),
      ]),
    },
  ];
}

function noClass(path: string, read: ReadCell, { target }: LaterMethods): Diagnostic {
  return {
    severity: "warning",
    rule: "method-has-class",
    message: `\`${target.name}\` is not declared as a class, so later cells do not know the methods that are added to it`,
    hint: `Declare it as \`class ${target.name} { … }\``,
    place: placeOf(path, read.cell, read.code, target.node.getStart(read.file), target.node.end),
  };
}

function outOfReach(path: string, read: ReadCell, { target, literal }: LaterMethods): Diagnostic {
  const vague = memberTypes(read.file, literal, "").filter(({ isInferred }) => isInferred);
  return {
    severity: "warning",
    rule: "method-has-class",
    message: `The types of ${vague.map(({ name }) => `\`${name}\``).join(", ")} do not reach \`${target.name}\`: names were declared again between the class and here`,
    hint: "Write the types of its parameters and its result",
    place: placeOf(path, read.cell, read.code, target.node.getStart(read.file), target.node.end),
  };
}
