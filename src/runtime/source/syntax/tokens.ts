// The names of our tokens, made known to micromark's types: a misspelt one is a type error.

import type { WrittenTabs } from "./tab-block.ts";

declare module "micromark-util-types" {
  interface TokenTypeMap {
    displayMath: "displayMath";
    displayMathLine: "displayMathLine";
    frontMatter: "frontMatter";
    frontMatterLine: "frontMatterLine";
    mathText: "mathText";
    mathTextData: "mathTextData";
    mathTextSequence: "mathTextSequence";
    role: "role";
    roleData: "roleData";
    roleLine: "roleLine";
    slideMarkOpen: "slideMarkOpen";
    slideMarkClose: "slideMarkClose";
    tabBlock: "tabBlock";
    tabBlockFence: "tabBlockFence";
    strayTabEnd: "strayTabEnd";
  }
  interface Token {
    /** On a `tabBlock`: what its lines say. */
    _tabs?: WrittenTabs;
  }
}
