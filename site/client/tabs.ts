// Tab groups: all of a page switch together, the choice is remembered and stands in the address.
// Which tab shows is a number on <html>, read by the styles; the page's head has set it before the first paint.

import { remember } from "./storage.ts";

const root = document.documentElement;

/** Makes the bars work, by pointer and by arrow keys, and the choice in the page's head. */
export function startTabs(): void {
  const tabs = (root.dataset.tabs ?? "").split(" ").filter(Boolean);
  if (tabs.length === 0) return;
  const select = document.querySelector<HTMLSelectElement>("select.tab-choice");

  const show = (tab: string) => {
    root.dataset.tab = String(Math.max(0, tabs.indexOf(tab)));
    mark(tab);
    if (select) select.value = tab;
  };
  const pick = (tab: string, from: Element) => {
    // What was clicked stays where it is on the screen, whatever the groups above it grow or shrink by.
    const before = from.getBoundingClientRect().top;
    show(tab);
    scrollBy({ top: from.getBoundingClientRect().top - before, behavior: "instant" });
    remember("octavo-tab", tab);
    const address = new URL(location.href);
    address.searchParams.set("tab", tab);
    history.replaceState(history.state, "", address);
  };

  document.addEventListener("click", (event) => {
    const button = buttonOf(event);
    if (button) pick(button.dataset.tab ?? "", button);
  });
  document.addEventListener("keydown", (event) => {
    const button = buttonOf(event);
    const all = [...(button?.parentElement?.querySelectorAll<HTMLButtonElement>("[role=tab]") ?? [])];
    if (!button || all.length === 0) return;
    const at = all.indexOf(button);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    const target = to === undefined ? undefined : all[(to + all.length) % all.length];
    if (!target) return;
    event.preventDefault();
    target.focus({ preventScroll: true });
    pick(target.dataset.tab ?? "", target);
  });
  select?.addEventListener("change", () => pick(select.value, firstInView() ?? select));
  // A link may lead into a panel of another tab.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const panel = target?.closest(".tab-panel");
    if (!target || !panel || panel.checkVisibility()) return;
    const tab = tabs.find((_, i) => panel.classList.contains(`t${i}`));
    if (tab) show(tab);
    target.scrollIntoView({ behavior: "instant" });
  };
  addEventListener("hashchange", reveal);
  show(tabs[Number(root.dataset.tab)] ?? tabs[0] ?? "");
  reveal();
}

/** Says to assistive technology which tab is chosen and which panels belong to it. */
function mark(chosen: string): void {
  for (const bar of document.querySelectorAll(".tab-bar")) {
    const buttons = [...bar.querySelectorAll<HTMLButtonElement>("[role=tab]")];
    // A bar without the chosen tab is still reached by keys, at its first.
    const reached = buttons.find((button) => button.dataset.tab === chosen) ?? buttons[0];
    for (const button of buttons) {
      button.setAttribute("aria-selected", String(button.dataset.tab === chosen));
      button.tabIndex = button === reached ? 0 : -1;
      const panels = (button.getAttribute("aria-controls") ?? "").split(" ");
      button.id = `${panels[0]}-${button.dataset.tab}`;
      if (button.dataset.tab !== chosen) continue;
      for (const id of panels) {
        const panel = document.getElementById(id);
        panel?.setAttribute("role", "tabpanel");
        panel?.setAttribute("aria-labelledby", button.id);
      }
    }
  }
}

function buttonOf(event: Event): HTMLButtonElement | null {
  return (event.target as Element).closest<HTMLButtonElement>(".tab-bar [role=tab]");
}

/** The first block of the text that is seen: it stays where it is when the page's tab changes. */
function firstInView(): Element | undefined {
  return [...document.querySelectorAll("article > *")].find((one) => one.getBoundingClientRect().bottom > 80);
}
