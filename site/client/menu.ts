// On narrow screens the contents are a drawer behind a button.

/** Opens and closes it; Escape closes and gives the focus back. */
export function startMenu(): void {
  const button = document.querySelector<HTMLButtonElement>("button.menu");
  const side = document.getElementById("side");
  if (!button || !side) return;
  const set = (open: boolean) => {
    document.documentElement.classList.toggle("menu-open", open);
    button.setAttribute("aria-expanded", String(open));
    if (open) side.querySelector<HTMLAnchorElement>("[aria-current], a")?.focus();
  };
  button.addEventListener("click", () => set(button.getAttribute("aria-expanded") !== "true"));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || button.getAttribute("aria-expanded") !== "true") return;
    set(false);
    button.focus();
  });
  document.addEventListener("click", (event) => {
    const target = event.target as Element;
    if (button.getAttribute("aria-expanded") === "true" && !side.contains(target) && !button.contains(target))
      set(false);
  });
  // The page that one is on is in view in the contents.
  const current = side.querySelector("[aria-current]");
  if (current instanceof HTMLElement && side.scrollHeight > side.clientHeight)
    side.scrollTop = current.offsetTop - side.clientHeight / 3;
}
