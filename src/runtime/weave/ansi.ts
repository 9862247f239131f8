// Terminal text as HTML: "\x1b[31mred\x1b[0m" -> <span class="ansi-red">red</span>.
// Colours and weights become classes, other control sequences go, control characters are made visible.

import type { ElementContent } from "hast";
import { h } from "hastscript";

const colors = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences of terminals are what is read here
const sequence = /\x1b(?:\[([0-9;:<=>?]*)[ -/]*([@-~])|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~])/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are made visible
const control = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g;

/** How the text at one place is set. */
interface Style {
  readonly color?: string;
  readonly ground?: string;
  readonly flags: ReadonlySet<string>;
}

const plain: Style = { flags: new Set() };
const on: Readonly<Record<number, string>> = {
  1: "bold",
  2: "dim",
  3: "italic",
  4: "underline",
  7: "inverse",
  9: "struck",
};
const off: Readonly<Record<number, readonly string[]>> = {
  22: ["bold", "dim"],
  23: ["italic"],
  24: ["underline"],
  27: ["inverse"],
  29: ["struck"],
};

/** The text as hast; a carriage return overwrites its line, as on a terminal. */
export function ansiToHast(text: string): ElementContent[] {
  const parts: ElementContent[] = [];
  let style = plain;
  let at = 0;
  const source = text.replace(/\r+(\n|$)/g, "$1").replace(/^.*\r/gm, "");
  const push = (piece: string) => {
    if (piece === "") return;
    const value = piece.replace(control, visible);
    const classes = classesOf(style);
    parts.push(classes.length > 0 ? h("span", { class: classes.join(" ") }, value) : { type: "text", value });
  };
  for (const match of source.matchAll(sequence)) {
    push(source.slice(at, match.index));
    at = match.index + match[0].length;
    if (match[2] === "m") style = nextStyle(style, match[1] ?? "");
  }
  push(source.slice(at));
  return parts;
}

/** The text without any of it. */
export function withoutAnsi(text: string): string {
  return text.replace(sequence, "").replace(control, visible);
}

function nextStyle(style: Style, parameters: string): Style {
  let { color, ground } = style;
  const flags = new Set(style.flags);
  const codes = parameters.split(/[;:]/).map(Number);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] ?? 0;
    const flag = on[code];
    if (code === 0) {
      color = ground = undefined;
      flags.clear();
    } else if (flag) flags.add(flag);
    else if (off[code]) for (const name of off[code]) flags.delete(name);
    else if (code === 39) color = undefined;
    else if (code === 49) ground = undefined;
    else if (code === 38 || code === 48) {
      // `38;5;n` and `38;2;r;g;b`: of 256 colours the first 16 are the terminal's own; the others are left out.
      const [kind, index = 16] = codes.slice(i + 1);
      const named = kind === 5 && index < 16 ? colors[index % 8] : undefined;
      if (code === 38) color = named;
      else ground = named;
      i += kind === 2 ? 4 : 2;
    } else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) color = colors[code % 10];
    else if ((code >= 40 && code <= 47) || (code >= 100 && code <= 107)) ground = colors[code % 10];
  }
  return { ...(color && { color }), ...(ground && { ground }), flags };
}

function classesOf({ color, ground, flags }: Style): string[] {
  return [
    ...(color ? [`ansi-${color}`] : []),
    ...(ground ? [`ansi-on-${ground}`] : []),
    ...[...flags].sort().map((flag) => `ansi-${flag}`),
  ];
}

/** U+0007 as its picture, U+2407; what has no picture as the sign for "no character". */
function visible(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? "\u2421" : "\ufffd";
}
