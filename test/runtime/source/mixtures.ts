// Random chapters: constructs of the format, whole and broken, in containers, one above the other with or without a
// blank line. Every W becomes a word of its own, and has to be in the tree, in order; an L becomes a label's name.

import fc from "fast-check";

const constructs = [
  "# W",
  "## W :label:`L`",
  "W\n===",
  "W W W",
  "W $W$ W",
  "W $$W$$ W",
  "$$W\n+ W$$",
  "W $$W\n- W\nW$$ W",
  "$$\nW\n$$\n:eqlabel:`L`",
  "W\n$$W$$",
  "```{.python .input}\nW = 1\n\n  W\n```",
  "```{.ts .input}\n//@tab pytorch\nW\n```",
  "````\n```\nW\n```\n:end_tab:\n````",
  "```\nW\n```",
  ":begin_tab:`mxnet`\nW\n\n* W\n:end_tab:",
  ":begin_tab:`pytorch, jax`\n```\nW\n```\n$$W$$\n:end_tab:",
  "* W\n* W",
  "1. W\n   $$W$$",
  "> W\n> $$W\n> W$$",
  "| W | $W|W$ |\n|---|---|\n| :cite:`W` | W |",
  ": W W",
  "Table: W",
  "![W $W$](a.svg)\n:width:`3px`\n:label:`L`",
  "![W](a.svg)\n![W](b.svg)",
  "W ![W](a.svg) W",
  "[**W**] W (~~W~~)",
  "(**W\nW $W$**)",
  "[**W\n\nW**]",
  "(**W $$W$$\n$$W$$**)",
  "*W [**W* W**] W",
  "see :numref:`W`, :ref:``W`` and :cite:`W,W`",
  "<div>\nW\n</div>",
  "<b>W</b> W",
  "---",
  "```toc\n:numbered:\na\n```",
  "    W",
  "`W` *W* **W $W$** [W](u.md) https://W.org/:ref:`W`",
  "it costs $5 W $10",
  "W  \nW\\\nW",
  "- [ ] W",
  "[^1]: W",
  "\\$W\\$ \\`W\\*",
  ":label:`L`",
  ":width:`30px` :label:`L`",
  // Broken ones.
  "~~~\nW",
  "```{.python .input}\nW",
  ":begin_tab:`jax`\nW",
  ":begin_tab:",
  ":end_tab:",
  "$W",
  "$$W",
  "W$$",
  "`W",
  "``W`",
  "![W](",
  "[W",
  "[**W",
  "W**] W~~)",
  "<W",
  ":numref:`",
  ":cite:`` ` ``",
  "*W **W",
  "\\",
  "\t",
  "\u00A0W\u2028W",
  "é\u0301W🙂W",
];

const prefixes = ["", "", "", "", "  ", "    ", "> ", "* ", "1. ", "  * ", "> > ", ":begin_tab:`jax`\n", "\t"];

/** A chapter and its words. */
export interface Mixture {
  readonly text: string;
  readonly words: readonly string[];
}

const part = fc.record({
  construct: fc.constantFrom(...constructs),
  prefix: fc.constantFrom(...prefixes),
  /** All lines, or the first alone. */
  isDeep: fc.boolean(),
  end: fc.constantFrom("\n", "\n\n", "\n\n", "\n  \n", " "),
});

/** Random chapters of up to `size` constructs. */
export function mixtures(size: number): fc.Arbitrary<Mixture> {
  return fc.array(part, { maxLength: size }).map((parts) => {
    const pattern = parts
      .map(({ construct, prefix, isDeep, end }) => placed(construct, prefix, isDeep) + endOf(construct, end))
      .join("");
    const words: string[] = [];
    const text = pattern.replace(/[WL]/g, (kind) => {
      const word = `${kind === "W" ? "q" : "l"}${String(words.length).padStart(3, "0")}z`;
      words.push(word);
      return word;
    });
    return { text, words: words.filter((word) => word.startsWith("q")) };
  });
}

/** What follows a fence on its line would be the name of a language. */
function endOf(construct: string, end: string): string {
  return end === " " && construct.includes("\n") ? "\n" : end;
}

function placed(construct: string, prefix: string, isDeep: boolean): string {
  const next = prefix.startsWith(":") ? "" : prefix.replace(/[*.\d]/g, " ");
  return prefix + (isDeep ? construct.replaceAll("\n", `\n${next}`) : construct);
}
