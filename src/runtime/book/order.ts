// The reading order: the index page's tables of contents, followed from page to page.

import type { Config } from "../config/index.ts";
import { type Diagnostic, nearest, startOf } from "../diagnostic.ts";
import { placeName } from "../frame.ts";
import type { Facts, PathUse } from "../source/index.ts";
import type { BookFiles } from "./bind.ts";
import type { Entry } from "./model.ts";

export interface Order {
  readonly order: readonly string[];
  readonly contents: readonly Entry[];
  /** The page whose contents list a page. */
  readonly parents: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Orders the pages; what no table lists comes last, by path. */
export function orderPages(pages: ReadonlyMap<string, Facts>, config: Config, files: BookFiles): Order {
  const order: string[] = [];
  const parents = new Map<string, string>();
  const listed = new Map<string, PathUse>();
  const diagnostics: Diagnostic[] = [];

  /** The entries of a page's tables; `above`: the pages whose tables lead here. */
  function entriesOf(page: Facts, above: readonly string[]): readonly Entry[] {
    order.push(page.path);
    const entries: Entry[] = [];
    const notebooks: PathUse[] = [];
    for (const use of page.tocs.flatMap((toc) => toc.entries)) {
      const child = pages.get(use.path);
      const first = listed.get(use.path);
      if (!child) {
        if (files.exists(notebookOf(use))) notebooks.push(use);
        else if (pages.size > 1 || !files.exists(use.path)) diagnostics.push(noPage(use, pages, files));
      } else if (above.includes(use.path) || use.path === page.path) {
        diagnostics.push(wrong(use, `The contents go in a circle: \`${use.path}\` lists this page`));
      } else if (first) {
        diagnostics.push(wrong(use, `\`${use.path}\` is in the contents already, at ${placeName(first.place)}`));
      } else {
        listed.set(use.path, use);
        parents.set(use.path, page.path);
        entries.push({ page: use.path, children: entriesOf(child, [...above, page.path]) });
      }
    }
    if (notebooks.length > 0) diagnostics.push(areNotebooks(notebooks));
    return entries;
  }

  const index = pages.get(config.index);
  const contents = index ? entriesOf(index, []) : [];
  const rest = [...pages.keys()].filter((path) => path !== config.index && !listed.has(path)).sort();
  if (!index) {
    const message = `The book has no index page \`${config.index}\`, so its pages have no order`;
    const hint = 'Write it with a table of contents, or name another page as "index" in the configuration.';
    diagnostics.push({ severity: "error", rule: "page-is-in-toc", message, hint, place: startOf(config.index) });
  }
  for (const path of index ? rest : []) {
    const message = `\`${path}\` is in no table of contents`;
    diagnostics.push({ severity: "warning", rule: "page-is-in-toc", message, place: startOf(path) });
  }
  return { order: [...order, ...rest], contents, parents, diagnostics };
}

function wrong({ place }: PathUse, message: string): Diagnostic {
  return { severity: "error", rule: "toc-entry-exists", message, place };
}

function notebookOf({ path }: PathUse): string {
  return path.replace(/\.md$/, ".ipynb");
}

/** One fault for all of a page's: the author chose that format, once. */
function areNotebooks(uses: readonly PathUse[]): Diagnostic {
  const [first] = uses as [PathUse];
  const others = uses.length > 1 ? ` and ${uses.length - 1} more` : "";
  const message = `The contents list \`${notebookOf(first)}\`${others}, but a chapter is a markdown file`;
  return { ...wrong(first, message), severity: "warning", hint: "Notebooks become chapters with `jupytext --to md`." };
}

function noPage(use: PathUse, pages: ReadonlyMap<string, Facts>, files: BookFiles): Diagnostic {
  if (files.exists(use.path)) return wrong(use, `\`${use.path}\` is not a page of this book`);
  const fault = wrong(use, `The contents list \`${use.written}\`, but there is no \`${use.path}\``);
  const near = nearest(use.path, pages.keys());
  return near === undefined ? fault : { ...fault, hint: `Did you mean \`${near}\`?` };
}
