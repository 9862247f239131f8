// Ids of a page's elements: the label, else a slug of the text; each once on a page.

/** Gives ids of one page. */
export function pageIds(): { ofLabel(label: string): string; ofText(text: string, otherwise: string): string } {
  const next = new Map<string, number>();

  function unique(id: string): string {
    const count = next.get(id);
    if (count === undefined) {
      next.set(id, 2);
      return id;
    }
    next.set(id, count + 1);
    return unique(`${id}-${count}`);
  }

  return {
    // White space is all that HTML forbids in an id.
    ofLabel: (label) => unique(label.replace(/\s+/g, "-")),
    ofText: (text, otherwise) => unique(slug(text) || otherwise),
  };
}

/** "The Loss $l$" is "the-loss-l"; letters of every script stay. */
function slug(text: string): string {
  return text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
}
