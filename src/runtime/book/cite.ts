// One work after APA's author-year style: "Vapnik, V. N., & Chervonenkis, A. (1971). On the … *Theory of …*, *16*(2), 264–280."

import { fill, type Words, wordsOf } from "../language/index.ts";
import type { BibEntry } from "./bibliography.ts";
import type { ReferenceRun } from "./model.ts";
import { type Name, namesOf } from "./names.ts";
import { runsOfTex, textOfTex } from "./tex.ts";

/** Authors as a citation names them: "Vapnik", "Zhang and Lipton", "Zhang et al."; the title where there are none. */
export function shortAuthors(entry: BibEntry, { and, etAl }: Words): string {
  const names = creators(entry);
  const [first, second] = names;
  if (first === undefined || first === "others")
    return text(entry, "organization", "institution", "title", "key") || entry.key;
  if (second === undefined) return first.family;
  if (names.length === 2 && second !== "others") return `${first.family}${and}${second.family}`;
  return fill(etAl, first.family);
}

/** "1992", from `year` or `date`; "n.d." without one. */
export function yearOf(entry: BibEntry): string {
  const year = text(entry, "year") || (/^-?\d+/.exec(text(entry, "date"))?.[0] ?? "");
  return year === "" ? "n.d." : year;
}

/** What the list is sorted by: authors, year, title, without case and accents. */
export function sortKey(entry: BibEntry): string {
  const names = creators(entry).map((name) => (name === "others" ? "" : `${name.family} ${name.given}`));
  const authors = names.length > 0 ? names.join("  ") : shortAuthors(entry, wordsOf("en"));
  return [authors, yearOf(entry), text(entry, "title")]
    .join("\n")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase();
}

/** The reference in the list; `year` has its letter. */
export function referenceOf(entry: BibEntry, year: string): readonly ReferenceRun[] {
  const names = fieldNames(entry, "author");
  const editors = fieldNames(entry, "editor");
  const head = names.length > 0 ? listOf(names) : editors.length > 0 ? `${listOf(editors)} (${eds(editors)})` : "";
  const who = head || text(entry, "organization", "institution");
  const { title, rest } = bodyOf(entry, names.length > 0 ? editors : []);
  // Without anyone to name, the title comes first and the year after it.
  const runs =
    who === ""
      ? [...(title.length > 0 ? title : [plain(`${entry.key}.`)]), plain(` (${year}). `), ...rest]
      : [plain(`${who}${who.endsWith(".") ? "" : "."} (${year}). `), ...title, ...rest];
  return joined([...runs, ...addressOf(entry)]);
}

type Run = ReferenceRun;

/** A work's title as a sentence, and what follows it. */
interface Body {
  readonly title: readonly Run[];
  readonly rest: readonly Run[];
}

function bodyOf(entry: BibEntry, editors: readonly (Name | "others")[]): Body {
  const title = runs(entry, "title");
  const publisher = sentence([plain(text(entry, "publisher", "organization"))]);
  switch (isPreprint(entry) ? "preprint" : entry.type) {
    case "article":
      return { title: sentence(title), rest: sentence(journalOf(entry)) };
    case "inproceedings":
    case "conference":
    case "incollection":
    case "inbook":
      return { title: sentence(title), rest: [...inBook(entry, editors), ...publisher] };
    case "phdthesis":
    case "mastersthesis":
    case "thesis": {
      const kind =
        text(entry, "type") || (entry.type === "mastersthesis" ? "Master’s thesis" : "Doctoral dissertation");
      const school = text(entry, "school", "institution");
      const what = ` [${[kind, school].filter(Boolean).join(", ")}]`;
      return { title: sentence([...italic(title), plain(what)]), rest: [] };
    }
    case "techreport":
    case "report": {
      const number = text(entry, "number");
      const kind = text(entry, "type") || "Technical report";
      const what = number === "" ? ` [${kind}]` : ` (${kind} ${number})`;
      const institution = sentence([plain(text(entry, "institution"))]);
      return { title: sentence([...italic(title), plain(what)]), rest: institution };
    }
    case "book":
    case "proceedings":
    case "collection":
      return {
        title: sentence([...italic(title), ...details([edition(entry), volume(entry)])]),
        rest: publisher,
      };
    case "preprint":
      return { title: sentence(italic(title)), rest: [] };
    default: {
      const how = runs(entry, "howpublished", "journal", "note").filter((run) => !isAddress(run.text));
      return { title: sentence(italic(title)), rest: [...sentence(how), ...publisher] };
    }
  }
}

