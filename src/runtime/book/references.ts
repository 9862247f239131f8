// References: each names a label of the book. What a page refers to is what its weave depends on.

import { type Diagnostic, nearest } from "../diagnostic.ts";
import type { Facts } from "../source/index.ts";
import type { Target } from "./model.ts";

/** The labels that each page refers to, sorted, and the references that lead nowhere. */
export function checkReferences(
  pages: readonly Facts[],
  targets: ReadonlyMap<string, Target>,
): { readonly uses: ReadonlyMap<string, readonly string[]>; readonly diagnostics: readonly Diagnostic[] } {
  const uses = new Map<string, readonly string[]>();
  const diagnostics: Diagnostic[] = [];
  for (const { path, references } of pages) {
    const used = new Set<string>();
    for (const { label, place } of references) {
      if (targets.has(label)) {
        used.add(label);
        continue;
      }
      const near = nearest(label, targets.keys());
      diagnostics.push({
        severity: "error",
        rule: "reference-resolves",
        message: `No label \`${label}\` in the book`,
        ...(near !== undefined && { hint: `Did you mean \`${near}\`?` }),
        place,
      });
    }
    uses.set(path, [...used].sort());
  }
  return { uses, diagnostics };
}
