// The contents: beside the text, or a popover that the browser opens and closes by itself.

/** Brings the page that one is on into view in the contents, without moving the page. */
export function showCurrentPage(): void {
  const side = document.getElementById("side");
  if (!side) return;
  const center = () => {
    const current = side.querySelector<HTMLElement>("[aria-current]");
    if (!current || side.scrollHeight <= side.clientHeight) return;
    const by = current.getBoundingClientRect().top - side.getBoundingClientRect().top;
    if (by < 0 || by > side.clientHeight - 48) side.scrollTop += by - side.clientHeight / 3;
  };
  center();
  side.addEventListener("toggle", center);
  // A link within the page leaves it open otherwise.
  const here = document.getElementById("here");
  here?.addEventListener("click", (event) => {
    if ((event.target as Element).closest("a") && here.matches(":popover-open")) here.hidePopover();
  });
}
