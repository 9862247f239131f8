// What a reference leads to, shown beside it while the pointer or the focus is on it: an equation, a figure, the start of a section, a work.

const pages = new Map<string, Promise<Document | undefined>>();
const delay = 150;

/** Watches references and citations. */
export function startPreviews(): void {
  const box = document.createElement("div");
  box.className = "preview";
  box.popover = "manual";
  box.id = "preview";
  let timer = 0;
  let shownFor: HTMLAnchorElement | undefined;

  const hide = () => {
    clearTimeout(timer);
    if (shownFor) shownFor.removeAttribute("aria-describedby");
    shownFor = undefined;
    if (box.matches(":popover-open")) box.hidePopover();
  };
  const later = () => {
    clearTimeout(timer);
    timer = window.setTimeout(hide, delay * 2);
  };
  const show = (link: HTMLAnchorElement) => {
    clearTimeout(timer);
    timer = window.setTimeout(async () => {
      const content = await contentFor(link);
      if (!content || !(link.matches(":hover") || link === document.activeElement)) return;
      box.replaceChildren(content);
      if (!box.isConnected) document.body.append(box);
      box.showPopover();
      place(box, link);
      link.setAttribute("aria-describedby", box.id);
      shownFor = link;
    }, delay);
  };
  const linkOf = (event: Event) =>
    (event.target as Element).closest?.<HTMLAnchorElement>("main a.reference, main a.citation");
  document.addEventListener("pointerover", (event) => {
    const link = linkOf(event);
    if (link && event.pointerType === "mouse" && link !== shownFor) show(link);
    else if (box.contains(event.target as Node)) clearTimeout(timer);
  });
  document.addEventListener("pointerout", (event) => {
    if (linkOf(event) || box.contains(event.target as Node)) later();
  });
  document.addEventListener("focusin", (event) => {
    const link = linkOf(event);
    if (link?.matches(":focus-visible")) show(link);
  });
  document.addEventListener("focusout", (event) => {
    if (linkOf(event)) later();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
}

async function contentFor(link: HTMLAnchorElement): Promise<Node | undefined> {
  const address = new URL(link.href);
  const id = decodeURIComponent(address.hash.slice(1));
  const isHere = address.pathname === location.pathname;
  const page = isHere ? document : await fetchPage(address);
  const target = page && (id ? page.getElementById(id) : page.querySelector("main h1"));
  if (!target) return undefined;
  const content = document.createElement("div");
  if (/^H[1-6]$/.test(target.tagName)) content.append(target.cloneNode(true), ...firstParagraph(target));
  else content.append(target.cloneNode(true));
  for (const one of content.querySelectorAll("[id]")) one.removeAttribute("id");
  for (const one of content.querySelectorAll(".permalink, .back")) one.remove();
  // Pictures and links are seen from their own page.
  for (const image of content.querySelectorAll("img"))
    image.src = new URL(image.getAttribute("src") ?? "", address).href;
  return content;
}

function firstParagraph(heading: Element): Node[] {
  for (let next = heading.nextElementSibling; next && !/^H[1-6]$/.test(next.tagName); next = next.nextElementSibling)
    if (next.tagName === "P") return [next.cloneNode(true)];
  return [];
}

function fetchPage(address: URL): Promise<Document | undefined> {
  const url = address.href.replace(/#.*/, "");
  let page = pages.get(url);
  if (!page) {
    page = fetch(url)
      .then(async (response) =>
        response.ok ? new DOMParser().parseFromString(await response.text(), "text/html") : undefined,
      )
      // From the disk pages cannot be fetched: then there is no preview.
      .catch(() => undefined);
    pages.set(url, page);
  }
  return page;
}

/** Below the link where there is room, else above; never past the window's sides. */
function place(box: HTMLElement, link: HTMLAnchorElement): void {
  const [first] = link.getClientRects();
  if (!first) return;
  const { width, height } = box.getBoundingClientRect();
  const left = Math.max(8, Math.min(first.left, innerWidth - width - 8));
  const below = first.bottom + 8 + height < innerHeight;
  box.style.left = `${left}px`;
  box.style.top = `${below ? first.bottom + 8 : Math.max(8, first.top - height - 8)}px`;
}
