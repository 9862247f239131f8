// Slide marks: `[**…**]` starts a slide, `(**…**)` continues it, `(~~…~~)` and `[~~…~~]` stand on slides only.
// Opening and closing marks are tokens of their own, and the page's pass pairs them (page/slide-marks.ts): a mark may
// hold math, references, emphasis and lines, and where it crosses a link or emphasis, it goes and the text stays.

import type { Node } from "mdast";
import type { Extension as MdastExtension } from "mdast-util-from-markdown";
import { attention } from "micromark-core-commonmark";
import { codes } from "micromark-util-symbol";
import type { Code, Construct, Effects, State, TokenizeContext } from "micromark-util-types";
import type { Closers } from "./closers.ts";
import "./tokens.ts";

/** An opening or closing mark that waits to be paired. */
export interface SlideDelimiter extends Node {
  type: "slideDelimiter";
  opens: boolean;
  /** As written: "[**", "~~)". */
  value: string;
}

/** True for a mark that waits to be paired. */
export function isSlideDelimiter(node: Node | undefined): node is SlideDelimiter {
  return node?.type === "slideDelimiter";
}

/** Constructs for `[` and `(`, and for `*` and `~`. */
export function slideMark(closers: Closers): { open: Construct; close: Construct; emphasis: Construct } {
  return {
    open: { name: "slideMarkOpen", tokenize: tokenizeOpen },
    close: { name: "slideMarkClose", tokenize: tokenizeClose },
    emphasis: { ...attention, name: "emphasisBeforeSlideMark", tokenize: tokenizeEmphasis },
  };

  /**
   * > | Now [**we begin**]
   *         ^
   */
  function tokenizeOpen(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
    return closers.opensSlide(this.now().offset) ? three(effects, "slideMarkOpen", ok) : nok;
  }

  /**
   * > | Now [**we begin**]
   *                    ^
   */
  function tokenizeClose(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
    return closers.closesSlide(this.now().offset) ? three(effects, "slideMarkClose", ok) : nok;
  }

  /**
   * The first asterisk is emphasis, and CommonMark's own construct would take all three:
   * > | [**we *begin***]
   *                 ^
   */
  function tokenizeEmphasis(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
    const { offset } = this.now();
    const before = [1, 2, 3].find((count) => closers.closesSlide(offset + count));
    if (before === undefined || closers.closesSlide(offset)) return nok;
    let left = before;
    let actual: Code = null;
    const leave = (state: State) => () => state(actual);
    return step(attention.tokenize.call(this, effects, leave(ok), leave(nok)));

    function step(state: State): State {
      return (code) => {
        actual = code;
        if (left === 0 || code !== codes.asterisk) return state(codes.rightSquareBracket);
        left--;
        return step(state(code) as State);
      };
    }
  }
}

function three(effects: Effects, type: "slideMarkOpen" | "slideMarkClose", ok: State): State {
  let size = 0;
  return start;

  function start(code: Code): State | undefined {
    effects.enter(type);
    return inside(code);
  }

  function inside(code: Code): State | undefined {
    effects.consume(code);
    size++;
    if (size < 3) return inside;
    effects.exit(type);
    return ok;
  }
}

/** Marks to nodes, to be paired. */
export const slideMarkFromMarkdown: MdastExtension = {
  enter: {
    slideMarkOpen(token) {
      this.enter({ type: "slideDelimiter", opens: true, value: this.sliceSerialize(token) } as never, token);
    },
    slideMarkClose(token) {
      this.enter({ type: "slideDelimiter", opens: false, value: this.sliceSerialize(token) } as never, token);
    },
  },
  exit: {
    slideMarkOpen(token) {
      this.exit(token);
    },
    slideMarkClose(token) {
      this.exit(token);
    },
  },
};
