// Code as its readers know the framework: `d2l.ones(3)` is shown as `torch.ones(3)` where the tab's aliases say so.

import type { Aliases } from "../../config/index.ts";
import type { Mapped } from "../edits.ts";
import { isScript } from "../folded.ts";
import { usesInPython } from "./python.ts";
import { reversed } from "./reverse.ts";
import { rewritten } from "./rewrite.ts";
import { tableOf } from "./table.ts";
import { usesInScript } from "./typescript.ts";
import { library } from "./uses.ts";

/** The code with a tab's aliases: first the regular expressions, then names, methods and calls. Only Python and TypeScript have any. */
export function aliased(code: Mapped, language: string, aliases: Aliases | undefined): Mapped {
  const isPython = language === "python";
  if (!aliases || !(isPython || isScript(language))) return code;
  const { rules, reverse, hint } = tableOf(aliases, isPython);
  const usesIn = isPython ? usesInPython : usesInScript;
  let shown = code;
  for (const one of reverse) {
    if (shown.text.search(one.pattern) !== -1) shown = reversed(shown, one, usesIn(shown.text).literals);
  }
  if (!shown.text.includes(library) || !hint.test(shown.text)) return shown;
  return rewritten(shown, usesIn(shown.text).uses, rules);
}
