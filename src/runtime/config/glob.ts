// Which paths a pattern means: "drafts/**" all below drafts, "*.md" in one folder, "**/*.md" in any.

/** A test for paths. Only `*`, `**` and `?` are special; runs of stars are one, so that no pattern is slow. */
export function matcher(patterns: readonly string[]): (path: string) => boolean {
  const tests = patterns.map((pattern) => matches.bind(undefined, parts(pattern.replace(/^\.\//, "")).map(partOf)));
  return (path) => tests.some((test) => test(path.split("/")));
}

function parts(pattern: string): readonly string[] {
  return pattern.split("/").filter((part, i, all) => part !== "" && !(part === "**" && all[i - 1] === "**"));
}

/** Of one name in a path; without a function for `**`, which is any number of names. */
type Part = ((name: string) => boolean) | undefined;

/** The common patterns, `*`, `*.md` and plain names, are quick: they meet each file of the book. */
function partOf(part: string): Part {
  if (part === "**") return undefined;
  if (!/[*?]/.test(part)) return (name) => name === part;
  const ending = /^\*([^*?]*)$/.exec(part)?.[1];
  return ending === undefined ? (name) => matchesName(part, name) : (name) => name.endsWith(ending);
}

/** Row by row as for edit distance: `reached[j]` when the parts so far match the path's first j. */
function matches(pattern: readonly Part[], path: readonly string[]): boolean {
  let reached = [true, ...path.map(() => false)];
  for (const part of pattern) {
    const next = path.map(() => false);
    next.unshift(part === undefined && (reached[0] ?? false));
    for (const [j, name] of path.entries())
      next[j + 1] = part === undefined ? Boolean(next[j] || reached[j + 1]) : Boolean(reached[j] && part(name));
    reached = next;
  }
  return reached[path.length] ?? false;
}

function matchesName(pattern: string, name: string): boolean {
  let reached = [true, ...Array.from(name, () => false)];
  for (const character of pattern) {
    const next = [character === "*" && (reached[0] ?? false)];
    for (const [j, here] of Array.from(name).entries())
      next[j + 1] =
        character === "*"
          ? Boolean(next[j] || reached[j + 1])
          : Boolean(reached[j] && (character === "?" || character === here));
    reached = next;
  }
  return reached.at(-1) ?? false;
}
