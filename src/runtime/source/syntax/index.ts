// The dialect: its constructs in the order in which they are tried, and the parser that knows them all.

import type { Root } from "mdast";
import { codes } from "micromark-util-symbol";
import type { Extension } from "micromark-util-types";
import remarkGfm from "remark-gfm";
import remarkMath from "remark-math";
import remarkParse from "remark-parse";
import { type Processor, unified } from "unified";
import { withGuardedAutolinks, withGuardedTransforms } from "./autolink.ts";
import { captionFromMarkdown } from "./caption.ts";
import { type Closers, closersOf } from "./closers.ts";
import { displayMath, displayMathFromMarkdown } from "./display-math.ts";
import { frontMatter, frontMatterFromMarkdown } from "./front-matter.ts";
import { inlineMath } from "./inline-math.ts";
import { paragraph } from "./paragraph.ts";
import { roleFromMarkdown, roleLine, roleText } from "./role.ts";
import { slideMark, slideMarkFromMarkdown } from "./slide-mark.ts";
import { strayTabEnd, tabBlock, tabBlockFromMarkdown } from "./tab-block.ts";
import { withGuardedTable } from "./table.ts";

/** `text` as mdast with our nodes, those that the page's passes consume among them. */
export function parseMarkdown(text: string): Root {
  return unified().use(remarkParse).use(remarkGfm).use(remarkMath).use(dialect, closersOf(text)).parse(text);
}

/** All constructs, by the character that they start with. */
function syntax(closers: Closers): Extension {
  const math = displayMath(closers);
  const slides = slideMark(closers);
  return {
    flow: {
      [codes.dash]: frontMatter(closers),
      [codes.colon]: [tabBlock, strayTabEnd, roleLine],
      [codes.dollarSign]: math.flow,
      null: paragraph(closers),
    },
    text: {
      [codes.colon]: roleText,
      [codes.dollarSign]: [math.text, inlineMath],
      [codes.leftSquareBracket]: slides.open,
      [codes.leftParenthesis]: slides.open,
      [codes.asterisk]: [slides.close, slides.emphasis],
      [codes.tilde]: slides.close,
    },
    // remark-math's own tokenizers; its nodes stay (see inline-math.ts and display-math.ts).
    disable: { null: ["mathFlow", "mathText"] },
  };
}

/** The remark plugin: after remark-gfm and remark-math, so that our constructs are tried before theirs. */
function dialect(this: Processor, closers: Closers): void {
  const data = this.data();
  data.micromarkExtensions = (data.micromarkExtensions ?? []).map((one) =>
    withGuardedAutolinks(withGuardedTable(one, closers), closers),
  );
  data.micromarkExtensions.push(syntax(closers));
  data.fromMarkdownExtensions = (data.fromMarkdownExtensions ?? []).flat().map(withGuardedTransforms);
  data.fromMarkdownExtensions.push(
    frontMatterFromMarkdown,
    tabBlockFromMarkdown,
    displayMathFromMarkdown,
    roleFromMarkdown,
    slideMarkFromMarkdown,
    captionFromMarkdown,
  );
}
