// What stands in a Python library besides its saved code: the part that authors keep by hand, and the note that ends it.

/** d2lbook knows by this line, too, where the part begins that is written anew. */
const mark = "#################   WARNING   ################";

const tool = "octavo tangle";

/** The note above what is written. */
export const notice = [
  mark,
  `# Written by \`${tool}\` from what the book's chapters save: edit those.`,
  "# What stands above is kept.",
].join("\n");

/**
 * The part that is kept of a library as it stands on disk: all above the mark. A file without a mark is all kept, unless
 * an old d2lbook has written it.
 */
export function handKept(text: string): string {
  const plain = text.replaceAll("\r\n", "\n");
  const lines = plain.split("\n");
  const at = lines.findIndex((line) => line.trim() === mark);
  if (at !== -1) return lines.slice(0, at).join("\n").trim();
  return /^# This file is generated automatically/m.test(plain) ? "" : plain.trim();
}

/** True of a library that Octavo has written. */
export function isOurs(text: string): boolean {
  const at = text.indexOf(mark);
  return at !== -1 && text.slice(at, at + 300).includes(`\`${tool}\``);
}
