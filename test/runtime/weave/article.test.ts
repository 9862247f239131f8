// Each construct of a page as HTML: fixtures/<name>/input.md -> page.html, the article alone.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fixtureOutcomes, pictures } from "./outcomes.ts";
import { printHtml } from "./print-html.ts";
import { weaveBook } from "./weave.ts";

const bibliography = `
@article{Vapnik.1992, author = {Vapnik, Vladimir}, title = {Principles of risk minimization}, year = 1992, journal = {Advances in Learning}}
@book{Boyd.Vandenberghe.2004, author = {Boyd, Stephen and Vandenberghe, Lieven}, title = {Convex Optimization}, year = 2004, publisher = {Cambridge}}`;

for (const name of [
  "text",
  "math",
  "figures",
  "references",
  "lists",
  "html",
  "cells",
  "outputs",
  "tabs",
  "tabs-prose",
  "dashes",
])
  test(`weaves "${name}"`, async () => {
    const folder = new URL(`fixtures/${name}/`, import.meta.url);
    const { article } = weaveBook({
      pages: { "input.md": readFileSync(new URL("input.md", folder), "utf8") },
      bibliography,
      outcomes: { "input.md": fixtureOutcomes[name] ?? {} },
      files: pictures,
    });
    await expect(printHtml(article("input.md"))).toMatchFileSnapshot(new URL("page.html", folder).pathname);
  });