/** ". *Journal*, *16*(2), 264–280". */
function journalOf(entry: BibEntry): readonly Run[] {
  const journal = italic(runs(entry, "journal", "journaltitle"));
  const [volumeText, issue, pages] = [text(entry, "volume"), text(entry, "number", "issue"), pagesOf(entry)];
  return [
    ...journal,
    ...(volumeText === "" ? [] : [plain(", "), { text: volumeText, italic: true }]),
    ...(issue === "" ? [] : [plain(volumeText === "" ? `, (${issue})` : `(${issue})`)]),
    ...(pages === "" ? [] : [plain(`, ${pages}`)]),
  ];
}

/** "In E. Editor (Ed.), *Proceedings* (pp. 1–9)." */
function inBook(entry: BibEntry, editors: readonly (Name | "others")[]): readonly Run[] {
  const book = italic(runs(entry, "booktitle", "series"));
  if (book.length === 0) return [];
  const who = editors.length > 0 ? `${listOf(editors, true)} (${eds(editors)}), ` : "";
  const pages = pagesOf(entry);
  const kind = /^[\w.]+$/.test(pages) ? "p." : "pp.";
  return sentence([
    plain(`In ${who}`),
    ...book,
    ...details([edition(entry), volume(entry), pages && `${kind} ${pages}`]),
  ]);
}

function details(parts: readonly string[]): readonly Run[] {
  const given = parts.filter(Boolean).join(", ");
  return given === "" ? [] : [plain(` (${given})`)];
}

function edition(entry: BibEntry): string {
  const written = text(entry, "edition");
  const number = Number(written);
  if (written === "" || /\bed(\.|ition)\b/i.test(written)) return written;
  if (!Number.isInteger(number)) return `${written.toLowerCase()} ed.`;
  const ending = /1[1-3]$/.test(written) ? "th" : (["th", "st", "nd", "rd"][number % 10] ?? "th");
  return `${number}${ending} ed.`;
}

function volume(entry: BibEntry): string {
  const number = text(entry, "volume");
  return number === "" ? "" : `Vol. ${number}`;
}

function pagesOf(entry: BibEntry): string {
  return text(entry, "pages").replace(/\s*[-–—]+\s*/g, "–");
}

/** The DOI, else the preprint, else the address. */
function addressOf(entry: BibEntry): readonly Run[] {
  const doi = text(entry, "doi").replace(/^(https?:\/\/(dx\.)?doi\.org\/|doi:\s*)/i, "");
  if (doi !== "") return [plain(" "), link(`https://doi.org/${doi}`)];
  const preprint = preprintOf(entry);
  if (preprint !== "")
    return [plain(" "), { text: `arXiv:${preprint}`, href: `https://arxiv.org/abs/${preprint}` }, plain(".")];
  const url = [raw(entry, "url"), raw(entry, "howpublished"), raw(entry, "note")]
    .map(addressIn)
    .find((one) => one !== "");
  return url ? [plain(" "), link(url)] : [];
}

function preprintOf(entry: BibEntry): string {
  if (/^arxiv$/i.test(text(entry, "archiveprefix", "eprinttype"))) return text(entry, "eprint");
  const said = /arXiv(?:\s*preprint)?[\s:]*(?:arXiv:)?(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?\/\d{7})/i;
  return said.exec([text(entry, "journal"), text(entry, "howpublished"), text(entry, "note")].join(" "))?.[1] ?? "";
}

/** Published nowhere else. */
function isPreprint(entry: BibEntry): boolean {
  return (
    preprintOf(entry) !== "" &&
    text(entry, "doi") === "" &&
    /^$|arxiv|^corr\b/i.test(text(entry, "journal", "booktitle"))
  );
}

