// One chapter file to a Page: its syntax once, then the passes over its tree, each with one subject.

import type { Config } from "../config/model.ts";
import type { Page } from "./model.ts";
import { liftRoles } from "./page/block-roles.ts";
import { checkRoles } from "./page/broken-roles.ts";
import { cutCells } from "./page/cells.ts";
import { collectFacts } from "./page/facts.ts";
import { checkFences } from "./page/fences.ts";
import { makeFigures } from "./page/figures.ts";
import { takeForeignTags } from "./page/foreign-tags.ts";
import { takeFrontMatter } from "./page/front-matter.ts";
import { attachRoles } from "./page/labels.ts";
import { joinLines } from "./page/line-joining.ts";
import { notesOn } from "./page/notes.ts";
import { takeRaws } from "./page/raw.ts";
import { pairSlideMarks } from "./page/slide-marks.ts";
import { attachTableCaptions } from "./page/table-captions.ts";
import { resolveTabs } from "./page/tabs.ts";
import { tidy } from "./page/tidy.ts";
import { takeTocs } from "./page/toc.ts";
import { parseMarkdown } from "./syntax/index.ts";

/**
 * Parses the chapter file `path` (from the book's root, with "/"). Whatever the text is, there is a page: what is wrong
 * with it is in its diagnostics.
 */
export function parse(path: string, text: string, config: Config): Page {
  const source = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const notes = notesOn(path, source);
  const tree = parseMarkdown(source);

  const { tabs: ownTabs, numbered } = takeFrontMatter(tree, notes);
  tidy(tree, notes);
  checkFences(tree, notes);
  takeForeignTags(tree, notes);
  makeFigures(tree);
  pairSlideMarks(tree);
  liftRoles(tree, notes);
  attachTableCaptions(tree);
  checkRoles(tree, notes);
  const labels = attachRoles(tree, notes);
  const tocs = takeTocs(tree, notes);
  takeRaws(tree, notes);
  joinLines(tree);
  const { cells: written, declared, naming } = cutCells(tree, config.saveMark, notes);
  const { tabs, cells } = resolveTabs(tree, written, ownTabs ?? declared, config, notes);
  const facts = collectFacts(tree, { tabs, cells, naming, tocs, labels, numbered }, notes);

  if (!tree.children.some((node) => node.type === "heading")) {
    const message = "the page has no title";
    notes.report("warning", "page-has-title", notes.place({ start: 0, end: 0 }), message, "start it with `# Title`");
  }
  return { path, tree, tabs, cells, facts, diagnostics: notes.diagnostics() };
}
