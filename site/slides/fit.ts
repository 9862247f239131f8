// A slide that says more than fits is made smaller, down to what can be read; what is still too long scrolls.

/** Below this, text is no longer read from the back. */
const smallest = 0.6;

/** Sets how large a slide's content is. */
export function fitSlide(section: HTMLElement | undefined): void {
  const slide = section?.querySelector<HTMLElement>(".slide");
  if (!section || !slide) return;
  // Smaller text breaks into fewer lines: by steps, not by one division.
  for (let scale = 1; scale >= smallest; scale -= 0.05) {
    slide.style.setProperty("--fit", scale.toFixed(2));
    if (section.scrollHeight <= section.clientHeight + 1) return;
  }
}
