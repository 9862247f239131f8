// Terminal text as HTML: colours become classes, all other control sequences go, control characters are shown.

import type { ElementContent } from "hast";
import { h } from "hastscript";

const colors = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences of terminals are what is read here
const sequence = /\x1b(?:\[([0-9;:?]*)([@-~])|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are made visible
const control = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g;

/** The text as hast; a carriage return overwrites its line, as on a terminal. */
export function ansiToHast(text: string): ElementContent[] {
  const parts: ElementContent[] = [];
  let classes: string[] = [];
  let at = 0;
  const push = (piece: string) => {
    if (piece === "") return;
    const value = visible(piece);
    parts.push(classes.length > 0 ? h("span", { class: classes.join(" ") }, value) : { type: "text", value });
  };
  const source = text.replace(/^.*\r(?!\n)/gm, "").replaceAll("\r\n", "\n");
  for (const match of source.matchAll(sequence)) {
    push(source.slice(at, match.index));
    at = match.index + match[0].length;
    if (match[2] === "m") classes = nextClasses(classes, match[1] ?? "");
  }
  push(source.slice(at));
  return parts;
}

function nextClasses(classes: readonly string[], codes: string): string[] {
  let next = [...classes];
  for (const code of (codes || "0").split(/[;:]/).map(Number)) {
    if (code === 0) next = [];
    else if (code === 1) next.push("ansi-bold");
    else if (code === 3) next.push("ansi-italic");
    else if (code === 4) next.push("ansi-underline");
    else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97))
      next = [...next.filter((name) => !name.startsWith("ansi-fg")), `ansi-fg-${colors[code % 10]}`];
    else if (code === 39) next = next.filter((name) => !name.startsWith("ansi-fg"));
  }
  return [...new Set(next)];
}

function visible(text: string): string {
  return text.replace(control, (character) => {
    const code = character.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : "\ufffd";
  });
}
