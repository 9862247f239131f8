// The one script that runs before the first paint, and the page's policy, which names it by hash.

import { createHash } from "node:crypto";

/**
 * Says that scripts run, and which theme and tab were chosen. The tab in the address wins over the remembered one; on a page
 * that has neither, its first tab is shown.
 */
export const early =
  '(()=>{const d=document.documentElement,s=k=>{try{return localStorage.getItem(k)}catch{return null}};d.classList.add("js");' +
  'const m=s("octavo-theme");if(m==="light"||m==="dark")d.dataset.theme=m;' +
  'const t=(d.dataset.tabs||"").split(" "),q=new URLSearchParams(location.search).get("tab"),i=t.indexOf(q),j=t.indexOf(s("octavo-tab"));' +
  "d.dataset.tab=i>=0?i:Math.max(0,j)})()";

/** Nothing from elsewhere, no code that is not in the site's own files. KaTeX sets widths and heights in style attributes. */
export const policy = [
  "default-src 'none'",
  `script-src 'self' ${hashOf(early)}`,
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** What a policy calls a script or a style that stands in the page. */
export function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
