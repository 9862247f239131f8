// Parsing of texts that a look ahead or a search for a partner could read again and again: how many times as long eight times the
// text takes. About 8 is linear, 64 would be each part looking at all others.

import { parse } from "../../src/runtime/source/index.ts";
import { config } from "../runtime/source/pages.ts";
import { timeOf } from "./measure/timing.ts";
import type { Row } from "./rows.ts";

export const name = "parse";

const long: Readonly<Record<string, (n: number) => string>> = {
  "dollars without partners": (n) => "$x ".repeat(n),
  "double dollars on lines": (n) => "$$\n".repeat(n),
  "formulas with list items": (n) => `x $$a\n${"- b\n".repeat(n)}$$`,
  "lists that open formulas": (n) => "* $$x\n".repeat(n),
  "slide marks": (n) => "[**x**] ".repeat(n),
  "slide marks without partners": (n) => "[**x\n\n".repeat(n),
  "roles without ends": (n) => ":numref:`".repeat(n),
  "labels of nothing": (n) => ":label:`x`\n".repeat(n),
  "tab blocks without ends": (n) => ":begin_tab:`mxnet`\n".repeat(n),
  "ends without tab blocks": (n) => ":end_tab:\n".repeat(n),
  "rows with bars in formulas": (n) => `| a | b |\n|---|---|\n${"| $a|b$ | x |\n".repeat(n)}`,
  "captions without tables": (n) => ": a\n\n".repeat(n),
  "images in one paragraph": (n) => "![a](b)\n".repeat(n),
  "addresses in an open bracket": (n) => `[${"http://x.y/:ref:`a` ".repeat(n)}`,
  "lines of one cell": (n) => `\`\`\`{.python .input}\n${"x = 1 #@save\n".repeat(n)}\`\`\`\n`,
};

export async function run(): Promise<readonly Row[]> {
  return Object.entries(long).map(([workload, text]) => {
    const time = (n: number) => timeOf(() => parse("page.md", text(n), config), { warm: 60, slice: 20, slices: 5 });
    const short = time(200);
    return {
      workload: `parse ${workload}`,
      peer: "octavo",
      value: time(1600) / short,
      unit: "× for 8 × the text",
      better: "lower",
      timesAsFast: null,
    };
  });
}
