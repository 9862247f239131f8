// A chapter as plain markdown, for tools that know nothing of the dialect: all tabs' cells one after the other as listings, formulas
// in displays of their own, labels dropped, and references and citations as the names that they say.

/** A chapter's plain text, and its first heading. */
export interface Plain {
  readonly text: string;
  readonly title: string;
}

/** `pictureOf` gives the address of a picture by the path in the chapter, or nothing when there is none: its caption is left. */
export function plainOf(chapter: string, pictureOf: (path: string) => string | undefined): Plain {
  const out: string[] = [];
  let prose: string[] = [];
  const flush = () => {
    out.push(plainProse(prose.join("\n"), pictureOf));
    prose = [];
  };
  const lines = chapter.replace(/^\uFEFF/, "").split(/\r\n?|\n/);
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    const [, indent = "", marks, info = ""] = /^([\s>]*)(`{3,})([^`]*)$/.exec(line) ?? [];
    if (marks === undefined) {
      if (!/^ {0,3}:(?:begin|end)_tab:/.test(line)) prose.push(line);
      continue;
    }
    flush();
    const end = new RegExp(`^[\\s>]*\`{${marks.length},}\\s*$`);
    const body: string[] = [];
    for (at++; at < lines.length && !end.test(lines[at] ?? ""); at++) body.push(lines[at] ?? "");
    if (/\b(?:toc|eval_rst)\b/.test(info) || body.some((one) => one.includes("interact_select"))) continue;
    const language = /\w+/.exec(info.replace(".input", ""))?.[0] ?? "";
    out.push(`${indent}${marks}${language}`, ...body.filter((one) => !/^\s*(?:%%|#@)tab\b/.test(one)), indent + marks);
  }
  flush();
  const text = out.join("\n");
  const title = /^#+ +(.+)$/m.exec(text)?.[1]?.replaceAll(/["\\`$*]/g, "") ?? "Untitled";
  return { text, title };
}

const token = new RegExp(
  [
    /\\[\s\S]/,
    /:(?<dropped>label|eqlabel|width|height|bibliography):(?<a>`+)[^`]*\k<a>/,
    /:(?:(?:num|eq)?ref|cite[tp]?):(?<b>`+)(?<named>[^`]*)\k<b>/,
    /(?<c>`+)(?!`)[\s\S]*?[^`]\k<c>(?!`)/,
    /\$\$(?<display>(?:(?!\$\$)[\s\S])+?)\$\$/,
    /\$(?! )[^$\n]*(?:\n[^$\n]+)*\$/,
    /(?<slide>[[(](?:\*\*|~~)|(?:\*\*|~~)[\])])/,
    /\]\((?<picture>[^)\s:]+\.(?:svg|png|jpe?g|gif))\)/,
    /<(?<tag>(?!https?:)[a-zA-Z/!])/,
    /(?<braces>\{\{)/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "g",
);

function plainProse(prose: string, pictureOf: (path: string) => string | undefined): string {
  return prose.replaceAll(token, (all: string, ...rest: unknown[]) => {
    const { dropped, named, display, slide, picture, tag, braces } = rest.at(-1) as Record<string, string | undefined>;
    if (dropped !== undefined || slide !== undefined) return "";
    if (named !== undefined) return named;
    if (display !== undefined) return `\n\n$$\n${display.trim().replaceAll(/\n\s*\n/g, "\n")}\n$$\n\n`;
    if (picture !== undefined) return `](${pictureOf(picture) ?? "data:,"})`;
    // Tags and braces mean something to tools whose pages are templates.
    if (tag !== undefined) return `&lt;${tag}`;
    return braces === undefined ? all : "{ {";
  });
}
