// Facts of all pages -> Book: the stage's parts in the order in which they work.

import type { Config } from "../config/index.ts";
import { compareDiagnostics, type Diagnostic } from "../diagnostic.ts";
import type { Facts } from "../source/index.ts";
import { readBibliographies } from "./bibliography.ts";
import { citationsOf } from "./citations.ts";
import type { Book, BookPage } from "./model.ts";
import { numberPages } from "./number.ts";
import { orderPages } from "./order.ts";
import { checkPaths } from "./paths.ts";
import { checkReferences } from "./references.ts";
import { targetsOf } from "./targets.ts";
import { titleOf, withShownTexts } from "./titles.ts";
import { urlsOf } from "./urls.ts";

/** What binding asks of the book's folder. */
export interface BookFiles {
  /** Whether there is a file or folder, from the book's root. */
  exists(path: string): boolean;
  /** Texts of the bibliography files, by path from the root; those that cannot be read are not there. */
  readonly bibliographies: ReadonlyMap<string, string>;
}

/** Puts pages in order, numbers them and what is on them, and resolves what they refer to. */
export function bind(facts: readonly Facts[], config: Config, files: BookFiles): Book {
  const byPath = new Map(facts.map((page) => [page.path, withShownTexts(page)]));
  const { order, contents, parents, diagnostics: ofOrder } = orderPages(byPath, config, files);
  const inOrder = order.map((path) => byPath.get(path)).filter((page) => page !== undefined);
  const numbers = numberPages(inOrder, contents, config);
  const urls = urlsOf(order, config);
  const { targets, diagnostics: ofLabels } = targetsOf(inOrder, numbers, urls, config);
  const { uses, diagnostics: ofReferences } = checkReferences(inOrder, targets);
  const { entries, diagnostics: ofBibliographies } = readBibliographies(config, files);
  const { citations, diagnostics: ofCitations } = citationsOf(inOrder, entries, files, config);

  const pages = new Map<string, BookPage>();
  for (const [i, page] of inOrder.entries()) {
    const { title, text } = titleOf(page);
    const [previous, next, parent] = [order[i - 1], order[i + 1], parents.get(page.path)];
    pages.set(page.path, {
      path: page.path,
      url: urls.get(page.path) ?? "",
      number: numbers.get(page.path)?.number ?? "",
      title,
      text,
      ...(parent !== undefined && { parent }),
      ...(previous !== undefined && { previous }),
      ...(next !== undefined && { next }),
      targets: numbers.get(page.path)?.targets ?? new Map(),
      uses: uses.get(page.path) ?? [],
    });
  }
  const diagnostics: readonly Diagnostic[] = [
    ...ofOrder,
    ...ofLabels,
    ...ofReferences,
    ...checkPaths(inOrder, urls, files),
    ...ofBibliographies,
    ...ofCitations,
  ].sort(compareDiagnostics);
  const bibliographyPage = inOrder.find(({ bibliographies }) => bibliographies.length > 0)?.path;
  return {
    order,
    contents,
    pages,
    targets,
    citations,
    ...(bibliographyPage !== undefined && { bibliographyPage }),
    diagnostics,
  };
}
