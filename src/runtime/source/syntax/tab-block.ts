// A tab block: lines from :begin_tab:`mxnet, pytorch` to :end_tab:, prose of those tabs with any markdown in it.
// It is cut line by line, before the lines have any block structure: what stands inside (a list, a heading, a fence) is
// a document of its own and cannot leak out; nor does a blank line have to separate it from what stands around it.
// In a fence of three marks that shows a tab block, its own :begin_tab: and :end_tab: pair; a longer fence is verbatim.

import type { Node } from "mdast";
import type { Extension as MdastExtension } from "mdast-util-from-markdown";
import { markdownLineEnding, markdownSpace } from "micromark-util-character";
import { codes, constants, types } from "micromark-util-symbol";
import type { Code, Construct, Effects, State, Token, TokenizeContext } from "micromark-util-types";
import type { TabBlock } from "../nodes.ts";
import { fencesInTab } from "./fences-in-tab.ts";
import "./tokens.ts";

/** What a tab block's lines say, until the page's pass resolves it. */
export interface WrittenTabs {
  /** False when the file, its container or the next block ended it. */
  closed: boolean;
}

/** A block that waits for the page's pass. */
export interface WrittenTabBlock extends TabBlock {
  data: TabBlock["data"] & { written: string; closed: boolean };
}

/** An :end_tab: where no block is open. */
export interface StrayTabEnd extends Node {
  type: "strayTabEnd";
}

/** True for a closing line that closes nothing. */
export function isStrayTabEnd(node: Node | undefined): node is StrayTabEnd {
  return node?.type === "strayTabEnd";
}

/** The whole block. */
export const tabBlock: Construct = { name: "tabBlock", concrete: true, tokenize: tokenizeTabBlock };

/** A closing line outside of blocks. */
export const strayTabEnd: Construct = {
  name: "strayTabEnd",
  tokenize(effects, ok, nok) {
    return (code) => {
      effects.enter("strayTabEnd");
      return effects.attempt(closingLine, closed, nok)(code);
    };

    function closed(code: Code): State | undefined {
      effects.exit("strayTabEnd");
      return ok(code);
    }
  },
};

const openingMark: Construct = { partial: true, tokenize: tokenizeOpeningMark };
const closingLine: Construct = { partial: true, tokenize: tokenizeClosingLine };
const openingLine: Construct = { partial: true, tokenize: tokenizeOpeningLine };
const nonLazyLine: Construct = { partial: true, tokenize: tokenizeNonLazyLine };

function tokenizeTabBlock(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  const self = this;
  const written: WrittenTabs = { closed: false };
  const fences = fencesInTab();
  let previous: Token | undefined;
  /** The chunk that is open. */
  let line: Token | undefined;
  let isOpening = true;
  return start;

  /**
   * > | :begin_tab:`mxnet`
   *     ^
   *   | Text.
   *   | :end_tab:
   */
  function start(code: Code): State | undefined {
    effects.enter("tabBlock")._tabs = written;
    return effects.attempt(openingMark, afterOpening, nok)(code);
  }

  /**
   * > | :begin_tab:`mxnet`
   *                       ^
   *   | Text.
   *   | :end_tab:
   */
  function afterOpening(code: Code): State | undefined {
    // A paragraph only asks whether this would end it.
    if (self.interrupt || code === codes.eof) return done(code);
    return markdownLineEnding(code) ? atLineEnd(code) : lineInside(code);
  }

  /**
   *   | :begin_tab:`mxnet`
   * > | Text.
   *          ^
   *   | :end_tab:
   */
  function atLineEnd(code: Code): State | undefined {
    return effects.check(nonLazyLine, beforeOwnLine, lastLine)(code);
  }

  function beforeOwnLine(code: Code): State | undefined {
    return fences.isVerbatim() ? nextLine(code) : effects.check(openingLine, beforeOpening, nextLine)(code);
  }

  /** A block does not stand in a block: this one was not closed, unless a fence shows the next. */
  function beforeOpening(code: Code): State | undefined {
    return fences.showsOpening() ? nextLine(code) : lastLine(code);
  }

  function nextLine(code: Code): State | undefined {
    if (isOpening) {
      isOpening = false;
      effects.enter(types.lineEnding);
      effects.consume(code);
      effects.exit(types.lineEnding);
    } else {
      if (line === undefined) enterLine();
      effects.consume(code);
      exitLine();
    }
    return lineStart;
  }

  /** The line ending is not ours: the container ends here, or another block begins. */
  function lastLine(code: Code): State | undefined {
    exitLine();
    return done(code);
  }

  /**
   *   | :begin_tab:`mxnet`
   * > | Text.
   *     ^
   * > | :end_tab:
   *     ^
   */
  function lineStart(code: Code): State | undefined {
    if (fences.isVerbatim()) return lineInside(code);
    return effects.check(closingLine, atClosing, lineInside)(code);
  }

  function atClosing(code: Code): State | undefined {
    if (fences.showsClosing()) return lineInside(code);
    written.closed = true;
    return effects.attempt(closingLine, done, nok)(code);
  }

  /** An empty line is a chunk only once its line ending is known to be ours. */
  function lineInside(code: Code): State | undefined {
    if (code === codes.eof) return done(code);
    isOpening = false;
    if (!markdownLineEnding(code)) enterLine();
    return inLine(code);
  }

  function inLine(code: Code): State | undefined {
    if (code === codes.eof) return lastLine(code);
    if (markdownLineEnding(code)) {
      fences.endLine();
      return atLineEnd(code);
    }
    fences.read(code);
    effects.consume(code);
    return inLine;
  }

  function enterLine(): void {
    line = effects.enter(types.chunkDocument, {
      contentType: constants.contentTypeDocument,
      ...(previous === undefined ? {} : { previous }),
    });
    if (previous !== undefined) previous.next = line;
    previous = line;
  }

  function exitLine(): void {
    if (line === undefined) return;
    effects.exit(types.chunkDocument);
    self.parser.lazy[line.start.line] = false;
    line = undefined;
  }

  function done(code: Code): State | undefined {
    effects.exit("tabBlock");
    return ok(code);
  }
}

