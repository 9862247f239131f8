// What authors write in octavo.config.ts: BookOptions, every key optional, e.g.
// export default defineConfig({ title: "Waves", tabs: ["python", { id: "ts", label: "TypeScript" }] });

import { z } from "zod";

/** A tab's library: what its `//@save` cells become. */
export interface LibraryOptions {
  /** The module name by which cells import it: "waves/ts". */
  name: string;
  /** Its generated file, from the book's folder: "lib/ts.ts"; of a book with Python cells, a ".py". */
  file: string;
  /** A module written by hand, from the book's folder, that the generated file exports again: "lib/base/ts.ts". */
  base?: string;
}

/**
 * How the book's own names are shown: `d2l.ones(3)` as `torch.ones(3)`. A term is a name, or two: "concat -> cat".
 */
export interface AliasOptions {
  /** What the framework's module is called in code: "torch". */
  module?: string;
  /** `d2l.concat` is shown as `torch.cat`: "concat -> cat". */
  simple?: string[];
  /** `d2l.reduce_sum(x, 0)` is shown as `x.sum(0)`: "reduce_sum -> sum". */
  fluent?: string[];
  /** Calls with their arguments: "randn(size, device=None) -> np.random.randn(size=size, ctx=device)". */
  args?: string[];
  /** Regular expressions and what their matches are shown as: "d2l.size\\((\\w+)\\) -> \\1.size". */
  reverse?: string[];
  /** Lines of Python for the end of the library of Python cells. */
  definitions?: string[];
}

export interface TabOptions {
  /** What marks in chapters say; case does not count. */
  id: string;
  /** What readers see; by default the id, or a framework's own spelling where it is known. */
  label?: string;
  library?: LibraryOptions;
  /** How the library's names are shown in this tab's code. */
  aliases?: AliasOptions;
}

/** A link in the head of each page. */
export interface LinkOptions {
  label: string;
  /** `https://…`, or an address inside the site. */
  url: string;
}

/** What stands on every slide, as HTML. */
export interface SlideOptions {
  topLeft?: string;
  topRight?: string;
}

export interface LimitOptions {
  /** Seconds that one cell may take; 60 by default. */
  cellSeconds?: number;
  /** Seconds that one page and tab may take; 600 by default. */
  pageSeconds?: number;
  /** Memory of the process that runs a page and tab, in megabytes; 2048 by default. */
  memoryMegabytes?: number;
  /** Output of one cell that is kept, in kilobytes; 1024 by default. */
  outputKilobytes?: number;
  /** Seconds that a page may take to be parsed, and again to be woven; 10 by default. */
  parseSeconds?: number;
}

/** A book's configuration as its author writes it. */
export interface BookOptions {
  /** The book's title; by default the title of its index page. */
  title?: string;
  authors?: string[];
  /** One sentence for the home page and for search engines. */
  description?: string;
  /** BCP 47 language, "en" by default. */
  language?: string;
  /** Folder of the chapters, from the book's folder, which is the default. */
  source?: string;
  /** The page that holds the first table of contents, from `source`; "index.md" by default. */
  index?: string;
  /** Files below `source` that are no chapters: "drafts/**", "*.draft.md". READMEs and the like never are. */
  exclude?: string[];
  /** Where the site is written, from the book's folder; "dist" by default. */
  out?: string;
  /** The book's tabs, in the order in which they are shown. */
  tabs?: (string | TabOptions)[];
  /** What the saved cells of a book without tabs become. */
  library?: LibraryOptions;
  /** What marks saved code besides `@save`, in a comment: "Save to the package". */
  saveMark?: string;
  /** Tab of a cell without a mark: an id, or "all". By default the first tab, as d2lbook has it. */
  defaultTab?: string;
  /** BibTeX files, from the book's folder. */
  bibliography?: string | string[];
  /** Whether pages, figures, tables and equations are numbered; true by default. */
  numbering?: boolean;
  /** Seeds random numbers before each page and tab; 0 by default. */
  seed?: number;
  limits?: LimitOptions;
  /** The book's name in files: of its PDF, say. By default its title in lower case. */
  name?: string;
  /** The book's release, "1.0.3": at the foot of each page. */
  version?: string;
  /** Licence line for the foot of each page. */
  license?: string;
  /** Address of the book's repository, linked from the site's head. */
  repository?: string;
  /** Links in the head of each page. */
  links?: LinkOptions[];
  /** The site's icon, a file from the book's folder. */
  favicon?: string;
  /** A picture at the head of each page, before the title. */
  logo?: string;
  /** Style sheets of the book's own, from the book's folder; each may be a pattern. They come after the site's. */
  styles?: string[];
  /** Scripts of the book's own, likewise. */
  scripts?: string[];
  /** Files that the site takes along, from `source`, as patterns: "data/**". Pictures that pages show are taken anyway. */
  resources?: string[];
  /** Files that cells read, from `source`, as patterns: all cells run again when one of them has changed. */
  dependencies?: string[];
  /** Whether cells are run; true by default. */
  run?: boolean;
  /** Whether warnings are errors; false by default. */
  strict?: boolean;
  /** A file with a line `__version__ = "…"` that `octavo tangle` sets to `version`, in a book with a Python library. */
  versionFile?: string;
  slides?: SlideOptions;
  /**
   * Modules whose public names get reference pages, made from their docstrings: a name and its TypeScript file, from the book's folder,
   * `{ "waves/ts": "lib/ts.ts" }`. List `reference/index` in a table of contents.
   */
  reference?: Record<string, string>;
}

