// The text of a slide: marks, which are parts of sentences, one after the other as sentences of their own.

import type { PhrasingContent } from "mdast";

type Words = readonly PhrasingContent[];

/** The marks' contents as one text: it begins with a capital letter and ends without a comma or a full stop. */
export function tidied(marks: readonly Words[]): Words {
  let text: PhrasingContent[] = [];
  for (const mark of marks.map(trimmed).filter((one) => one.length > 0)) {
    const begins = text.length === 0 || /[.!?。！？]\s*$/.test(plainEnd(text));
    text = [...text, ...(text.length > 0 ? [space] : []), ...(begins ? capitalized(mark) : mark)];
  }
  return withoutEnd(text);
}

const space: PhrasingContent = { type: "text", value: "\n" };

/** Blanks at both ends gone. */
function trimmed(words: Words): Words {
  const first = words[0];
  const last = words.at(-1);
  const result = [...words];
  if (first?.type === "text") result[0] = { ...first, value: first.value.trimStart() };
  const end = result.at(-1);
  if (last?.type === "text" && end?.type === "text") result[result.length - 1] = { ...end, value: end.value.trimEnd() };
  return result.filter((node) => node.type !== "text" || node.value !== "");
}

/** Only a word's first letter: code and formulas begin as they are. */
function capitalized(words: Words): Words {
  const [first, ...rest] = words;
  if (!first) return words;
  if (first.type === "text") {
    const [letter = ""] = first.value;
    return [{ ...first, value: letter.toUpperCase() + first.value.slice(letter.length) }, ...rest];
  }
  if ((first.type === "emphasis" || first.type === "strong") && first.children.length > 0)
    return [{ ...first, children: [...capitalized(first.children)] }, ...rest];
  return words;
}

/** What a sentence goes on with, or ends with, says nothing at the end of a slide's text, nor in a formula that it shows. */
function withoutEnd(words: Words): Words {
  const shown = words.map((node) =>
    node.type === "displayMath" ? { ...node, value: node.value.replace(/[.,]\s*$/, "") } : node,
  );
  const last = shown.at(-1);
  if (last?.type !== "text") return shown;
  const value = last.value.replace(/[\s,.:，。：]+$/, "");
  return value === "" ? withoutEnd(shown.slice(0, -1)) : [...shown.slice(0, -1), { ...last, value }];
}

function plainEnd(words: Words): string {
  const last = words.at(-1);
  return last && "value" in last ? last.value : "";
}
