// A formula between words, by pandoc's dollar rules: $x$ and $1,000$, but not "$5 and $10".
// The node is remark-math's (its tokens are made here, its mdast half compiles them); its own tokenizer is switched off,
// since it takes blanks inside the dollars and digits after them, and reads `$$x$$` as inline.

import { asciiDigit, markdownLineEnding, markdownSpace } from "micromark-util-character";
import { codes, types } from "micromark-util-symbol";
import type { Code, Construct, Effects, State, TokenizeContext } from "micromark-util-types";
import "./tokens.ts";

/** `$…$`: no blank inside the dollars, no digit after them; the first dollar that is not escaped decides. */
export const inlineMath: Construct = { name: "dollarMath", tokenize: tokenizeInlineMath };

function tokenizeInlineMath(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  let afterBlank = false;
  return start;

  /**
   * > | so $x_1$ holds
   *        ^
   */
  function start(code: Code): State | undefined {
    effects.enter("mathText");
    effects.enter("mathTextSequence");
    effects.consume(code);
    effects.exit("mathTextSequence");
    return first;
  }

  /**
   * > | so $x_1$ holds
   *         ^
   */
  function first(code: Code): State | undefined {
    if (code === codes.eof || code === codes.dollarSign || isBlank(code)) return nok(code);
    return between(code);
  }

  function between(code: Code): State | undefined {
    if (code === codes.eof) return nok(code);
    if (code === codes.dollarSign) return afterBlank ? nok(code) : close(code);
    if (markdownLineEnding(code)) {
      afterBlank = true;
      effects.enter(types.lineEnding);
      effects.consume(code);
      effects.exit(types.lineEnding);
      return between;
    }
    effects.enter("mathTextData");
    return data(code);
  }

  /**
   * > | so $x_1$ holds
   *          ^
   */
  function data(code: Code): State | undefined {
    if (code === codes.eof || code === codes.dollarSign || markdownLineEnding(code)) {
      effects.exit("mathTextData");
      return between(code);
    }
    afterBlank = markdownSpace(code);
    effects.consume(code);
    return code === codes.backslash ? escaped : data;
  }

  /**
   * > | so $\$x$ holds
   *          ^
   */
  function escaped(code: Code): State | undefined {
    if (code === codes.eof || markdownLineEnding(code)) return data(code);
    afterBlank = false;
    effects.consume(code);
    return data;
  }

  /**
   * > | so $x_1$ holds
   *            ^
   */
  function close(code: Code): State | undefined {
    effects.enter("mathTextSequence");
    effects.consume(code);
    effects.exit("mathTextSequence");
    effects.exit("mathText");
    return after;
  }

  function after(code: Code): State | undefined {
    return asciiDigit(code) ? nok(code) : ok(code);
  }
}

function isBlank(code: Code): boolean {
  return markdownSpace(code) || markdownLineEnding(code);
}
