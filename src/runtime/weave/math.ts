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

/** MathJax, which the format's own sites use, lets a formula name itself; here `:eqlabel:` does. */
const ownLabel = /\\label\s*\{[^{}]*\}/g;

function render(written: string, displayMode: boolean): Rendered {
  const tex = written.replace(ownLabel, "");
  const rendered = set(tex, displayMode);
  // Those sites put lines into `split`, so that `&` aligns them without an environment.
  const isAligned = displayMode && "error" in rendered && /got '&'/.test(rendered.error) && tex.includes("\\\\");
  const aligned = isAligned ? set(`\\begin{split}${tex}\\end{split}`, displayMode) : rendered;
  return "html" in aligned ? aligned : rendered;
}

function set(tex: string, displayMode: boolean): Rendered {
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
    if (html.length > largest) return { error: `A formula's HTML has at most ${largest / 1024} kB` };
    return { html: displayMode ? withHeight(html) : html };
  } catch (error) {
    if (error instanceof katex.ParseError) return { error: messageOf(error, tex) };
    // Not only its own errors: deep nesting overflows the stack, and some input meets KaTeX's own bugs.
    return { error: error instanceof RangeError ? "The formula nests too deep" : "KaTeX cannot set this formula" };
  }
}

/**
 * A display says its height in em of its own font: the styles keep that much room for it while it is off the screen,
 * so that a page is as long before its formulas are laid out as after. The height is that of KaTeX's struts, which
 * stand in every part of the line, and of the line itself.
 */
function withHeight(html: string): string {
  let above = 0.9;
  let below = 0.3;
  for (const [, height, shift] of html.matchAll(
    /class="katex-strut" style="height:([\d.]+)em;(?:vertical-align:-([\d.]+)em)?/g,
  )) {
    const depth = Number(shift ?? 0);
    above = Math.max(above, Number(height) - depth);
    below = Math.max(below, depth);
  }
  const high = Math.round((above + below) * 100) / 100;
  return html.replace('<span class="katex-display">', `<span class="katex-display" style="--high:${high}">`);
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
