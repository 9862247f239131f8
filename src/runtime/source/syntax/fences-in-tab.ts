// Which lines of a tab block stand in a fence, and which tab blocks such a fence shows, read character by character:
// in a fence of three marks, ":begin_tab:`a`" and ":end_tab:" pair; in a longer one both are verbatim.

import { markdownSpace } from "micromark-util-character";
import { codes } from "micromark-util-symbol";
import type { Code } from "micromark-util-types";

/** Follows the lines of one tab block. */
export interface FencesInTab {
  /** The line that starts now is text whatever it says. */
  isVerbatim(): boolean;
  /** Takes the next character of a line. */
  read(code: Code): void;
  /** Takes the line as a whole. */
  endLine(): void;
  /** True when the opening mark on this line is one that a fence shows. */
  showsOpening(): boolean;
  /** True when the closing mark on this line is one that a fence shows. */
  showsClosing(): boolean;
}

interface Fence {
  readonly mark: Code;
  readonly size: number;
  /** Tab blocks that are open in it. */
  depth: number;
}

/** A tracker for one tab block. */
export function fencesInTab(): FencesInTab {
  let fence: Fence | undefined;
  let mark: Code = null;
  let size = 0;
  let afterMarks: "nothing" | "text" | "ticks" = "nothing";
  let inMarks = true;

  return {
    isVerbatim: () => fence !== undefined && fence.size > 3,
    read(code) {
      if (inMarks && (code === mark || (size === 0 && isMark(code)))) {
        mark = code;
        size++;
      } else if (size > 0 || !(markdownSpace(code) || code === codes.greaterThan)) {
        inMarks = false;
        if (code === codes.graveAccent) afterMarks = "ticks";
        else if (afterMarks === "nothing" && !markdownSpace(code)) afterMarks = "text";
      }
    },
    endLine() {
      if (fence === undefined) {
        const opens = size >= 3 && !(mark === codes.graveAccent && afterMarks === "ticks");
        if (opens) fence = { mark, size, depth: 0 };
      } else if (mark === fence.mark && size >= fence.size && afterMarks === "nothing") fence = undefined;
      mark = null;
      size = 0;
      afterMarks = "nothing";
      inMarks = true;
    },
    showsOpening() {
      if (fence !== undefined) fence.depth++;
      return fence !== undefined;
    },
    showsClosing() {
      if (fence === undefined || fence.depth === 0) return false;
      fence.depth--;
      return true;
    },
  };
}

function isMark(code: Code): boolean {
  return code === codes.graveAccent || code === codes.tilde;
}
