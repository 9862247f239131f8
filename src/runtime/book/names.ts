// Names in BibTeX: "Vapnik, Vladimir N. and van der Berg, Anna and {OpenAI}" -> three names with their parts.

import { textOfTex } from "./tex.ts";

/** A person, or an organisation, which has a family name only. Plain text. */
export interface Name {
  /** With its particle: "van der Berg". */
  readonly family: string;
  readonly given: string;
  /** "Jr.", "III". */
  readonly suffix: string;
}

/** The names of an author or editor field; "and others", also written "and et al.", is a name of its own, `others`. */
export function namesOf(tex: string): readonly (Name | "others")[] {
  return splitOutside(tex.trim(), /^\s+and\s+/i)
    .filter((part) => part.trim() !== "")
    .map((part) => (/^(others|et\s+al\.?)$/i.test(part.trim()) ? "others" : nameOf(part.trim())));
}

function nameOf(tex: string): Name {
  const parts = splitOutside(tex, /^\s*,\s*/).map((part) => part.trim());
  const [first = "", second = "", third = ""] = parts;
  if (parts.length >= 3) return { family: textOfTex(first), given: textOfTex(third), suffix: textOfTex(second) };
  if (parts.length === 2) return { family: textOfTex(first), given: textOfTex(second), suffix: "" };
  const words = splitOutside(tex, /^[\s~]+/).filter((word) => word !== "");
  // "First von Last": the family name begins with the first word in lower case, else it is the last word.
  const particle = words.findIndex(
    (word, i) => i > 0 && i < words.length - 1 && /^\p{Ll}/u.test(textOfTex(word)) && !word.startsWith("{"),
  );
  const at = particle > 0 ? particle : words.length - 1;
  return { family: textOfTex(words.slice(at).join(" ")), given: textOfTex(words.slice(0, at).join(" ")), suffix: "" };
}

/** The parts of `tex` between matches of `separator` that stand outside braces. */
function splitOutside(tex: string, separator: RegExp): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < tex.length; i++) {
    const character = tex[i];
    if (character === "\\") i += 1;
    else if (character === "{") depth += 1;
    else if (character === "}") depth = Math.max(0, depth - 1);
    else if (depth === 0 && /[\s,~]/.test(character ?? "")) {
      // A separator is short: the look ahead is bounded, so that the whole stays linear.
      const [found] = separator.exec(tex.slice(i, i + 64)) ?? [];
      if (found === undefined) continue;
      parts.push(tex.slice(from, i));
      from = i + found.length;
      i = from - 1;
    }
  }
  parts.push(tex.slice(from));
  return parts;
}
