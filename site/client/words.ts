// What the script says: the page has it in the book's language, where that is not English.

const [copy = "", copied = "", theme = "", light = "", dark = "", system = ""] = (
  document.documentElement.dataset.words ?? "Copy|Copied|Theme|Light|Dark|System"
).split("|");

/** In the order in which `src/runtime/weave/page.ts` writes them. */
export const words = { copy, copied, theme, light, dark, system };
