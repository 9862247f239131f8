// A PDF as Chromium wrote it, with an outline and the book's own title, and without the hour: the same book gives the same bytes.

import { createHash } from "node:crypto";
import { type Destination, destinations, type Pdf } from "./read.ts";

/** A line of the outline; what it leads to is named as in the document. */
export interface Bookmark {
  readonly title: string;
  readonly place: string;
  readonly children: readonly Bookmark[];
}

export interface About {
  readonly title: string;
  readonly author: string;
  /** BCP 47 */
  readonly language: string;
  readonly outline: readonly Bookmark[];
}

/** The file's bytes. */
export function writePdf(pdf: Pdf, { title, author, language, outline }: About): Buffer {
  const objects = new Map(pdf.objects);
  let last = Math.max(...objects.keys());
  const add = (text: string) => {
    last += 1;
    objects.set(last, text);
    return last;
  };
  const says = [
    title && `/Title ${string(title)}`,
    author && `/Author ${string(author)}`,
    "/Creator (Octavo)",
    /\/Producer \((?:\\.|[^\\)])*\)/.exec(objects.get(pdf.info ?? 0) ?? "")?.[0],
  ];
  if (pdf.info !== undefined) objects.delete(pdf.info);
  const info = add(`<<${says.filter(Boolean).join("\n")}>>`);
  const root = addOutline(outline, destinations(pdf), add, objects);
  const shown = [
    ...(root === undefined ? [] : [`/Outlines ${root} 0 R`, "/PageMode /UseOutlines"]),
    `/Lang ${string(language)}`,
    "/ViewerPreferences <</DisplayDocTitle true>>",
  ];
  const catalog = (objects.get(pdf.root) ?? "").replace(/\/(?:Lang \([^)]*\)|ViewerPreferences\s*<<[^>]*>>)\s*/g, "");
  objects.set(pdf.root, catalog.replace(/>>\s*$/, `\n${shown.join("\n")}>>`));
  return file(objects, pdf.root, info);
}

/** Adds the lines, below each other and side by side; their root's number. Lines that lead nowhere are left out. */
function addOutline(
  outline: readonly Bookmark[],
  places: ReadonlyMap<string, Destination>,
  add: (text: string) => number,
  objects: Map<number, string>,
): number | undefined {
  const level = (lines: readonly Bookmark[], parent: number): readonly number[] => {
    const shown = lines.flatMap((line) => {
      const to = places.get(line.place);
      return to ? [{ line, to, number: add("") }] : [];
    });
    for (const [i, { line, to, number }] of shown.entries()) {
      const below = level(line.children, number);
      const links = [
        `/Title ${string(line.title)}`,
        `/Parent ${parent} 0 R`,
        `/Dest [${to.page} 0 R ${to.target}]`,
        ...linkTo("Prev", shown[i - 1]?.number),
        ...linkTo("Next", shown[i + 1]?.number),
        ...linkTo("First", below[0]),
        ...linkTo("Last", below.at(-1)),
        // Less than nothing: closed, with so many lines below.
        ...(below.length > 0 ? [`/Count -${below.length}`] : []),
      ];
      objects.set(number, `<<${links.join("\n")}>>`);
    }
    return shown.map(({ number }) => number);
  };
  if (outline.length === 0) return undefined;
  const root = add("");
  const top = level(outline, root);
  objects.set(
    root,
    `<<${["/Type /Outlines", ...linkTo("First", top[0]), ...linkTo("Last", top.at(-1)), `/Count ${top.length}`].join("\n")}>>`,
  );
  return root;
}

function linkTo(name: string, number: number | undefined): readonly string[] {
  return number === undefined ? [] : [`/${name} ${number} 0 R`];
}

/** A string of a PDF, in UTF-16 where it is not plain ASCII. */
function string(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return `(${text.replace(/[\\()]/g, "\\$&")})`;
  return `<feff${Buffer.from(text, "utf16le").swap16().toString("hex")}>`;
}

function file(objects: ReadonlyMap<number, string>, root: number, info: number): Buffer {
  const pieces = [Buffer.from("%PDF-1.4\n%\xd3\xeb\xe9\xe1\n", "latin1")];
  const size = Math.max(...objects.keys()) + 1;
  const offsets = new Map<number, number>();
  let length = pieces[0]?.length ?? 0;
  for (const [number, text] of objects) {
    const piece = Buffer.from(`${number} 0 obj\n${text}\nendobj\n`, "latin1");
    offsets.set(number, length);
    length += piece.length;
    pieces.push(piece);
  }
  const entries = Array.from({ length: size }, (_, number) => {
    const at = offsets.get(number);
    return at === undefined ? "0000000000 65535 f \n" : `${String(at).padStart(10, "0")} 00000 n \n`;
  });
  const hash = createHash("sha256");
  for (const piece of pieces) hash.update(piece);
  const id = hash.digest("hex").slice(0, 32);
  const trailer = `trailer\n<</Size ${size}\n/Root ${root} 0 R\n/Info ${info} 0 R\n/ID [<${id}> <${id}>]>>`;
  pieces.push(Buffer.from(`xref\n0 ${size}\n${entries.join("")}${trailer}\nstartxref\n${length}\n%%EOF\n`, "latin1"));
  return Buffer.concat(pieces);
}
