// Where each label leads, and what a reference to it shows.

import type { Config } from "../config/index.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { placeName } from "../frame.ts";
import { fill, type Words, wordsOf } from "../language/index.ts";
import type { Facts, PageTarget } from "../source/index.ts";
import type { NumberedTarget, Target } from "./model.ts";
import type { PageNumbers } from "./number.ts";
import { titleTarget } from "./titles.ts";

/** All labelled targets, by label; of a label that is given twice, the first in reading order. */
export function targetsOf(
  pages: readonly Facts[],
  numbers: ReadonlyMap<string, PageNumbers>,
  urls: ReadonlyMap<string, string>,
  { language }: Config,
): { readonly targets: ReadonlyMap<string, Target>; readonly diagnostics: readonly Diagnostic[] } {
  const words = wordsOf(language);
  const targets = new Map<string, Target>();
  const first = new Map<string, PageTarget>();
  const diagnostics: Diagnostic[] = [];
  for (const page of pages) {
    for (const written of page.targets) {
      const { kind, label, id, title, text } = written;
      if (label === undefined) continue;
      const other = first.get(label);
      if (other) {
        const message = `The label \`${label}\` is given twice; first at ${placeName(other.place)}`;
        const hint = "Rename one of them. References lead to the first.";
        diagnostics.push({ severity: "error", rule: "label-is-unique", message, hint, place: written.place });
        continue;
      }
      first.set(label, written);
      const url = urls.get(page.path) ?? "";
      const number = numbers.get(page.path)?.targets.get(id)?.number ?? "";
      targets.set(label, {
        kind,
        label,
        page: page.path,
        url: written === titleTarget(page) ? url : `${url}#${id}`,
        number,
        caption: captionOf({ ...written, number }, written === titleTarget(page), words),
        title,
        text,
      });
    }
  }
  return { targets, diagnostics };
}

function captionOf({ kind, number, text, label = "" }: NumberedTarget, isTitle: boolean, words: Words): string {
  if (kind === "equation") return number === "" ? words.equation : `(${number})`;
  if (number === "") return text === "" ? label : text;
  if (isTitle && !number.includes(".")) return fill(/^[A-Z]+$/.test(number) ? words.appendix : words.chapter, number);
  return fill(words[kind], number);
}
