// Every default of the configuration: CheckedOptions -> Config.

import type { Aliases, Config, Library, Renaming, Tab } from "./model.ts";
import type { CheckedOptions } from "./options.ts";

/** How frameworks and languages spell themselves, by tab id. */
const labels: Readonly<Record<string, string>> = {
  mxnet: "MXNet",
  pytorch: "PyTorch",
  tensorflow: "TensorFlow",
  jax: "JAX",
  paddle: "PaddlePaddle",
  typescript: "TypeScript",
  javascript: "JavaScript",
  python: "Python",
  numpy: "NumPy",
};

/** Files that stand in a repository's folders but are no chapters. */
export const neverChapters: readonly string[] = [
  "README.md",
  "CHANGELOG.md",
  "CONTRIBUTING.md",
  "CODE_OF_CONDUCT.md",
  "SECURITY.md",
  "LICENSE.md",
  "STYLE_GUIDE.md",
].flatMap((name) => [name, `**/${name}`]);

/** The configuration with all that the author left out. */
export function configOf(options: CheckedOptions): Config {
  const source = options.source ?? "";
  const tabs = (options.tabs ?? []).map(tabOf);
  const { bibliography = [], limits = {} } = options;
  return {
    title: options.title ?? "",
    authors: options.authors ?? [],
    description: options.description ?? "",
    language: options.language ?? "en",
    source,
    index: source === "" ? (options.index ?? "index.md") : `${source}/${options.index ?? "index.md"}`,
    out: options.out ?? "dist",
    tabs,
    ...(options.library && { library: libraryOf(options.library) }),
    saveMark: options.saveMark ?? "",
    defaultTab: options.defaultTab ?? tabs[0]?.id ?? "",
    bibliography: typeof bibliography === "string" ? [bibliography] : bibliography,
    numbering: options.numbering ?? true,
    seed: options.seed ?? 0,
    limits: {
      cellSeconds: limits.cellSeconds ?? 60,
      pageSeconds: limits.pageSeconds ?? 600,
      memoryMegabytes: limits.memoryMegabytes ?? 2048,
      outputKilobytes: limits.outputKilobytes ?? 1024,
      parseSeconds: limits.parseSeconds ?? 10,
    },
    name: options.name ?? nameOf(options.title ?? ""),
    version: options.version ?? "",
    license: options.license ?? "",
    repository: options.repository ?? "",
    links: options.links ?? [],
    favicon: options.favicon ?? "",
    logo: options.logo ?? "",
    styles: options.styles ?? [],
    scripts: options.scripts ?? [],
    dependencies: "",
    run: options.run ?? true,
    strict: options.strict ?? false,
    versionFile: options.versionFile ?? "",
    slides: { topLeft: options.slides?.topLeft ?? "", topRight: options.slides?.topRight ?? "" },
    reference: Object.entries(options.reference ?? {}).map(([name, file]) => ({ name, file })),
  };
}

function tabOf(tab: NonNullable<CheckedOptions["tabs"]>[number]): Tab {
  if (typeof tab === "string") return { id: tab, label: labels[tab] ?? tab };
  const { id, label, library, aliases } = tab;
  return {
    id,
    label: label ?? labels[id] ?? id,
    ...(library && { library: libraryOf(library) }),
    ...(aliases && { aliases: aliasesOf(aliases) }),
  };
}

function libraryOf({ base, ...rest }: NonNullable<CheckedOptions["library"]>): Library {
  return { ...rest, ...(base !== undefined && { base }) };
}

type CheckedAliases = NonNullable<Extract<NonNullable<CheckedOptions["tabs"]>[number], object>["aliases"]>;

function aliasesOf({ module, simple, fluent, args, reverse, definitions }: CheckedAliases): Aliases {
  const renamings = (terms: readonly string[] = []) => terms.map(renamingOf);
  const names = (terms: readonly string[] = []) =>
    renamings(terms).map(({ from, to }) => ({ from: from.replace(/\($/, ""), to: to.replace(/\($/, "") }));
  return {
    module: module ?? "",
    // Without a module there is nothing that names could be shown as members of.
    simple: module ? names(simple) : [],
    fluent: names(fluent),
    args: renamings(args),
    reverse: renamings(reverse),
    definitions: definitions ?? [],
  };
}

/** "concat -> cat"; "abs" alone keeps its name. Some write "exp(", for tools that replace text and not names. */
function renamingOf(term: string): Renaming {
  const [from = "", to = from] = term.split(/\s*->\s*/, 2).map((name) => name.trim());
  return { from, to };
}

/** "Dive into Deep Learning" -> "dive-into-deep-learning" */
function nameOf(title: string): string {
  const name = title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
  return name || "book";
}
