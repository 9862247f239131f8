// The order of a library's declarations: that of the book, but what is needed while the file loads comes before its user.
// `class Board(Plot)` of chapter 3 stands below `class Plot` of the appendix.

/** A stretch of a library that moves as a whole. */
export interface Part {
  readonly text: string;
  /** Names that it gives the library. */
  readonly names: readonly string[];
  /** Names of the library that loading it needs. */
  readonly atLoad: ReadonlySet<string>;
  /** Names of the library that it uses at all, as values. */
  readonly uses: ReadonlySet<string>;
}

/** Puts parts in order; as they are where nothing has to move, or nothing helps. */
export function inLoadOrder(parts: readonly Part[]): readonly Part[] {
  const owners = new Map<string, Part>();
  for (const part of parts) for (const name of part.names) if (!owners.has(name)) owners.set(name, part);
  const ordered = new Set<Part>();
  const place = (part: Part, above: ReadonlySet<Part>): void => {
    if (ordered.has(part) || above.has(part)) return;
    const here = new Set(above).add(part);
    for (const need of needsOf(part, owners)) place(need, here);
    ordered.add(part);
  };
  for (const part of parts) place(part, new Set());
  return [...ordered];
}

/** What loading a part needs, and what that may call in turn: a function that is called uses all that it names. */
function needsOf(part: Part, owners: ReadonlyMap<string, Part>): readonly Part[] {
  const needs = new Set<Part>();
  const add = (names: ReadonlySet<string>): void => {
    for (const name of names) {
      const owner = owners.get(name);
      if (!owner || owner === part || needs.has(owner)) continue;
      needs.add(owner);
      add(owner.uses);
    }
  };
  add(part.atLoad);
  return [...needs];
}
