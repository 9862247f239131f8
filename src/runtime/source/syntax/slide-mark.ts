// Slide marks: `[**…**]` starts a slide, `(**…**)` continues it, `(~~…~~)` and `[~~…~~]` stand on slides only.
// Opening and closing marks are tokens of their own, and the page's pass pairs them (page/slide-marks.ts): a mark may
// hold math, references, emphasis and lines, and where it crosses a link or emphasis, it goes and the text stays.

import type { Node } from "mdast";
import type { Extension as MdastExtension } from "mdast-util-from-markdown";
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
export function slideMark(closers: Closers): { open: Construct; close: Construct } {
  /** Marks that are open in a stretch of text, as they would be closed, by the tokenizer that reads it. */
  const open = new WeakMap<TokenizeContext, Set<string>>();
  return {
    open: { name: "slideMarkOpen", tokenize: tokenizeOpen },
    close: { name: "slideMarkClose", tokenize: tokenizeClose },
  };

  function tokenizeOpen(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
    const self = this;
    let closer = "";
    return start;

    /**
     * > | Now [**we begin**]
     *         ^
     */
    function start(code: Code): State | undefined {
      closer = code === codes.leftSquareBracket ? "]" : ")";
      effects.enter("slideMarkOpen");
      effects.consume(code);
      return sequence;
    }

    /**
     * > | Now [**we begin**]
     *          ^
     */
    function sequence(code: Code): State | undefined {
      if (code !== codes.asterisk && code !== codes.tilde) return nok(code);
      const character = String.fromCharCode(code);
      if (closer.length === 2 && closer[0] !== character) return nok(code);
      closer = character + closer;
      effects.consume(code);
      return closer.length === 3 ? after : sequence;
    }

    function after(code: Code): State | undefined {
      if (!closers.slide(closer, self.now().offset)) return nok(code);
      const marks = open.get(self);
      if (marks === undefined) open.set(self, new Set([closer]));
      else marks.add(closer);
      effects.exit("slideMarkOpen");
      return ok(code);
    }
  }

  function tokenizeClose(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
    const marks = open.get(this);
    let closer = "";
    if (marks === undefined || marks.size === 0) return nok;
    return start;

    /**
     * > | Now [**we begin**]
     *                    ^
     */
    function start(code: Code): State | undefined {
      effects.enter("slideMarkClose");
      return sequence(code);
    }

    function sequence(code: Code): State | undefined {
      if (code !== codes.asterisk && code !== codes.tilde) return nok(code);
      closer += String.fromCharCode(code);
      effects.consume(code);
      return closer.length === 2 ? bracket : sequence;
    }

    /**
     * > | Now [**we begin**]
     *                      ^
     */
    function bracket(code: Code): State | undefined {
      if (code !== codes.rightSquareBracket && code !== codes.rightParenthesis) return nok(code);
      closer += String.fromCharCode(code);
      if (!marks?.delete(closer)) return nok(code);
      effects.consume(code);
      effects.exit("slideMarkClose");
      return ok;
    }
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
