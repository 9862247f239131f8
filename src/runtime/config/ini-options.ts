// What a config.ini says -> BookOptions, and what else it says that only d2lbook has.

import { nearest } from "../diagnostic.ts";
import { type Ini, type IniFault, type IniLine, type IniValue, type Stretch, textOf } from "./ini.ts";
import { keysOf, sectionNames } from "./ini-keys.ts";
import type { AliasOptions, BookOptions, LibraryOptions, TabOptions } from "./options.ts";

export interface IniOptions {
  readonly options: BookOptions;
  /** Patterns of the files that are chapters, from the source folder. */
  readonly notebooks: readonly string[];
  readonly faults: readonly IniFault[];
  /** Where the value of an option stands, by the option's first key. */
  readonly places: ReadonlyMap<string, Stretch>;
}

/** The options that a config.ini says. */
export function optionsOfIni({ sections, faults: ofParsing }: Ini): IniOptions {
  const options: BookOptions = {};
  const places = new Map<string, Stretch>();
  const faults: IniFault[] = [...ofParsing, ...namesOf({ sections })];

  /** The first of the values that is not empty, noted as the place of an option. */
  const get = (option: string, key: string, ...names: string[]): IniValue | undefined => {
    for (const name of names) {
      const value = sections.get(name)?.get(key);
      if (value === undefined || value.lines.length === 0) continue;
      places.set(option, value.key);
      return value;
    }
    return undefined;
  };
  const oneLine = (value: IniValue | undefined) => textOf(value).replace(/\s+/g, " ");
  const words = (value: IniValue | undefined, separator = /\s+/) =>
    textOf(value)
      .split(separator)
      .filter((word) => word !== "");
  /** True or false as Python's configparser has them. */
  const flag = (option: string, key: string, section: string, otherwise: boolean): boolean => {
    const value = get(option, key, section);
    if (value === undefined) return otherwise;
    const written = oneLine(value).toLowerCase();
    if (["true", "yes", "on", "1"].includes(written)) return true;
    if (!["false", "no", "off", "0"].includes(written)) {
      const message = `\`${key}\` should be True or False, not "${written}"`;
      faults.push({ severity: "error", message, ...placeOf(value) });
    }
    return false;
  };

  const outputs = get("out", "output_dir", "build");
  options.out = `${outputs ? oneLine(outputs) : "_build"}/site`;
  const text = (option: "name" | "title" | "version" | "description", key: string) => {
    const value = get(option, key, "project");
    if (value) options[option] = oneLine(value);
  };
  text("name", "name");
  text("title", "title");
  text("version", "release");
  text("description", "description");
  options.authors = words(get("authors", "author", "project"), /\s*(?:,|\band\b|\n)\s*/);
  const rights = get("license", "copyright", "project");
  if (rights)
    options.license = /^(©|\(c\)|copyright)/i.test(oneLine(rights)) ? oneLine(rights) : `© ${oneLine(rights)}`;
  const language = get("language", "lang", "project", "build");
  if (language) options.language = oneLine(language).replace("_", "-");
  const source = get("source", "source_dir", "build");
  if (source) options.source = oneLine(source);
  options.index = `${oneLine(get("index", "index", "build")).replace(/\.(md|rst)$/, "") || "index"}.md`;
  const aside = words(get("exclude", "non-notebooks", "build"));
  options.exclude = withFolders([...words(get("exclude", "exclusions", "build")), ...aside]);
  options.bibliography = words(get("bibliography", "bibfile", "build", "project", "pdf"), /[\s,]+/);
  options.resources = withFolders(words(get("resources", "resources", "build")));
  options.dependencies = withFolders(words(get("dependencies", "dependencies", "build")));
  options.strict = flag("strict", "warning_is_error", "build", false);
  options.run = flag("run", "eval_notebook", "build", true);

  const favicon = get("favicon", "favicon", "html");
  if (favicon) options.favicon = oneLine(favicon);
  const logo = get("logo", "html_logo", "html");
  if (logo) options.logo = oneLine(logo);
  options.styles = words(get("styles", "include_css", "html"));
  options.scripts = words(get("scripts", "include_js", "html"));
  options.links = linksOf(get("links", "header_links", "html")?.lines ?? [], faults);
  const [left, right] = [get("slides", "top_left", "slides"), get("slides", "top_right", "slides")];
  if (left || right)
    options.slides = { ...(left && { topLeft: textOf(left) }), ...(right && { topRight: textOf(right) }) };
  const versionFile = get("versionFile", "version_file", "library");
  if (versionFile) options.versionFile = oneLine(versionFile);

  const mark = get("saveMark", "save_mark", "library");
  if (mark) options.saveMark = oneLine(mark);

  const ids = words(get("tabs", "tabs", "build"), /[\s,]+/);
  options.tabs = ids.map((id) =>
    tabOf(id, sections.get(`library-${id.toLowerCase()}`) ?? sections.get(`library-${id}`)),
  );
  const own = get("defaultTab", "default_tab", "build");
  if (own) options.defaultTab = oneLine(own);
  const file = get("library", "save_filename", "library");
  if (file) giveLibrary(options, oneLine(file));
  for (const [name, values] of sections) {
    const tab = name.replace(/^library-/, "");
    const first = [...values.values()][0];
    if (tab === name || !first || ids.some((id) => id.toLowerCase() === tab.toLowerCase())) continue;
    const message = `\`[${name}]\` is of no tab of the book`;
    const hint = `Its tabs are ${ids.join(", ") || "none"}: \`tabs\` in \`[build]\`.`;
    faults.push({ severity: "warning", message, hint, ...first.key });
  }
  const notebooks = withFolders(words(get("notebooks", "notebooks", "build")));
  return { options, notebooks, faults, places };
}

