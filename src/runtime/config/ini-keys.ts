// The keys of config.ini: what Octavo takes from each, and which ones a site has no use for.

/** Keys that have a meaning here. */
const used: Readonly<Record<string, readonly string[]>> = {
  project: ["name", "title", "author", "copyright", "release", "lang", "description"],
  build: [
    "index",
    "notebooks",
    "non-notebooks",
    "exclusions",
    "dependencies",
    "resources",
    "eval_notebook",
    "source_dir",
    "output_dir",
    "warning_is_error",
    "tabs",
    "default_tab",
    "lang",
    "bibfile",
  ],
  html: ["header_links", "favicon", "html_logo", "include_css", "include_js"],
  pdf: ["bibfile"],
  library: ["version_file", "save_filename", "save_mark"],
  "library-": ["lib_file", "lib_name", "alias", "simple_alias", "fluent_alias", "reverse_alias", "args_alias"],
  slides: ["top_left", "top_right"],
};

/** Keys of d2lbook that say where things are sent, or how LaTeX and Sphinx set them. */
const idle: Readonly<Record<string, readonly string[]>> = {
  build: ["rsts", "sphinx_extensions", "sphinx_configs", "html_dir", "origin_repo"],
  pdf: ["main_font", "sans_font", "mono_font", "post_latex", "latex_logo", "latex_url", "style"],
  library: ["save_patterns", "version", "root_dir"],
  slides: ["github_repo"],
  translation: ["origin_repo", "origin_lang", "translator", "terminology"],
  deploy: ["google_analytics_tracking_id", "github_repo", "s3_bucket", "other_file_s3urls"],
  colab: ["github_repo", "exclusions", "libs", "libs_header", "gpu_pattern", "replace_svg_url"],
  sagemaker: ["github_repo", "kernel", "libs", "libs_header"],
};

/** The keys of a section that count, and those that do not; nothing for a section that d2lbook does not know. */
export function keysOf(
  section: string,
): { readonly used: readonly string[]; readonly idle: readonly string[] } | undefined {
  const name = section.startsWith("library-") ? "library-" : section;
  if (!(name in used) && !(name in idle)) return undefined;
  return { used: used[name] ?? [], idle: idle[name] ?? [] };
}

/** The sections that d2lbook knows; `library-` stands before a tab's name. */
export const sectionNames: readonly string[] = [...new Set([...Object.keys(used), ...Object.keys(idle)])];
