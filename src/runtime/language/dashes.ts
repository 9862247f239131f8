// Dashes as they are typed: "matrix--vector", "3--5", "it was---then". Pandoc and Sphinx, by which d2lbook makes its sites, show an
// en dash for two hyphens and an em dash for three.

/** Between words, with blanks at both sides or none: `--flag`, `i--` and `-->` stay. */
const dash = /(?<=[\p{L}\p{N}\p{M})\]"'’”%])-{2,3}(?=[\p{L}\p{N}([{"'‘“\\])|(?<=\s)-{2,3}(?=\s)/gu;

/** Text with its dashes. */
export function withDashes(text: string): string {
  return text.replace(dash, (hyphens) => (hyphens.length === 2 ? "–" : "—"));
}
