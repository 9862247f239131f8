// A page's policy: nothing from elsewhere and no code but the site's own, except for what the book's author put there:
// a picture at https://example.org, a frame, a script in raw HTML, a font that a style sheet of the book names.

import { createHash } from "node:crypto";
import { early } from "./early.ts";

/** What of a page comes from its author. */
export interface AuthorsOwn {
  /** The page's main part as HTML. */
  readonly html: string;
  /** Texts of the book's style sheets and scripts. */
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
}

/** Where the policy will stand in a page that is made before it. */
export const policyMark = "octavo-policy";

/** KaTeX sets widths and heights in style attributes. */
export function policyOf({ html, styles, scripts }: AuthorsOwn): string {
  const directives: Record<string, Set<string>> = {
    "default-src": new Set(["'none'"]),
    "script-src": new Set(["'self'", hashOf(early)]),
    "style-src": new Set(["'self'"]),
    "style-src-attr": new Set(["'unsafe-inline'"]),
    "img-src": new Set(["'self'", "data:"]),
    "font-src": new Set(["'self'"]),
    "connect-src": new Set(["'self'"]),
  };
  const allow = (name: string, source: string | undefined) => {
    if (source === undefined) return;
    directives[name] ??= new Set();
    directives[name].add(source);
  };
  for (const [, name = "", attributes = ""] of html.matchAll(loading)) {
    const directive = directiveOf(name.toLowerCase(), attributes);
    for (const [, address = ""] of attributes.matchAll(/\b(?:src|srcset|poster|data|href)\s*=\s*["']?([^"'\s>]*)/g))
      if (directive) allow(directive, originOf(address) ?? (directive in directives ? undefined : "'self'"));
  }
  for (const [, name = "", attributes = "", text = ""] of html.matchAll(inline))
    if (!/\bsrc\s*=/.test(attributes))
      allow(name.toLowerCase() === "script" ? "script-src" : "style-src", hashOf(text));
  for (const text of styles)
    for (const [, address = ""] of text.matchAll(/url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)/g)) {
      const origin = originOf(address);
      for (const name of ["style-src", "font-src", "img-src"]) allow(name, origin);
    }
  for (const text of scripts)
    for (const [address] of text.matchAll(/(?:https?:)?\/\/[\w.-]+\.[a-z]{2,}\b/g)) {
      const origin = originOf(address);
      for (const name of ["script-src", "connect-src", "img-src"]) allow(name, origin);
    }
  const all = Object.entries(directives).map(([name, sources]) => `${name} ${[...sources].join(" ")}`);
  return [...all, "base-uri 'none'", "form-action 'none'"].join("; ");
}

/** What a policy calls a script or a style that stands in the page. */
export function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

/** Start tags of elements that load something; what their attributes hold is short. */
const loading = /<(img|source|video|audio|track|iframe|embed|object|script|link)\b([^>]{0,4000})>/gi;
const inline = /<(script|style)\b([^>]{0,4000})>([\s\S]*?)<\/\1>/gi;

function directiveOf(element: string, attributes: string): string | undefined {
  if (element === "img") return "img-src";
  if (element === "iframe") return "frame-src";
  if (element === "script") return "script-src";
  if (element === "embed" || element === "object") return "object-src";
  if (element === "link") return /\brel\s*=\s*"?stylesheet/.test(attributes) ? "style-src" : undefined;
  return "media-src";
}

/** "https://example.org" of an address that leads elsewhere. */
function originOf(address: string): string | undefined {
  const [, scheme, host] = /^\s*(https?:)?\/\/([\w.:-]+)/.exec(address) ?? [];
  return host === undefined ? undefined : `${scheme ?? "https:"}//${host}`;
}
