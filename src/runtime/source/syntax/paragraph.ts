// A paragraph in which a display formula is open at a line's end goes on over lines that would else start a block:
//     so $$x
//     - y$$ holds
// is one paragraph, not one and a list. All else is CommonMark's own construct, which is told so.

import { content } from "micromark-core-commonmark";
import { markdownLineEnding, markdownLineEndingOrSpace } from "micromark-util-character";
import { codes, types } from "micromark-util-symbol";
import type { Code, Construct, Effects, State, TokenizeContext } from "micromark-util-types";
import type { Closers } from "./closers.ts";

/** Paragraphs (and definitions), tried after all other flow. */
export function paragraph(closers: Closers): Construct {
  const construct: Construct = { ...content, name: "paragraph", add: "after", tokenize };
  /** What is current while a formula is open: the document starts no list and no quote in it. */
  const openFormula: Construct = { ...construct, concrete: true };
  return construct;

  function tokenize(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
    // A paragraph never ends a paragraph.
    if (this.interrupt) return nok;
    const self = this;
    if (!closers.mayOpenFormula(self.now().offset)) return content.tokenize.call(this, effects, ok, nok);
    const formula = formulaReader(closers);
    const told: Effects = {
      ...effects,
      consume(code) {
        formula.read(code, self.now().offset);
        effects.consume(code);
      },
      // The one thing it checks is whether the next line goes on with the paragraph.
      check(nextLine, goOn, end) {
        const isOpen = formula.isOpenAt(self.now().offset);
        self.currentConstruct = isOpen ? openFormula : construct;
        return effects.check(isOpen ? anyLine : nextLine, goOn, end);
      },
    };
    return content.tokenize.call(this, told, ok, nok);
  }
}

/** A line ending and any line, so long as the container goes on. */
const anyLine: Construct = {
  partial: true,
  tokenize(effects, ok, nok) {
    return (code) => {
      effects.enter(types.lineEnding);
      effects.consume(code);
      effects.exit(types.lineEnding);
      return (next) => (next === codes.eof ? nok(next) : ok(next));
    };
  },
};

/** Follows a paragraph's characters so far as it takes to know where a display formula is open. */
function formulaReader(closers: Closers) {
  let state: "text" | "escape" | "dollar" | "inline" | "ticks" | "code" = "text";
  let ticks = 0;
  let run = 0;
  let afterBlank = false;
  let openUntil = 0;

  return { read, isOpenAt: (offset: number) => offset < openUntil };

  function read(code: Code, offset: number): void {
    if (offset < openUntil) return;
    switch (state) {
      case "text":
        if (code === codes.backslash) state = "escape";
        else if (code === codes.dollarSign) state = "dollar";
        else if (code === codes.graveAccent) [state, ticks] = ["ticks", 1];
        return;
      case "escape":
        state = "text";
        return;
      case "dollar":
        if (code === codes.dollarSign) {
          openUntil = (closers.formula(offset - 1) ?? -2) + 2;
          state = "text";
        } else if (markdownLineEndingOrSpace(code)) state = "text";
        else readInline(code);
        return;
      case "inline":
        readInline(code);
        return;
      case "ticks":
        if (code === codes.graveAccent) ticks++;
        else [state, run] = [markdownLineEnding(code) ? "text" : "code", 0];
        return;
      case "code":
        if (code === codes.graveAccent) run++;
        else if (run === ticks || markdownLineEnding(code)) {
          state = "text";
          read(code, offset);
        } else run = 0;
    }
  }

  function readInline(code: Code): void {
    if (code === codes.dollarSign) state = afterBlank ? "dollar" : "text";
    else state = "inline";
    afterBlank = markdownLineEndingOrSpace(code);
  }
}
