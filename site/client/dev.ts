// In `octavo dev` only: keeps the page current, the reader where they were, and lays the book's faults over it.
// It is sent inside the page by src/runtime/dev/overlay.ts, whose `Fault` it shows.

interface Fault {
  readonly severity: string;
  readonly place: string;
  readonly rule: string;
  readonly message: string;
  readonly frame: string;
  readonly notes: readonly string[];
  readonly hint: string;
}

const { page = "", events = "" } = document.currentScript?.dataset ?? {};
const path = decodeURI(page);
const key = "octavo-dev-scroll";
const saved = sessionStorage.getItem(key);
sessionStorage.removeItem(key);
if (saved !== null && history.scrollRestoration) {
  // The browser's own restoring acts on the old page's height; ours follows the heading that was at the top.
  history.scrollRestoration = "manual";
  const { id, by, top } = JSON.parse(saved) as { id: string; by: number; top: number };
  const heading = id ? document.getElementById(id) : null;
  scrollTo({ top: heading ? heading.getBoundingClientRect().top + scrollY + by : top, behavior: "instant" });
}
const reload = () => {
  const above = [...document.querySelectorAll("main [id]")]
    .filter((one) => one.getBoundingClientRect().top <= 1)
    .at(-1);
  const by = above ? -above.getBoundingClientRect().top : 0;
  sessionStorage.setItem(key, JSON.stringify({ id: above?.id ?? "", by, top: scrollY }));
  location.reload();
};

const host = document.createElement("octavo-faults");
const root = host.attachShadow({ mode: "open" });
const show = (faults: readonly Fault[]) => {
  host.remove();
  if (faults.length === 0) return;
  const style = document.createElement("style");
  style.textContent = `
    :host { position: fixed; inset: auto 0 0 0; z-index: 1000; max-height: 60vh; overflow: auto; font: 14px/1.5 system-ui, sans-serif;
      background: #1d1f24; color: #e8e6e3; border-top: 3px solid #e5534b; box-shadow: 0 -4px 24px #0006; }
    header { position: sticky; top: 0; display: flex; justify-content: space-between; padding: 8px 16px; background: #1d1f24; font-weight: 600 }
    button { all: unset; cursor: pointer; padding: 0 8px } button:focus-visible { outline: 2px solid #6cb6ff }
    section { padding: 4px 16px 12px; border-top: 1px solid #373a42 } h2 { font: inherit; margin: 0 } .warning h2 { color: #f0c674 } .error h2 { color: #ff8a80 }
    pre { margin: 4px 0; font: 13px/1.45 ui-monospace, Menlo, Consolas, monospace; overflow-x: auto } p { margin: 2px 0; white-space: pre-wrap } .hint { color: #9ecbff }`;
  const head = document.createElement("header");
  const title = document.createElement("span");
  title.textContent = `octavo: ${faults.length} problem${faults.length === 1 ? "" : "s"}`;
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "Hide (Esc)";
  close.onclick = () => host.remove();
  head.append(title, close);
  const element = (name: string, text: string, className = "") => {
    const made = document.createElement(name);
    made.textContent = text;
    if (className) made.className = className;
    return made;
  };
  const sections = faults.slice(0, 50).map(({ severity, place, rule, message, frame, notes, hint }) => {
    const section = element("section", "", severity);
    section.append(element("h2", `${place}  ${rule}`), element("p", message));
    if (frame) section.append(element("pre", frame));
    for (const note of notes) section.append(element("p", note));
    if (hint) section.append(element("p", `Try: ${hint}`, "hint"));
    return section;
  });
  root.replaceChildren(style, head, ...sections);
  document.body.append(host);
};
addEventListener("keydown", (event) => {
  if (event.key === "Escape") host.remove();
});

const source = new EventSource(events);
source.addEventListener("faults", (event) => show(JSON.parse(event.data)));
source.addEventListener("changed", (event) => {
  const changed: readonly string[] = JSON.parse(event.data);
  if (changed.some((one) => one === path || !one.endsWith(".html"))) reload();
});
// A server that has been started again may have another site.
let lost = false;
source.onerror = () => {
  lost = true;
};
source.onopen = () => {
  if (lost) reload();
};
