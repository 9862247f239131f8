// A display formula: a `$$` pair wherever it stands, e.g. `$$\begin{aligned}` on one line and `\end{aligned}$$` on another,
// or `so $$x = 1$$ holds`. Alone on its lines it is a block, that no list, heading or underline in it can break;
// else it is a part of its paragraph (paragraph.ts keeps that together).
// remark-math's own construct cannot serve: it takes what follows the opening `$$` for metadata, and closes only on a
// line of nothing but dollars.

import type { Extension as MdastExtension } from "mdast-util-from-markdown";
import { markdownLineEnding, markdownSpace } from "micromark-util-character";
import { codes, types } from "micromark-util-symbol";
import type { Code, Construct, Effects, State, TokenizeContext } from "micromark-util-types";
import type { Closers } from "./closers.ts";
import "./tokens.ts";

/** The block form and the form between words. */
export function displayMath(closers: Closers): { flow: Construct; text: Construct } {
  return {
    flow: { name: "displayMathFlow", concrete: true, tokenize: tokenizeFlow },
    text: { name: "displayMathText", tokenize: tokenizeText },
  };

  function tokenizeFlow(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
    const from = this.now().offset;
    const close = closers.formula(from);
    // Text after the closing dollars makes it a part of a paragraph.
    if (close === undefined || !closers.endsLine(close + 2)) return nok;
    // A paragraph only asks whether this would end it: not where the line is a lazy one of a list's or quote's paragraph.
    if (this.interrupt) return this.parser.lazy[this.now().line] ? nok : ok;
    return tokenizeFormula.call(this, effects, afterFormula, nok, close + 2, true);

    /**
     *   | $$
     *   | x = 1
     * > | $$
     *       ^
     */
    function afterFormula(code: Code): State | undefined {
      if (markdownSpace(code)) {
        effects.enter(types.whitespace);
        return blanks(code);
      }
      return ok(code);
    }

    function blanks(code: Code): State | undefined {
      if (markdownSpace(code)) {
        effects.consume(code);
        return blanks;
      }
      effects.exit(types.whitespace);
      return ok(code);
    }
  }

  function tokenizeText(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
    const close = closers.formula(this.now().offset);
    return close === undefined ? nok : tokenizeFormula.call(this, effects, ok, nok, close + 2, false);
  }
}

function tokenizeFormula(
  this: TokenizeContext,
  effects: Effects,
  ok: State,
  nok: State,
  end: number,
  isBlock: boolean,
): State {
  const self = this;
  let size = 0;
  let isInLine = false;
  return start;

  /**
   * > | $$x = 1$$
   *     ^
   */
  function start(code: Code): State | undefined {
    effects.enter("displayMath");
    enterLine();
    return opening(code);
  }

  /** A line is a token of its own: micromark takes characters only into one that is open. */
  function enterLine(): void {
    effects.enter("displayMathLine");
    isInLine = true;
  }

  function exitLine(): void {
    if (isInLine) effects.exit("displayMathLine");
    isInLine = false;
  }

  function opening(code: Code): State | undefined {
    if (size === 2) return inside(code);
    if (code !== codes.dollarSign) return nok(code);
    size++;
    effects.consume(code);
    return opening;
  }

  /**
   * > | $$x = 1$$
   *       ^
   */
  function inside(code: Code): State | undefined {
    if (self.now().offset >= end) return done(code);
    // The text ends before the formula does: something cut its paragraph.
    if (code === codes.eof) return nok(code);
    if (markdownLineEnding(code)) {
      exitLine();
      // A block that its list or quote loses is none: a paragraph may hold what is left of it.
      return isBlock ? effects.attempt(nextLine, inside, nok)(code) : lineEnding(code);
    }
    if (!isInLine) enterLine();
    effects.consume(code);
    return inside;
  }

  function lineEnding(code: Code): State | undefined {
    effects.enter(types.lineEnding);
    effects.consume(code);
    effects.exit(types.lineEnding);
    return inside;
  }

  /**
   * > | $$x = 1$$
   *              ^
   */
  function done(code: Code): State | undefined {
    exitLine();
    effects.exit("displayMath");
    return ok(code);
  }
}

/** A line ending after which the block goes on: the next line is not one that its list or quote has lost. */
const nextLine: Construct = {
  partial: true,
  tokenize(effects, ok, nok) {
    const self = this;
    return start;

    function start(code: Code): State | undefined {
      effects.enter(types.lineEnding);
      effects.consume(code);
      effects.exit(types.lineEnding);
      return lineStart;
    }

    function lineStart(code: Code): State | undefined {
      return self.parser.lazy[self.now().line] ? nok(code) : ok(code);
    }
  },
};

/** Tokens to a `displayMath` node. */
export const displayMathFromMarkdown: MdastExtension = {
  enter: {
    displayMath(token) {
      const value = this.sliceSerialize(token).replace(/^\$\$/, "").replace(/\$\$$/, "").trim();
      this.enter({ type: "displayMath", value }, token);
    },
  },
  exit: {
    displayMath(token) {
      this.exit(token);
    },
  },
};
