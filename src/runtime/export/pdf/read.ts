// As much of a PDF as Chromium writes: objects by number, found by the table of references at the file's end.

/** A PDF in its parts. */
export interface Pdf {
  /** Texts of the objects, without "1 0 obj" and "endobj", as Latin-1: a byte is a character. By number. */
  readonly objects: ReadonlyMap<number, string>;
  /** The number of the catalog, where all begins. */
  readonly root: number;
  /** The number of what says the title, the author, and so on; absent when there is none. */
  readonly info?: number;
}

/** A place on a page, as a PDF names it: "[12 0 R /XYZ 70 700 0]". */
export interface Destination {
  /** The page's object. */
  readonly page: number;
  readonly target: string;
}

/** Takes a file apart. @throws when it is no PDF of the kind that Chromium writes. */
export function readPdf(bytes: Buffer): Pdf {
  const text = bytes.toString("latin1");
  const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text.slice(-64))?.[1]);
  const [, first = "", count = ""] = /^xref\s+(\d+) (\d+)\s+/.exec(text.slice(start, start + 64)) ?? [];
  if (first !== "0") throw new Error("This PDF has no table of references as Chromium writes it");
  const table = text.indexOf("\n", text.indexOf("\n", start) + 1) === -1 ? "" : text.slice(start);
  const offsets = [...table.matchAll(/^(\d{10}) (\d{5}) ([fn])/gm)]
    .slice(0, Number(count))
    .map(([, offset, , kind], number) => ({ number, offset: Number(offset), isUsed: kind === "n" }))
    .filter(({ isUsed }) => isUsed)
    .sort((a, b) => a.offset - b.offset);
  const objects = new Map<number, string>();
  for (const [i, { number, offset }] of offsets.entries()) {
    const whole = text.slice(offset, offsets[i + 1]?.offset ?? start);
    const head = /^\d+ \d+ obj\s/.exec(whole.slice(0, 40))?.[0] ?? "";
    objects.set(number, whole.slice(head.length, whole.lastIndexOf("endobj")).replace(/\n$/, ""));
  }
  const trailer = text.slice(text.indexOf("trailer", start));
  const info = /\/Info (\d+) 0 R/.exec(trailer)?.[1];
  return { objects, root: Number(/\/Root (\d+) 0 R/.exec(trailer)?.[1]), ...(info && { info: Number(info) }) };
}

/** Where links inside of the document lead, by their names. */
export function destinations({ objects, root }: Pdf): ReadonlyMap<string, Destination> {
  const at = /\/Dests (\d+) 0 R/.exec(objects.get(root) ?? "")?.[1];
  const table = objects.get(Number(at)) ?? "";
  const found = [...table.matchAll(/\/([^\s/[]+)\s*\[(\d+) 0 R ([^\]]*)\]/g)];
  return new Map(found.map(([, name = "", page, target = ""]) => [name, { page: Number(page), target }]));
}

/** The objects of all pages, in order. */
export function pageObjects({ objects, root }: Pdf): readonly number[] {
  const tree = Number(/\/Pages (\d+) 0 R/.exec(objects.get(root) ?? "")?.[1]);
  const below = (number: number): readonly number[] => {
    const text = objects.get(number) ?? "";
    const kids = /\/Kids \[([^\]]*)\]/.exec(text)?.[1];
    return kids === undefined ? [number] : [...kids.matchAll(/(\d+) 0 R/g)].flatMap(([, kid]) => below(Number(kid)));
  };
  return below(tree);
}

/** The page numbers, from 1, of the places that links lead to. */
export function pagesOfPlaces(pdf: Pdf): ReadonlyMap<string, number> {
  const numbers = new Map(pageObjects(pdf).map((object, i) => [object, i + 1]));
  return new Map([...destinations(pdf)].map(([name, { page }]) => [name, numbers.get(page) ?? 0]));
}
