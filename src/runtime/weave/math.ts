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
  // A book repeats its formulas, most of them soon; memory must not grow with the book.
  if (known.size > 4000) known.clear();
  known.set(key, rendered);
  return rendered;
}

function render(tex: string, displayMode: boolean): Rendered {
  if (tex.length > longest) return { error: `A formula has at most ${longest} characters; this one has ${tex.length}` };
  if (depthOf(tex) > deepest) return { error: `A formula's groups nest at most ${deepest} deep` };
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
    return html.length > largest ? { error: `A formula's HTML has at most ${largest / 1024} kB` } : { html };
  } catch (error) {
    if (error instanceof katex.ParseError) return { error: messageOf(error, tex) };
    // Not only its own errors: deep nesting overflows the stack, and some input meets KaTeX's own bugs.
    return { error: error instanceof RangeError ? "The formula nests too deep" : "KaTeX cannot set this formula" };
  }
}

/** "Undefined control sequence: \foo, at `\foo + 1`" */
function messageOf({ rawMessage, position }: katex.ParseError, tex: string): string {
  const message = rawMessage.replace(/\.$/, "");
  const near =
    position === undefined
      ? ""
      : tex
          .slice(position, position + 24)
          .split("\n")[0]
          ?.trim();
  return near ? `${message}, at \`${near}\`` : message;
}

/** How deep braces, \left and \begin nest. */
function depthOf(tex: string): number {
  let depth = 0;
  let most = 0;
  for (const [token] of tex.matchAll(/\\(?:left|begin|right|end)(?![a-zA-Z])|\\[\s\S]|[{}]/g)) {
    if (token === "{" || token === "\\left" || token === "\\begin") most = Math.max(most, ++depth);
    else if (token === "}" || token === "\\right" || token === "\\end") depth -= 1;
  }
  return most;
}
