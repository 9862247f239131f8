// The page for addresses that have none. A host serves it for any address, and it cannot know how deep that lies:
// its style stands in it, and its script looks upwards for the book.

import type { Root } from "hast";
import { toHtml } from "hast-util-to-html";
import { h } from "hastscript";
import type { Config } from "../config/index.ts";
import { wordsOf } from "../language/index.ts";
import { rawHtml } from "./context.ts";
import { languageAttributes } from "./page.ts";
import { hashOf } from "./policy.ts";

const style =
  "html{color-scheme:light dark;background:light-dark(#fdfcfb,#111418);color:light-dark(#1e2127,#dedcd8);font:1.125rem/1.6 Georgia,serif}" +
  "main{max-width:34rem;margin:18vh auto;padding:0 1.5rem}h1{font-size:2rem;line-height:1.2}a{color:light-dark(#0f53a4,#80bcff)}";

/** The first folder above the address that has the book's script is the book's. */
const script =
  '(async()=>{for(let p=location.pathname;p!=="/";){p=p.replace(/[^/]*\\/?$/,"");' +
  'if((await fetch(p+"assets/octavo.js",{method:"HEAD"})).ok){document.querySelector("a").href=p+document.querySelector("a").getAttribute("href");break}}})()';

const policy = `default-src 'none'; script-src 'self' ${hashOf(script)}; style-src ${hashOf(style)}; connect-src 'self'; base-uri 'none'; form-action 'none'`;

/** The page's bytes. `home`: where the book begins. */
export function notFound(config: Config, title: string, home: string): string {
  const { notFound: says, notFoundText } = wordsOf(config.language);
  const [before = "", after = ""] = notFoundText.split("{}");
  const root: Root = {
    type: "root",
    children: [
      { type: "doctype" },
      h(
        "html",
        languageAttributes(config),
        h(
          "head",
          h("meta", { charset: "utf-8" }),
          h("meta", { httpEquiv: "Content-Security-Policy", content: policy }),
          h("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
          h("meta", { name: "robots", content: "noindex" }),
          h("title", `${says} · ${title}`),
          rawHtml(`<style>${style}</style>`),
        ),
        h(
          "body",
          h("main", h("h1", says), h("p", before, h("a", { href: home }, title), after)),
          rawHtml(`<script>${script}</script>`),
        ),
      ),
    ],
  };
  return `${toHtml(root, { allowDangerousHtml: true })}\n`;
}
