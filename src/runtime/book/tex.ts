// TeX in bibliographies as plain text, in runs: "M{\"u}ller's \emph{Theory}" -> "Müller's ", "Theory" (italic).

import type { ReferenceRun } from "./model.ts";

/** Accents: the command's character -> Unicode's combining one. */
const accents: Readonly<Record<string, string>> = {
  "`": "\u0300",
  "'": "\u0301",
  "^": "\u0302",
  "~": "\u0303",
  "=": "\u0304",
  u: "\u0306",
  ".": "\u0307",
  '"': "\u0308",
  r: "\u030a",
  H: "\u030b",
  v: "\u030c",
  d: "\u0323",
  c: "\u0327",
  k: "\u0328",
  b: "\u0331",
};

/** Commands that stand for a character. */
const characters: Readonly<Record<string, string>> = {
  ss: "ß",
  ae: "æ",
  AE: "Æ",
  oe: "œ",
  OE: "Œ",
  aa: "å",
  AA: "Å",
  o: "ø",
  O: "Ø",
  l: "ł",
  L: "Ł",
  i: "ı",
  j: "ȷ",
  dh: "ð",
  DH: "Ð",
  th: "þ",
  TH: "Þ",
  textendash: "–",
  textemdash: "—",
  textquoteright: "’",
  textquoteleft: "‘",
  textquotedblleft: "“",
  textquotedblright: "”",
  textasciitilde: "~",
  textunderscore: "_",
  textbackslash: "\\",
  textregistered: "®",
  texttrademark: "™",
  textdegree: "°",
  ldots: "…",
  dots: "…",
  S: "§",
  P: "¶",
  pounds: "£",
  copyright: "©",
  LaTeX: "LaTeX",
  TeX: "TeX",
  alpha: "α",
  beta: "β",
  gamma: "γ",
  delta: "δ",
  epsilon: "ε",
  varepsilon: "ε",
  zeta: "ζ",
  eta: "η",
  theta: "θ",
  kappa: "κ",
  lambda: "λ",
  mu: "μ",
  nu: "ν",
  xi: "ξ",
  pi: "π",
  rho: "ρ",
  sigma: "σ",
  tau: "τ",
  phi: "φ",
  varphi: "φ",
  chi: "χ",
  psi: "ψ",
  omega: "ω",
  Gamma: "Γ",
  Delta: "Δ",
  Theta: "Θ",
  Lambda: "Λ",
  Sigma: "Σ",
  Phi: "Φ",
  Omega: "Ω",
  ell: "ℓ",
  infty: "∞",
  times: "×",
  cdot: "·",
  pm: "±",
  leq: "≤",
  geq: "≥",
  neq: "≠",
  approx: "≈",
  sim: "∼",
  to: "→",
  rightarrow: "→",
};

/** Commands whose argument is italic, and those after which the rest of the group is. */
const italics = new Set(["emph", "textit", "textsl"]);
const italicsOn = new Set(["em", "it", "itshape", "sl"]);
const raised: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from("0123456789+-n", (c, i) => [c, [..."⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ"][i] ?? c]),
);
const lowered: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from("0123456789+-", (c, i) => [c, [..."₀₁₂₃₄₅₆₇₈₉₊₋"][i] ?? c]),
);

/** A field's value as runs of text; braces go, commands that are not known leave their argument. */
export function runsOfTex(written: string): readonly ReferenceRun[] {
  // Google Scholar writes the braces that keep the case as formulas: $\{$USENIX$\}$.
  const tex = written.replace(/\$\\([{}])\$/g, "");
  const runs: { text: string; italic: boolean }[] = [];
  // What groups are open: whether each is italic. Linear: every step takes at least one character.
  const groups: boolean[] = [];
  let inMath = false;
  let pending: "accent" | "italic" | "raised" | "lowered" | undefined;
  let accent = "";

  const put = (text: string) => {
    let shown = text;
    if (pending === "accent" && text.trim() !== "") {
      const base = text === "ı" ? "i" : text === "ȷ" ? "j" : text;
      shown = `${base}${accent}`.normalize("NFC");
      pending = undefined;
    } else if (pending === "raised" || pending === "lowered") {
      shown = (pending === "raised" ? raised : lowered)[text] ?? `${pending === "raised" ? "^" : "_"}${text}`;
      pending = undefined;
    }
    const isItalic = groups.includes(true);
    const last = runs.at(-1);
    if (last && last.italic === isItalic) last.text += shown;
    else runs.push({ text: shown, italic: isItalic });
  };

  const token = /\\([a-zA-Z]+)[ \t\r\n]*|\\(.)|---?|``|''|[{}$~^_]|[ \t\r\n]+|[\s\S]/gu;
  for (const [all, command, symbol] of tex.matchAll(token)) {
    if (command !== undefined) {
      if (italics.has(command)) pending = "italic";
      else if (italicsOn.has(command)) groups.fill(true, groups.length - 1);
      else if (command in accents && !inMath) [pending, accent] = ["accent", accents[command] ?? ""];
      else put(characters[command] ?? "");
    } else if (symbol !== undefined) {
      if (symbol in accents && !inMath) [pending, accent] = ["accent", accents[symbol] ?? ""];
      else if (!/[-,;:!/()[\]\\]/.test(symbol)) put(symbol);
    } else if (all === "{") {
      groups.push(pending === "italic");
      if (pending === "italic") pending = undefined;
    } else if (all === "}") groups.pop();
    else if (all === "$") inMath = !inMath;
    else if (all === "~") put("\u00a0");
    else if (inMath && all === "^") pending = "raised";
    else if (inMath && all === "_") pending = "lowered";
    else if (all === "---") put("—");
    else if (all === "--") put("–");
    else if (all === "``") put("“");
    else if (all === "''") put("”");
    else if (/^\s+$/.test(all)) {
      if (!inMath) put(" ");
    } else put(all);
  }
  return runs
    .filter(({ text }) => text !== "")
    .map(({ text, italic: isItalic }) => (isItalic ? { text, italic: true } : { text }));
}

/** The same as one string, spaces at its ends taken off. */
export function textOfTex(tex: string): string {
  return runsOfTex(tex)
    .map(({ text }) => text)
    .join("")
    .trim();
}
