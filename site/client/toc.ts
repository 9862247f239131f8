// The page's own contents mark the section that is being read.

/** Follows the scroll position by watching the headings. */
export function followHeadings(): void {
  const links = new Map<string, HTMLAnchorElement>();
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".here a"))
    links.set(decodeURIComponent(link.hash.slice(1)), link);
  const headings = [...links.keys()].map((id) => document.getElementById(id)).filter((one) => one !== null);
  if (headings.length === 0) return;
  const mark = () => {
    const line = innerHeight * 0.3;
    const current = headings.filter((one) => one.getBoundingClientRect().top < line).at(-1);
    for (const [id, link] of links) {
      if (id === current?.id) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
  };
  new IntersectionObserver(mark, { rootMargin: "-20% 0px -60% 0px" }).observe(headings[0] as Element);
  const observer = new IntersectionObserver(mark, { rootMargin: "0px 0px -70% 0px" });
  for (const heading of headings) observer.observe(heading);
  mark();
}
