// Which paths a pattern means: "drafts/**" all below drafts, "*.md" in one folder, "**/*.md" in any.

/** A test for paths. Only `*`, `**` and `?` are special; runs of stars are one, so that no pattern is slow. */
export function matcher(patterns: readonly string[]): (path: string) => boolean {
  const tests = patterns.map((pattern) => matches.bind(undefined, parts(pattern.replace(/^\.\//, ""))));
  return (path) => tests.some((test) => test(path.split("/")));
}

function parts(pattern: string): readonly string[] {
  return pattern.split("/").filter((part, i, all) => part !== "" && !(part === "**" && all[i - 1] === "**"));
}

/** Row by row as for edit distance: `reached[j]` when the parts so far match the path's first j. */
function matches(pattern: readonly string[], path: readonly string[]): boolean {
  let reached = [true, ...path.map(() => false)];
  for (const part of pattern) {
    const next = path.map(() => false);
    next.unshift(part === "**" && (reached[0] ?? false));
    for (const [j, name] of path.entries())
      next[j + 1] = part === "**" ? Boolean(next[j] || reached[j + 1]) : Boolean(reached[j] && matchesName(part, name));
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
