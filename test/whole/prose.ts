// The words, formulas and roles of some lines of markdown, by one regular expression; no notion of blocks.

/** A word, a formula or a role. */
export interface Item {
  /** A word; a formula's TeX without blanks; what a role names. */
  readonly text: string;
  readonly formula?: true;
  /** Its name: "numref", "cite". */
  readonly role?: string;
}

const token = new RegExp(
  [
    /\\(?<escaped>[!-/:-@[-`{-~])/,
    /(?<ticks>(?<!`)`+(?!`))(?<code>(?:(?!\n\s*\n)[\s\S])*?[^`])\k<ticks>(?!`)/,
    /\$\$(?<display>(?:(?!\$\$|\n\s*\n)[\s\S])+?)\$\$/,
    /(?<![\\$])\$(?<inline>(?=[^\s$])(?:\\[\s\S]|(?!\n[ >]*\n)[^$\\])*?(?<=\S))\$(?!\d)/,
    /:(?<role>label|eqlabel|numref|ref|eqref|cite[tp]?|width|height|bibliography):(?<tick>`+)(?<named>(?:(?!\n\s*\n)[^`])*)\k<tick>/,
    /<!--(?<comment>[\s\S]*?)-->/,
    /<(?<address>https?:[^>\s]*|[^>\s]+@[^>\s]+)>/,
    /<(?<tag>\/?[a-zA-Z][^<>]*)>/,
    /(?<picture>!\[)/,
    /(?<open>\[)(?=[^[\]]*\]\((?!\*\*|~~))/,
    /\]\((?!\*\*|~~)\s*(?<link>(?:<[^>\n]*>|(?:\\[\s\S]|[^()\\\s]|\((?:[^()\s]|\([^()\s]*\))*\))*)(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*)\)(?:\{[^}]*\})?/,
    /(?<around>[[(](?=\*\*)|(?<=\*\*)[\])])/,
    /(?<slide>\(~~[\s\S]*?~~\)|\[~~[\s\S]*?~~\])/,
    /&(?<entity>#?\w+);/,
    /(?<mark>[*_~]|`+)/,
    /(?<letter>[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])/u,
    /(?<word>(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])[\p{L}\p{N}\p{M}])+)/u,
    /(?<other>[\s\S])/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "gu",
);

const html =
  /^(?:a|abbr|b|blockquote|br|button|center|cite|code|d[dlt]|del|details|div|em|embed|fig\w+|font|h[1-6r]|i|iframe|img|input|ins|kbd|label|li|mark|nav|nobr|ol|p|pre|q|s|samp|script|section|small|span|strong|style|su[bp]|summary|svg|table|t[bhf]\w+|t[dhr]|tt|u|ul|var|video|wbr)$/i;

/** Words are runs of letters and digits, in scripts without blanks each letter: marks of emphasis, dashes and brackets say nothing here. */
export function proseItems(lines: readonly string[]): readonly Item[] {
  const items: Item[] = [];
  let word = "";
  let inPicture = false;
  const end = () => {
    if (word !== "") items.push({ text: word });
    word = "";
  };
  for (const { groups = {} } of withoutMarks(lines).matchAll(token)) {
    const { display, inline, role, named, address, entity } = groups;
    if (groups.word !== undefined) word += groups.word;
    else if (groups.letter !== undefined) {
      end();
      items.push({ text: groups.letter });
    } else if (groups.mark !== undefined || /^[*_`~\\]$/.test(groups.escaped ?? "")) continue;
    else {
      const formula = display ?? inline;
      // One blank at both ends is the marks'.
      const code = groups.code?.replace(/^\s(.*\S.*)\s$/s, "$1");
      if (code !== undefined) {
        if (!/^[\p{L}\p{N}]/u.test(code)) end();
        for (const [at, one] of wordsOf(code).entries()) {
          if (at > 0 || letter.test(one)) end();
          word += one;
          if (letter.test(one)) end();
        }
        if (!/[\p{L}\p{N}]$/u.test(code)) end();
        continue;
      }
      // A token of a language model.
      if (groups.tag !== undefined && /^[A-Za-z]\w*$/.test(groups.tag) && !html.test(groups.tag)) {
        end();
        items.push({ text: groups.tag });
        continue;
      }
      // A slide mark, as a link, begins and ends within a word; a picture does not.
      if (groups.around !== undefined || groups.open !== undefined || (groups.link !== undefined && !inPicture))
        continue;
      inPicture = groups.picture !== undefined || (inPicture && groups.link === undefined);
      // Nothing stands between these and a word: "GPT-3<sup>th</sup>".
      if (groups.tag !== undefined && !/^\/?(?:br|p|div|li|ul|ol|t[rdh]|h\d|img|hr|button)\b/i.test(groups.tag))
        continue;
      end();
      if (formula !== undefined)
        items.push({ text: formula.replace(/^[ \t]*>(?= )/gm, "").replace(/\s+/g, ""), formula: true });
      else if (role !== undefined) items.push({ text: (named ?? "").trim(), role });
      else if (address !== undefined) for (const one of wordsOf(address)) items.push({ text: one });
      else if (entity !== undefined) word += letters[entity] ?? "";
    }
  }
  end();
  return items;
}

const letters: Readonly<Record<string, string>> = { eacute: "é", ouml: "ö", uuml: "ü", auml: "ä" };

const letter = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]$/u;
const oneWord =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])[\p{L}\p{N}\p{M}])+/gu;

/** The words of plain text. */
export function wordsOf(text: string): readonly string[] {
  return text.replace(/[*_`~\\]/g, "").match(oneWord) ?? [];
}

/** The lines without what begins them: marks of headings and quotes, and the numbers of lists. */
function withoutMarks(lines: readonly string[]): string {
  let inList = true;
  let last = 0;
  const kept = lines.map((line) => {
    const item = /^([\s>]*(?:[-*+]\s+)*)(\d{1,9})[.)](?=\s|$)/.exec(line);
    const isItem = item !== null && (inList || item[2] === "1" || Number(item[2]) === last + 1);
    if (isItem) last = Number(item[2]);
    inList = isItem || line.trim() === "" || (inList && /^\s|^[-*+>]/.test(line));
    if (isItem) return `${" ".repeat(item[0].length)}${line.slice(item[0].length)}`;
    if (/^ {0,3}\[[^\]]+\]:\s*\S+/.test(line)) return "";
    return line.replace(/^(\s*[-*+]\s+)\[[ xX]\](?=\s)/, "$1").replace(/\[\^[^\]\s]+\]/g, "");
  });
  return kept.join("\n");
}