function tokenizeOpeningMark(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  const mark = ":begin_tab:";
  let index = 0;
  let opening = 0;
  let closing = 0;
  return start;

  /**
   * > | :begin_tab:`mxnet`
   *     ^
   */
  function start(code: Code): State | undefined {
    effects.enter("tabBlockFence");
    return beforeMark(code);
  }

  function beforeMark(code: Code): State | undefined {
    if (markdownSpace(code)) {
      effects.consume(code);
      return beforeMark;
    }
    return inMark(code);
  }

  function inMark(code: Code): State | undefined {
    if (index === mark.length) return openingTicks(code);
    if (code !== mark.charCodeAt(index)) return nok(code);
    index++;
    effects.consume(code);
    return inMark;
  }

  /**
   * > | :begin_tab:`mxnet`
   *                ^
   */
  function openingTicks(code: Code): State | undefined {
    if (code === codes.graveAccent) {
      opening++;
      effects.consume(code);
      return openingTicks;
    }
    if (opening === 0 && markdownSpace(code)) {
      effects.consume(code);
      return openingTicks;
    }
    return opening === 0 ? nok(code) : names(code);
  }

  function names(code: Code): State | undefined {
    if (code === codes.eof || markdownLineEnding(code)) return nok(code);
    if (code === codes.graveAccent) return closingTicks(code);
    effects.consume(code);
    return names;
  }

  /**
   * > | :begin_tab:`mxnet`
   *                      ^
   */
  function closingTicks(code: Code): State | undefined {
    if (code === codes.graveAccent && closing < opening) {
      closing++;
      effects.consume(code);
      return closingTicks;
    }
    return closing === opening ? after(code) : nok(code);
  }

  function after(code: Code): State | undefined {
    if (markdownSpace(code)) {
      effects.consume(code);
      return after;
    }
    effects.exit("tabBlockFence");
    return ok(code);
  }
}

function tokenizeClosingLine(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  const mark = ":end_tab:";
  let index = 0;
  return start;

  /**
   * > | :end_tab:
   *     ^
   */
  function start(code: Code): State | undefined {
    effects.enter("tabBlockFence");
    return beforeMark(code);
  }

  function beforeMark(code: Code): State | undefined {
    if (markdownSpace(code)) {
      effects.consume(code);
      return beforeMark;
    }
    return inMark(code);
  }

  function inMark(code: Code): State | undefined {
    if (index === mark.length) return after(code);
    if (code !== mark.charCodeAt(index)) return nok(code);
    index++;
    effects.consume(code);
    return inMark;
  }

  /**
   * > | :end_tab:
   *              ^
   */
  function after(code: Code): State | undefined {
    if (markdownSpace(code)) {
      effects.consume(code);
      return after;
    }
    if (code !== codes.eof && !markdownLineEnding(code)) return nok(code);
    effects.exit("tabBlockFence");
    return ok(code);
  }
}

/** A line ending after which the container still holds. */
function tokenizeNonLazyLine(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
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
}

/** A line ending and an opening mark after it. */
function tokenizeOpeningLine(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  return start;

  function start(code: Code): State | undefined {
    effects.enter(types.lineEnding);
    effects.consume(code);
    effects.exit(types.lineEnding);
    return effects.attempt(openingMark, ok, nok);
  }
}

/** Tokens to `tabBlock` nodes, whose tabs the page's pass resolves. */
export const tabBlockFromMarkdown: MdastExtension = {
  enter: {
    tabBlock(token) {
      const block: WrittenTabBlock = {
        type: "tabBlock",
        tabs: [],
        children: [],
        data: { written: "", closed: token._tabs?.closed ?? true },
      };
      this.enter(block, token);
    },
    tabBlockFence(token) {
      const node = this.stack[this.stack.length - 1] as WrittenTabBlock;
      if (node.type === "tabBlock" && node.data.written === "") node.data.written = this.sliceSerialize(token);
    },
    strayTabEnd(token) {
      this.enter({ type: "strayTabEnd" } as never, token);
    },
  },
  exit: {
    tabBlock(token) {
      this.exit(token);
    },
    strayTabEnd(token) {
      this.exit(token);
    },
  },
};
