// Tab groups: all of a page switch together, the choice is remembered and stands in the address.
// Which tab shows is a number on <html>, read by the styles; the page's head has set it before the first paint.

import { remember } from "./storage.ts";

/** Makes the bars work, by pointer and by arrow keys. */
export function startTabs(): void {
  const root = document.documentElement;
  const tabs = (root.dataset.tabs ?? "").split(" ").filter(Boolean);
  if (tabs.length === 0) return;

  const choose = (tab: string, from?: HTMLElement) => {
    // The bar that was clicked stays where it is on the screen, whatever the groups above it grow or shrink by.
    const before = from?.getBoundingClientRect().top ?? 0;
    root.dataset.tab = String(Math.max(0, tabs.indexOf(tab)));
    mark();
    if (from) scrollBy({ top: from.getBoundingClientRect().top - before, behavior: "instant" });
  };

  const mark = () => {
    const chosen = tabs[Number(root.dataset.tab)];
    for (const button of document.querySelectorAll<HTMLButtonElement>(".tab-bar [role=tab]")) {
      const isChosen = button.dataset.tab === chosen;
      button.setAttribute("aria-selected", String(isChosen));
      button.tabIndex = isChosen ? 0 : -1;
    }
    // A bar without the chosen tab is still reached by keys, at its first.
    for (const bar of document.querySelectorAll(".tab-bar")) {
      if (!bar.querySelector("[aria-selected=true]"))
        bar.querySelector<HTMLButtonElement>("[role=tab]")?.setAttribute("tabindex", "0");
    }
    for (const panel of document.querySelectorAll(".tab-panel")) panel.setAttribute("role", "tabpanel");
  };

  const pick = (button: HTMLButtonElement) => {
    const tab = button.dataset.tab ?? "";
    choose(tab, button);
    remember("octavo-tab", tab);
    const address = new URL(location.href);
    address.searchParams.set("tab", tab);
    history.replaceState(history.state, "", address);
  };

  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>(".tab-bar [role=tab]");
    if (button) pick(button);
  });
  document.addEventListener("keydown", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>(".tab-bar [role=tab]");
    if (!button) return;
    const all = [...(button.parentElement?.querySelectorAll<HTMLButtonElement>("[role=tab]") ?? [])];
    const at = all.indexOf(button);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const target = all[(to + all.length) % all.length];
    if (target) {
      target.focus({ preventScroll: true });
      pick(target);
    }
  });
  mark();
}
