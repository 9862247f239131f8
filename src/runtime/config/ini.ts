// d2lbook's config.ini: "[build]\ntabs = mxnet, pytorch" -> BookOptions with what Octavo knows of it.

import type { BookOptions } from "./options.ts";

export type Sections = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Sections and keys as Python's configparser reads them: `=` or `:`, lines that go on are indented, `#` starts a comment. */
export function parseIni(text: string): Sections {
  const sections = new Map<string, Map<string, string>>();
  let section: Map<string, string> | undefined;
  let key: string | undefined;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const content = line.replace(/^\s*[#;].*|\s#.*/, "").trimEnd();
    if (content.trim() === "") continue;
    const header = /^\[([^\]]+)\]/.exec(content);
    const [, name, value] = /^([^\s=:][^=:]*?)\s*[=:]\s*(.*)$/.exec(content) ?? [];
    if (header) {
      section = sections.get(header[1] ?? "") ?? new Map();
      sections.set(header[1] ?? "", section);
      key = undefined;
    } else if (/^\s/.test(content) && key !== undefined) {
      section?.set(key, `${section.get(key) ?? ""}\n${content.trim()}`.trim());
    } else if (name !== undefined) {
      key = name.toLowerCase();
      section?.set(key, value ?? "");
    }
  }
  return sections;
}

/** True for a config.ini of d2lbook, and not of some other tool. */
export function isBookIni(sections: Sections): boolean {
  return sections.has("project") && sections.has("build");
}

/** The options that a config.ini says, and the patterns of the files that are chapters. */
export function optionsOfIni(sections: Sections): {
  readonly options: BookOptions;
  readonly notebooks: readonly string[];
} {
  const get = (key: string, ...names: string[]) => {
    for (const name of names) {
      const value = sections.get(name)?.get(key);
      if (value) return value;
    }
    return undefined;
  };
  const words = (value: string | undefined, separator: RegExp) =>
    value?.split(separator).filter((word) => word !== "") ?? [];
  const options: BookOptions = { out: `${get("output_dir", "build") ?? "_build"}/site` };
  const title = get("title", "project");
  if (title) options.title = title;
  const authors = words(get("author", "project"), /\s*(?:,|\band\b|\n)\s*/);
  if (authors.length > 0) options.authors = authors;
  const description = get("description", "project");
  if (description) options.description = description.replace(/\s+/g, " ");
  const language = get("lang", "project", "build");
  if (language) options.language = language.replace("_", "-");
  const source = get("source_dir", "build");
  if (source) options.source = source;
  options.index = `${(get("index", "build") ?? "index").replace(/\.(md|rst)$/, "")}.md`;
  options.exclude = words(get("exclusions", "build"), /\s+/);
  options.tabs = words(get("tabs", "build"), /[\s,]+/);
  options.bibliography = words(get("bibfile", "build", "project", "pdf"), /[\s,]+/);
  return { options, notebooks: words(get("notebooks", "build"), /\s+/) };
}
