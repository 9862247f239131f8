// Words that a book's language gives to numbers: "Section 3.4", "Abschnitt 3.4". English stands in for what is not here.

export interface Words {
  readonly section: string;
  /** A page whose number is whole. */
  readonly chapter: string;
  readonly figure: string;
  readonly table: string;
  /** What an equation without a number is called. */
  readonly equation: string;
}

const english: Words = { section: "Section", chapter: "Chapter", figure: "Fig.", table: "Table", equation: "Equation" };

const words: Readonly<Record<string, Words>> = {
  en: english,
  de: { section: "Abschnitt", chapter: "Kapitel", figure: "Abb.", table: "Tabelle", equation: "Gleichung" },
};

/** The words of a BCP 47 language; of "pt-BR" those of "pt" when it has none of its own. */
export function wordsOf(language: string): Words {
  return words[language] ?? words[language.split("-")[0] ?? ""] ?? english;
}
