// Which way a language is written.

const toTheLeft = new Set(["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "ug", "ur", "yi"]);

/** "rtl" for languages that are written to the left, and for any in a script that is. */
export function directionOf(language: string): "ltr" | "rtl" {
  const [base = "", ...parts] = language.toLowerCase().split("-");
  const script = parts.find((part) => part.length === 4);
  if (script !== undefined) return ["arab", "hebr", "syrc", "thaa", "nkoo"].includes(script) ? "rtl" : "ltr";
  return toTheLeft.has(base) ? "rtl" : "ltr";
}
