// What scrolls in a box of its own is reached by keys; what fits is not in their way.

/** Puts boxes into the order of focus while they overflow. */
export function focusScrollers(): void {
  const check = (box: Element) => {
    const overflows = box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1;
    if (overflows) box.setAttribute("tabindex", "0");
    else box.removeAttribute("tabindex");
  };
  const watcher = new ResizeObserver((entries) => {
    for (const { target } of entries) check(target);
  });
  for (const box of document.querySelectorAll(".code > pre, pre.output, .output.html, .table")) watcher.observe(box);
  // A formula that is off the screen has no layout yet: asking for its width would make one.
  document.addEventListener(
    "contentvisibilityautostatechange",
    (event) => {
      const { target, skipped } = event as ContentVisibilityAutoStateChangeEvent;
      if (!(target instanceof Element && target.matches(".katex-display"))) return;
      if (skipped) watcher.unobserve(target);
      else watcher.observe(target);
    },
    true,
  );
}

/** A formula in the text that is wider than the text gets a box to scroll in; it stands on a line of its own anyway. */
export function boxWideFormulas(): void {
  const article = document.querySelector("article");
  if (!article) return;
  const check = () => {
    for (const box of article.querySelectorAll(".katex.wide")) {
      box.classList.remove("wide");
      box.removeAttribute("tabindex");
    }
    if (article.scrollWidth <= article.clientWidth) return;
    const end = article.getBoundingClientRect().right + 1;
    // Those of displays are not even measured: that would lay out what is off the screen.
    const isInText = (base: Element) => !base.closest(".katex-display, .table");
    const isWide = (base: Element) => base.getBoundingClientRect().right > end;
    for (const base of [...article.querySelectorAll(".katex-html > .katex-base")].filter(isInText).filter(isWide)) {
      const formula = base.closest(".katex");
      formula?.classList.add("wide");
      formula?.setAttribute("tabindex", "0");
    }
  };
  new ResizeObserver(check).observe(article);
}
