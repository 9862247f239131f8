// Formulas as HTML and MathML by KaTeX, at build; bounded before and after, since KaTeX itself has no limits on length, depth and size.

import katex from "katex";

/** A formula as HTML, or what is wrong with it. */
export type Rendered = { readonly html: string } | { readonly error: string };

const longest = 10_000;
const deepest = 100;
const largest = 512 * 1024;

const known = new Map<string, Rendered>();

/** Renders TeX; the same formula is rendered once. */
export function renderMath(tex: string, display: boolean): Rendered {
  const key = `${display ? "D" : "I"}${tex}`;
  const found = known.get(key);
  if (found) return found;
  const rendered = render(tex, display);
  // A book repeats its formulas; a process that serves many books must not keep all of them.
  if (known.size > 20_000) known.clear();
  known.set(key, rendered);
  return rendered;
}

function render(tex: string, displayMode: boolean): Rendered {
  if (tex.length > longest)
    return { error: `A formula has ${longest} characters at the most; this one has ${tex.length}` };
  if (depthOf(tex) > deepest) return { error: `A formula's braces nest ${deepest} deep at the most` };
  try {
    const html = katex.renderToString(tex, {
      displayMode,
      output: "htmlAndMathml",
      throwOnError: true,
      strict: "ignore",
      trust: false,
      maxExpand: 1000,
      maxSize: 50,
      // A fresh object: \gdef must not reach the next formula.
      macros: {},
    });
    return html.length > largest ? { error: "The formula is too large to be shown" } : { html };
  } catch (error) {
    if (error instanceof katex.ParseError) return { error: error.rawMessage };
    if (error instanceof RangeError) return { error: "The formula nests too deep" };
    throw error;
  }
}

function depthOf(tex: string): number {
  let depth = 0;
  let most = 0;
  for (let i = 0; i < tex.length; i++) {
    if (tex[i] === "\\") i += 1;
    else if (tex[i] === "{") most = Math.max(most, ++depth);
    else if (tex[i] === "}") depth -= 1;
  }
  return most;
}
