// A pipe table whose cells may hold formulas, roles and code: | $|x|$ | see :numref:`sec_x` | `a|b` |
// remark-gfm's own construct reads every `|` as a border; it is shown another character where the bar is a formula's or, as for
// pandoc, code's.

import { codes } from "micromark-util-symbol";
import type { Code, Construct, Effects, Extension, State, TokenizeContext } from "micromark-util-types";
import type { Closers } from "./closers.ts";

/** `extension` with its table construct guarded. */
export function withGuardedTable(extension: Extension, closers: Closers): Extension {
  const flow = extension.flow?.null;
  if (flow === undefined) return extension;
  const constructs = (Array.isArray(flow) ? flow : [flow]).map((one) =>
    one.name === "table" ? guard(one, closers) : one,
  );
  return { ...extension, flow: { ...extension.flow, null: constructs } };
}

function guard(table: Construct, closers: Closers): Construct {
  return { ...table, tokenize };

  function tokenize(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
    // The construct reads a whole line before it looks at the next one; most lines are above no delimiter row.
    if (!closers.mayBeTable(this.now().offset)) return nok;
    const self = this;
    const { interrupt } = this;
    let actual: Code = null;
    let until = 0;
    let codeUntil = 0;
    let isDone = false;
    const shown: Effects = { ...effects, consume: () => effects.consume(actual) };
    return step(table.tokenize.call(this, shown, leave(ok), leave(nok)));

    function step(state: State): State {
      return (code) => {
        const { offset } = self.now();
        actual = code;
        if (offset >= until && offset >= codeUntil) {
          if (code === codes.graveAccent) codeUntil = closers.codeEnd(offset);
          else if (code === codes.dollarSign || code === codes.colon) {
            const end = closers.inlineEnd(offset);
            // No row holds a formula that goes on in the next line; the paragraph that does must be read as such.
            if (end === undefined && closers.formula(offset) !== undefined) return notATable(code);
            until = end ?? until;
          }
        }
        const isHidden =
          (offset < until && (code === codes.verticalBar || code === codes.backslash)) ||
          (offset < codeUntil && code === codes.verticalBar);
        const next = state(isHidden ? codes.lowercaseX : code);
        return next === undefined || isDone ? next : step(next);
      };
    }

    /** The construct says "interrupt" between its first two lines, and takes it back only when it reads on. */
    function notATable(code: Code): State | undefined {
      if (interrupt === undefined) delete self.interrupt;
      else self.interrupt = interrupt;
      return nok(code);
    }

    /** What comes after the table is not shown anything. */
    function leave(state: State): State {
      return () => {
        isDone = true;
        return state(actual);
      };
    }
  }
}
