// The book's configuration, all defaults filled in: Config. What authors write is BookOptions (options.ts).

/** One of the book's tabs: a framework, a language, a variant. */
export interface Tab {
  /** What marks in chapters say, lower case: "pytorch". */
  readonly id: string;
  /** What readers see: "PyTorch". */
  readonly label: string;
  /** The library that the tab's `//@save` cells become; absent when the book saves nothing. */
  readonly library?: Library;
  /** How code is shown in this tab; absent when nothing is renamed. */
  readonly aliases?: Aliases;
}

/** One name, or pattern, and what is shown instead. */
export interface Renaming {
  readonly from: string;
  readonly to: string;
}

/** What the names of the book's library are shown as in one tab. */
export interface Aliases {
  /** "torch" */
  readonly module: string;
  /** `d2l.concat` -> `torch.cat`: { from: "concat", to: "cat" } */
  readonly simple: readonly Renaming[];
  /** `d2l.reduce_sum(x, 0)` -> `x.sum(0)`: { from: "reduce_sum", to: "sum" } */
  readonly fluent: readonly Renaming[];
  /** { from: "randn(size, device=None)", to: "np.random.randn(size=size, ctx=device)" } */
  readonly args: readonly Renaming[];
  /** Regular expressions, with \\1 for their groups. */
  readonly reverse: readonly Renaming[];
  /** Lines of Python for the library's end. */
  readonly definitions: readonly string[];
}

/** A tangled library. */
export interface Library {
  /** The module name by which cells import it: "octavo/d2l/pytorch". */
  readonly name: string;
  /** Its generated file, from the book's root folder: "src/library/d2l/pytorch.ts", or "d2l/torch.py" of Python cells. */
  readonly file: string;
  /** A module written by hand that the generated file exports again, from the book's root; absent when there is none. */
  readonly base?: string;
}

/** A tab with a library; of a book without tabs, the one that its pages are compiled for, "". */
export type LibraryTab = Tab & { readonly library: Library };

/** Bounds on what a cell may do, and on what a page may cost. */
export interface Limits {
  /** Seconds that one cell may take; `//@timeout` overrides it. */
  readonly cellSeconds: number;
  /** Seconds that one page and tab may take. */
  readonly pageSeconds: number;
  /** Resident memory of the process that runs a page and tab, array buffers counted, in megabytes. */
  readonly memoryMegabytes: number;
  /** Captured output of one cell, in kilobytes; more is cut, and said so. */
  readonly outputKilobytes: number;
  /** Seconds that a page may take to be parsed, and again for its programs and its weave; then it is shown as its text. */
  readonly parseSeconds: number;
}

/** A book's configuration. Plain data without absolute paths: it is part of cache keys. */
export interface Config {
  /** "" when none is given: the index page's title stands in. */
  readonly title: string;
  readonly authors: readonly string[];
  /** One sentence for the home page and for search engines. */
  readonly description: string;
  /** BCP 47 language of the book, "en". */
  readonly language: string;
  /** Folder of the chapters, from the book's root, "" for the root itself. Page paths are relative to the root and hold it: "chapters/index.md". */
  readonly source: string;
  /** The page at the root of the tables of contents, from the book's root: "chapters/index.md". */
  readonly index: string;
  /** Where `octavo build` writes the site, from the root: "dist". */
  readonly out: string;
  /** In the order in which they are shown. Empty: pages declare their own. */
  readonly tabs: readonly Tab[];
  /** What the saved cells of pages without tabs become, in a book that declares none; absent when it saves nothing. */
  readonly library?: Library;
  /** What else than `@save` marks saved code, in a comment; "" for nothing. */
  readonly saveMark: string;
  /** Tab of a cell without a mark: an id, or "all"; "" is the page's first tab, in books that declare none. */
  readonly defaultTab: string;
  /** BibTeX files, from the root. */
  readonly bibliography: readonly string[];
  /** Whether pages, figures, tables and equations are numbered. */
  readonly numbering: boolean;
  /** Seeds `Math.random` and the library's generators before each page and tab. */
  readonly seed: number;
  readonly limits: Limits;
  /** The book's name in files, "d2l-en". */
  readonly name: string;
  /** The book's release, "" for none. */
  readonly version: string;
  /** Licence line for the foot of each page, "" for none. */
  readonly license: string;
  /** Address of the book's repository, "" for none: linked from the site's head. */
  readonly repository: string;
  /** In the head of each page; an address without a scheme is from the site's root. */
  readonly links: readonly { readonly label: string; readonly url: string }[];
  /** The site's icon, from the root; "" for Octavo's. */
  readonly favicon: string;
  /** A picture before the title, from the root; "" for none. */
  readonly logo: string;
  /** Style sheets of the book's own, from the root. */
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
  /** A hash of the files that cells read, as far as the author says; "" when none are said. */
  readonly dependencies: string;
  /** False: nothing is run. */
  readonly run: boolean;
  /** Warnings are errors. */
  readonly strict: boolean;
  /** The file whose `__version__` tangling sets, from the root; "" for none. */
  readonly versionFile: string;
  /** HTML of each slide's upper corners. */
  readonly slides: { readonly topLeft: string; readonly topRight: string };
  /** Modules whose public names get pages of their own, below `reference/` in `source`: a name and its TypeScript file, from the root. */
  readonly reference: readonly { readonly name: string; readonly file: string }[];
  /**
   * When the book's folder is a package: its own modules by name, "octavo/torch" -> "src/library/torch/index.ts", where
   * its exports name a TypeScript source. A tangled library imports these by path, since it lies in that package itself.
   */
  readonly modules?: Readonly<Record<string, string>>;
}

/** The libraries of a book, each with its tab. */
export function librariesOf({ tabs, library }: Config): readonly LibraryTab[] {
  const own = library && tabs.length === 0 ? [{ id: "", label: "", library }] : [];
  return [...own, ...tabs.flatMap((tab) => (tab.library ? [{ ...tab, library: tab.library }] : []))];
}