/** Sections and keys that d2lbook does not know; and, once, those that a site has no use for. */
function namesOf({ sections }: Pick<Ini, "sections">): readonly IniFault[] {
  const faults: IniFault[] = [];
  const idle: { readonly section: string; readonly keys: readonly string[]; readonly at: Stretch }[] = [];
  for (const [section, values] of sections) {
    const known = keysOf(section);
    const [first] = values.values();
    if (!known && first) {
      const near = nearest(section, sectionNames);
      const hint = near === undefined ? undefined : `Did you mean \`[${near}]\`?`;
      const message = `d2lbook has no section \`[${section}]\`; it is left alone`;
      faults.push({ severity: "warning", message, ...(hint && { hint }), ...first.key });
    }
    if (!known) continue;
    for (const [key, value] of values) {
      if (known.used.includes(key) || known.idle.includes(key)) continue;
      const near = nearest(key, [...known.used, ...known.idle]);
      const message = `\`[${section}]\` has no key \`${key}\`; it is left alone`;
      const hint = near === undefined ? undefined : `Did you mean \`${near}\`?`;
      faults.push({ severity: "warning", message, ...(hint && { hint }), ...value.key });
    }
    const keys = [...values].filter(([key, { lines }]) => known.idle.includes(key) && lines.length > 0);
    const [, at] = keys[0] ?? [];
    if (at) idle.push({ section, keys: keys.map(([key]) => key), at: at.key });
  }
  const [first] = idle;
  if (first) {
    const list = idle.map(({ section, keys }) => `[${section}] ${keys.join(", ")}`).join("; ");
    const message = `These say nothing to Octavo, and are left alone: ${list}`;
    faults.push({ severity: "info", message, ...first.at });
  }
  return faults;
}

/** "name, address, icon" a line; icons of fonts are left out. */
function linksOf(lines: readonly IniLine[], faults: IniFault[]): { label: string; url: string }[] {
  return lines.flatMap(({ text, from, to }) => {
    const [label = "", url = "", ...rest] = text.split(",").map((part) => part.trim());
    if (label === "" || url === "" || rest.length > 2) {
      const message = "A header link is a name, an address and an icon, with commas between them";
      faults.push({ severity: "error", message, from, to });
      return [];
    }
    if (/^(https?:\/\/|mailto:)[^\s#]|^[\w./~-]+([?#][^\s#]*)?$/.test(url)) return [{ label, url }];
    const message = `"${url}" is no address: the header link "${label}" is left out`;
    faults.push({ severity: "warning", message, from, to });
    return [];
  });
}

/** A tab; its library, and its aliases, by its own section. */
function tabOf(id: string, section: ReadonlyMap<string, IniValue> | undefined): string | TabOptions {
  if (section === undefined) return id;
  const file = textOf(section.get("lib_file")).trim();
  const terms = (key: string, separator: RegExp) =>
    textOf(section.get(key))
      .split(separator)
      .map((term) => term.trim())
      .filter((term) => term !== "");
  const aliases: AliasOptions = {
    module: textOf(section.get("lib_name")).trim(),
    simple: terms("simple_alias", /[,\n]/),
    fluent: terms("fluent_alias", /[,\n]/),
    args: terms("args_alias", /\n/),
    reverse: terms("reverse_alias", /\n/),
    definitions: terms("alias", /\n/),
  };
  return { id, aliases, ...(file !== "" && { library: libraryIn(file) }) };
}

/** The one library of a book as older ones have it: of all its pages, or of its default tab. */
function giveLibrary(options: BookOptions, file: string): void {
  const library = libraryIn(file);
  const tabs = options.tabs ?? [];
  if (tabs.length === 0) options.library = library;
  const idOf = (tab: string | TabOptions) => (typeof tab === "string" ? tab : tab.id).toLowerCase();
  const [first = ""] = tabs.map(idOf);
  options.tabs = tabs.map((tab) => {
    if (idOf(tab) !== (options.defaultTab?.toLowerCase() ?? first)) return tab;
    return typeof tab === "string" ? { id: tab, library } : { library, ...tab };
  });
}

/** "d2l/torch.py" is imported as `d2l.torch`. */
function libraryIn(file: string): LibraryOptions {
  return { file, name: file.replace(/\.\w+$/, "").replaceAll("/", file.endsWith(".py") ? "." : "/") };
}

/** The name of a folder means all that is in it. */
function withFolders(patterns: readonly string[]): string[] {
  return patterns.flatMap((pattern) => {
    const plain = pattern.replace(/^\.\//, "").replace(/\/+$/, "");
    return plain === "" || plain.endsWith("**") ? [plain || "**"] : [plain, `${plain}/**`];
  });
}

function placeOf({ lines, key }: IniValue): Stretch {
  return { from: lines[0]?.from ?? key.from, to: lines.at(-1)?.to ?? key.to };
}