function addressIn(tex: string): string {
  return /https?:\/\/[^\s{}"<>]+/.exec(tex.replace(/\\([_%&#~])/g, "$1"))?.[0] ?? "";
}

function isAddress(value: string): boolean {
  return /https?:\/\//.test(value);
}

function link(href: string): Run {
  return { text: href, href };
}

/** "Vapnik, V. N., & Chervonenkis, A."; in front of a book's title, given names first: "V. N. Vapnik & A. Chervonenkis". */
function listOf(names: readonly (Name | "others")[], givenFirst = false): string {
  const known = names.filter((name) => name !== "others");
  const all = known.map((name) => (givenFirst ? `${initials(name)} ${name.family}`.trim() : inverted(name)));
  const last = all.at(-1) ?? "";
  if (known.length < names.length) return `${all.join(", ")}, et al.`;
  if (all.length > 20) return `${all.slice(0, 19).join(", ")}, … ${last}`;
  if (all.length === 2 && givenFirst) return all.join(" & ");
  return all.length < 2 ? last : `${all.slice(0, -1).join(", ")}, & ${last}`;
}

function inverted(name: Name): string {
  return [name.family, initials(name), name.suffix].filter(Boolean).join(", ");
}

/** "Jean-Luc Marie" -> "J.-L. M." */
function initials({ given }: Name): string {
  return given
    .split(/[\s\u00a0]+|(?<=\p{L}\.)(?=\p{L})/u)
    .filter(Boolean)
    .map((word) =>
      word
        .split("-")
        .filter(Boolean)
        .map((part) => `${Array.from(part)[0] ?? ""}.`)
        .join("-"),
    )
    .join(" ");
}

function eds(editors: readonly unknown[]): string {
  return editors.length > 1 ? "Eds." : "Ed.";
}

function creators(entry: BibEntry): readonly (Name | "others")[] {
  const authors = fieldNames(entry, "author");
  return authors.length > 0 ? authors : fieldNames(entry, "editor");
}

function fieldNames(entry: BibEntry, field: string): readonly (Name | "others")[] {
  return namesOf(raw(entry, field));
}

function raw(entry: BibEntry, field: string): string {
  return entry.fields.get(field) ?? "";
}

/** The first of these fields that says something, as text. */
function text(entry: BibEntry, ...fields: string[]): string {
  for (const field of fields) {
    const value = textOfTex(raw(entry, field));
    if (value !== "") return value;
  }
  return "";
}

function runs(entry: BibEntry, ...fields: string[]): readonly Run[] {
  const field = fields.find((name) => textOfTex(raw(entry, name)) !== "");
  return field === undefined ? [] : runsOfTex(raw(entry, field));
}

function plain(value: string): Run {
  return { text: value };
}

/** Italics inside italics stand upright. */
function italic(parts: readonly Run[]): readonly Run[] {
  return parts.map(({ text: value, italic: isItalic }) => (isItalic ? { text: value } : { text: value, italic: true }));
}

/** With a full stop, unless it has a mark of its own, and a space before what is not the first. */
function sentence(parts: readonly Run[]): readonly Run[] {
  const whole = parts
    .map((run) => run.text)
    .join("")
    .trim();
  if (whole === "") return [];
  return [...parts, plain(/[.?!…]$/.test(whole) ? " " : ". ")];
}

/** Neighbours of the same look are one run; no space is doubled, none stands at the ends. */
function joined(parts: readonly Run[]): readonly Run[] {
  const all: Run[] = [];
  for (const run of parts) {
    const last = all.at(-1);
    const value = last === undefined || /\s$/.test(last.text) ? run.text.replace(/^ +/, "") : run.text;
    if (value === "") continue;
    if (last && last.italic === run.italic && last.href === undefined && run.href === undefined)
      all[all.length - 1] = { ...last, text: last.text + value };
    else all.push({ ...run, text: value });
  }
  const last = all.at(-1);
  return last ? [...all.slice(0, -1), { ...last, text: last.text.trimEnd() }].filter((run) => run.text !== "") : all;
}
