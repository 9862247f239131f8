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
      if (!skipped && target instanceof Element && target.matches(".katex-display")) check(target);
    },
    true,
  );
}
