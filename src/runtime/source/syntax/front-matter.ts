// Front matter: YAML between `---` lines at the very start of a file, e.g. `---\ntabs: [mxnet, pytorch]\n---`.

import type { Node } from "mdast";
import type { Extension as MdastExtension } from "mdast-util-from-markdown";
import { markdownLineEnding, markdownSpace } from "micromark-util-character";
import { codes, types } from "micromark-util-symbol";
import type { Code, Construct, Effects, State, TokenizeContext } from "micromark-util-types";
import type { Closers } from "./closers.ts";
import "./tokens.ts";

/** The YAML text; a page's pass reads it and takes it out of the tree. */
export interface FrontMatterNode extends Node {
  type: "frontMatter";
  value: string;
}

/** True for front matter that no pass has read yet. */
export function isFrontMatter(node: Node | undefined): node is FrontMatterNode {
  return node?.type === "frontMatter";
}

/** What is not closed is a thematic break and text, as it would be without us: no list or quote starts while we look. */
export function frontMatter(closers: Closers): Construct {
  return {
    name: "frontMatter",
    concrete: true,
    tokenize(effects, ok, nok) {
      return closers.hasFrontMatter ? tokenizeFrontMatter.call(this, effects, ok, nok) : nok;
    },
  };
}

function tokenizeFrontMatter(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  if (this.now().offset !== 0) return nok;
  let size = 0;
  let isOpen = false;
  let isInLine = false;
  return start;

  /**
   * > | ---
   *     ^
   *   | tabs: [mxnet]
   *   | ---
   */
  function start(code: Code): State | undefined {
    effects.enter("frontMatter");
    return lineStart(code);
  }

  /** A line is a token of its own: micromark takes characters only into one that is open. */
  function lineStart(code: Code): State | undefined {
    if (code === codes.eof || markdownLineEnding(code)) return line(code);
    effects.enter("frontMatterLine");
    isInLine = true;
    return fence(code);
  }

  function endLine(): void {
    if (isInLine) effects.exit("frontMatterLine");
    isInLine = false;
  }

  function fence(code: Code): State | undefined {
    if (code === codes.dash && size < 3) {
      size++;
      effects.consume(code);
      return fence;
    }
    return size === 3 ? afterFence(code) : line(code);
  }

  /**
   *   | ---
   *   | tabs: [mxnet]
   * > | ---
   *        ^
   */
  function afterFence(code: Code): State | undefined {
    if (markdownSpace(code)) {
      effects.consume(code);
      return afterFence;
    }
    if (code !== codes.eof && !markdownLineEnding(code)) return isOpen ? line(code) : nok(code);
    if (!isOpen) {
      isOpen = true;
      return line(code);
    }
    endLine();
    effects.exit("frontMatter");
    return ok(code);
  }

  /**
   *   | ---
   * > | tabs: [mxnet]
   *     ^
   *   | ---
   */
  function line(code: Code): State | undefined {
    if (code === codes.eof || !isOpen) return nok(code);
    if (markdownLineEnding(code)) {
      endLine();
      effects.enter(types.lineEnding);
      effects.consume(code);
      effects.exit(types.lineEnding);
      size = 0;
      return lineStart;
    }
    effects.consume(code);
    return line;
  }
}

/** Tokens to a `frontMatter` node. */
export const frontMatterFromMarkdown: MdastExtension = {
  enter: {
    frontMatter(token) {
      const value = this.sliceSerialize(token)
        .replace(/^---.*(?:\r\n?|\n)/, "")
        .replace(/---[ \t]*$/, "");
      this.enter({ type: "frontMatter", value } as never, token);
    },
  },
  exit: {
    frontMatter(token) {
      this.exit(token);
    },
  },
};
