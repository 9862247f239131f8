// Every default of the configuration: CheckedOptions -> Config.

import type { Config, Tab } from "./model.ts";
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
    defaultTab: options.defaultTab ?? tabs[0]?.id ?? "",
    bibliography: typeof bibliography === "string" ? [bibliography] : bibliography,
    numbering: options.numbering ?? true,
    seed: options.seed ?? 0,
    limits: {
      cellSeconds: limits.cellSeconds ?? 60,
      pageSeconds: limits.pageSeconds ?? 600,
      memoryMegabytes: limits.memoryMegabytes ?? 2048,
      outputKilobytes: limits.outputKilobytes ?? 1024,
    },
    license: options.license ?? "",
    repository: options.repository ?? "",
    reference: Object.entries(options.reference ?? {}).map(([name, file]) => ({ name, file })),
  };
}

function tabOf(tab: NonNullable<CheckedOptions["tabs"]>[number]): Tab {
  if (typeof tab === "string") return { id: tab, label: labels[tab] ?? tab };
  const { id, label, library } = tab;
  const { base, ...rest } = library ?? {};
  return {
    id,
    label: label ?? labels[id] ?? id,
    ...(library && { library: { ...(rest as { name: string; file: string }), ...(base !== undefined && { base }) } }),
  };
}