/** A path inside the book's folder, "/" between its parts, without "." or empty ones. "" where the folder itself may be meant. */
const path = z.string().transform((value, context) => {
  const parts = value.split("/").filter((part) => part !== "" && part !== ".");
  const fault = value.startsWith("/") || /^[a-z]:/i.test(value) || value.includes("\\") || parts.includes("..");
  if (!fault && !value.includes("\0")) return parts.join("/");
  context.addIssue({ code: "custom", message: 'a path inside the book\'s folder, with "/"', input: value });
  return z.NEVER;
});
const file = path.refine((value) => value !== "", { error: "a file's path" });

const library = z.strictObject({
  name: z
    .string()
    .regex(/^(@[\w.-]+\/)?[\w.-]+(\/[\w.-]+)*$/, { error: 'a module\'s name, as in "octavo/d2l/pytorch"' }),
  file: file.refine((value) => /\.(?:[cm]?ts|py)$/.test(value), { error: "a TypeScript file, or a Python one" }),
  base: file.refine((value) => /\.[cm]?ts$/.test(value), { error: "a TypeScript file" }).optional(),
});

const terms = z.array(z.string().trim().min(1)).optional();
const aliases = z.strictObject({
  module: z.string().optional(),
  simple: terms,
  fluent: terms,
  args: terms,
  reverse: terms,
  definitions: terms,
});

const id = z
  .string()
  .transform((value) => value.trim().toLowerCase())
  .refine((value) => /^[\p{L}\p{N}][\p{L}\p{N}_.+#-]*$/u.test(value) && value !== "all", {
    error: 'a tab\'s name: letters, digits and _ . + # -, and not "all"',
  });

const positive = z.number().positive({ error: "a number above 0" });

/** Checks what a config file exports; `satisfies` keeps its keys those of BookOptions. */
export const optionsSchema = z.strictObject({
  title: z.string().optional(),
  authors: z.array(z.string()).optional(),
  description: z.string().optional(),
  language: z.string().refine(isLanguage, { error: 'a language tag, such as "en" or "pt-BR"' }).optional(),
  source: path.optional(),
  index: file.optional(),
  exclude: z.array(z.string()).optional(),
  out: file.optional(),
  library: library.optional(),
  saveMark: z.string().optional(),
  tabs: z
    .array(
      z.union([
        id,
        z.strictObject({ id, label: z.string().optional(), library: library.optional(), aliases: aliases.optional() }),
      ]),
    )
    .optional(),
  defaultTab: z
    .string()
    .transform((value) => value.trim().toLowerCase())
    .optional(),
  bibliography: z.union([file, z.array(file)]).optional(),
  numbering: z.boolean().optional(),
  seed: z.int().min(0).max(0xffffffff).optional(),
  limits: z
    .strictObject({
      cellSeconds: positive.optional(),
      pageSeconds: positive.optional(),
      memoryMegabytes: positive.optional(),
      outputKilobytes: positive.optional(),
      parseSeconds: positive.optional(),
    })
    .optional(),
  name: z
    .string()
    .refine((value) => /^[^\\/\0]+$/.test(value) && !/^\.+$/.test(value), {
      error: "a name for files, without slashes",
    })
    .optional(),
  version: z.string().optional(),
  license: z.string().optional(),
  repository: z
    .union([z.literal(""), z.url({ protocol: /^https?$/, error: "an address that starts with https://" })])
    .optional(),
  links: z.array(z.strictObject({ label: z.string(), url: z.string() })).optional(),
  favicon: file.optional(),
  logo: file.optional(),
  styles: z.array(file).optional(),
  scripts: z.array(file).optional(),
  resources: z.array(z.string()).optional(),
  dependencies: z.array(z.string()).optional(),
  run: z.boolean().optional(),
  strict: z.boolean().optional(),
  versionFile: file.optional(),
  slides: z.strictObject({ topLeft: z.string().optional(), topRight: z.string().optional() }).optional(),
  reference: z
    .record(
      z.string(),
      file.refine((value) => /\.[cm]?ts$/.test(value), { error: "a TypeScript file" }),
    )
    .optional(),
} satisfies Record<keyof BookOptions, z.ZodType>);

/** Options that have been checked: paths are normal, ids lower case. */
export type CheckedOptions = z.output<typeof optionsSchema>;

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
