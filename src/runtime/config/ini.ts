// d2lbook's config.ini as Python's configparser reads it, each value with its place:
// "[build]\ntabs = mxnet,\n       pytorch" -> build: { tabs: "mxnet,\npytorch" }

/** A stretch of the file. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A line of a value; `text` has no blanks around it and no comment. */
export interface IniLine extends Stretch {
  readonly text: string;
}

/** What stands behind a key. */
export interface IniValue {
  /** Its lines, those without text left out. */
  readonly lines: readonly IniLine[];
  /** Where the key stands. */
  readonly key: Stretch;
}

export type Sections = ReadonlyMap<string, ReadonlyMap<string, IniValue>>;

/** Something that is wrong with the file. */
export interface IniFault extends Stretch {
  readonly severity: "error" | "warning" | "info";
  readonly message: string;
  readonly hint?: string;
}

export interface Ini {
  readonly sections: Sections;
  readonly faults: readonly IniFault[];
}

/**
 * Sections and keys: `=` or `:` between a key and its value, lines that go on are indented deeper than the key, `#` or `;`
 * starts a comment, also after a value with a blank on both sides. `[DEFAULT]` stands behind all sections, and
 * `%(name)s` in a value is another of its section.
 */
export function parseIni(text: string): Ini {
  const sections = new Map<string, Map<string, { lines: IniLine[]; key: Stretch }>>();
  const faults: IniFault[] = [];
  let section: Map<string, { lines: IniLine[]; key: Stretch }> | undefined;
  let open: { readonly lines: IniLine[]; readonly indent: number } | undefined;
  for (const [line = "", at] of linesOf(text)) {
    const content = line.replace(/^\s*[#;].*|\s[#;](\s.*)?$/, "").trimEnd();
    if (content.trim() === "") continue;
    const indent = content.length - content.trimStart().length;
    const place = { from: at + indent, to: at + content.length };
    if (open && indent > open.indent) {
      open.lines.push({ text: content.trim(), ...place });
      continue;
    }
    const header = /^\s*\[([^\]]+)\]/.exec(content);
    if (header) {
      const name = header[1] ?? "";
      section = sections.get(name) ?? new Map();
      sections.set(name, section);
      open = undefined;
      continue;
    }
    const [head = "", name = ""] = /^\s*([^\s=:][^=:]*?)\s*[=:]\s*/.exec(content) ?? [];
    if (head === "" || section === undefined) {
      const message = head === "" ? "This line is no `key = value`" : `\`${name}\` stands before the first section`;
      const hint =
        head === "" ? "Indent it when it goes on the value above." : "Write `[build]`, or another section, above it.";
      faults.push({ severity: "error", message, hint, ...place });
      continue;
    }
    const key = { from: place.from, to: place.from + name.length };
    if (section.has(name.toLowerCase())) {
      const message = `\`${name}\` is given twice in its section; the later one counts`;
      faults.push({ severity: "warning", message, ...key });
    }
    const value = content.slice(head.length);
    const first = value === "" ? [] : [{ text: value, from: at + head.length, to: place.to }];
    const entry = { lines: first, key };
    section.set(name.toLowerCase(), entry);
    open = { lines: entry.lines, indent };
  }
  return { sections: interpolated(sections), faults };
}

/** A value's lines as one text. */
export function textOf(value: IniValue | undefined): string {
  return value?.lines.map(({ text }) => text).join("\n") ?? "";
}

/** True for a config.ini of d2lbook, and not of some other tool. */
export function isBookIni(sections: Sections): boolean {
  const has = (section: string, ...keys: string[]) => keys.some((key) => sections.get(section)?.has(key));
  return (
    has("project", "title", "author", "name", "lang") ||
    has("build", "notebooks", "tabs", "index", "resources", "exclusions", "source_dir")
  );
}

/** Each line without its end, and where it begins. */
function* linesOf(text: string): Generator<readonly [line: string, at: number]> {
  let at = 0;
  for (const match of text.matchAll(/\r\n|\r|\n|$/g)) {
    yield [text.slice(at, match.index), at];
    at = match.index + match[0].length;
  }
}

/** `[DEFAULT]`'s keys in each section, and `%(name)s` put in; what names no key stays as it is. */
function interpolated(sections: ReadonlyMap<string, ReadonlyMap<string, IniValue>>): Sections {
  const defaults = sections.get("DEFAULT") ?? new Map<string, IniValue>();
  const made = new Map<string, ReadonlyMap<string, IniValue>>();
  for (const [name, own] of sections) {
    if (name === "DEFAULT") continue;
    const all = new Map([...defaults, ...own]);
    const fill = (text: string, depth: number): string =>
      text.replace(/%%|%\(([^)]+)\)s/g, (written, key: string | undefined) => {
        if (key === undefined) return "%";
        const value = all.get(key.toLowerCase());
        return value && depth < 10 ? fill(textOf(value), depth + 1) : written;
      });
    const filled = [...all].map(([key, value]): [string, IniValue] => [
      key,
      { ...value, lines: value.lines.map((line) => ({ ...line, text: fill(line.text, 0) })) },
    ]);
    made.set(name, new Map(filled));
  }
  return made;
}
