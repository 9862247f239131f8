// Run before a book is printed: on paper nothing scrolls, so what is too wide is set smaller.

/** The width of a formula's or a table's box, and that of what it holds. */
interface Wide {
  readonly element: HTMLElement;
  readonly ratio: number;
}

function tooWide(boxes: Iterable<Element>, inner: string, widthOf: (element: HTMLElement) => number): Wide[] {
  return [...boxes].flatMap((box) => {
    const element = box.querySelector<HTMLElement>(inner);
    if (element === null) return [];
    const ratio = box.clientWidth / widthOf(element);
    return ratio < 0.999 ? [{ element, ratio }] : [];
  });
}

const page = document.body.clientWidth;
const inText = [...document.querySelectorAll<HTMLElement>(".katex-html > .katex-base")].flatMap((base) => {
  const formula = base.closest<HTMLElement>(".katex");
  const ratio = page / base.getBoundingClientRect().width;
  return formula && ratio < 1 && !base.closest(".katex-display") ? [{ element: formula, ratio }] : [];
});
const wide = [
  ...tooWide(
    document.querySelectorAll(".katex-display"),
    ".katex",
    (element) => element.querySelector(".katex-html")?.scrollWidth ?? 0,
  ),
  ...tooWide(document.querySelectorAll(".table"), "table", (element) => element.scrollWidth),
  ...inText,
];
const sizes = wide.map(({ element }) => Number.parseFloat(getComputedStyle(element).fontSize));
for (const [i, { element, ratio }] of wide.entries()) element.style.fontSize = `${(sizes[i] ?? 0) * ratio * 0.99}px`;
