// Paths as authors write them, from the book's root: "../img/a.svg" on "chapters/x/y.md" is "chapters/img/a.svg".

/** The path of a file that `written` names on `page`, or undefined when it is an address or a place on the page. */
export function pathFrom(page: string, written: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(written)) return undefined;
  const path = decoded(written.replace(/[?#].*$/s, ""));
  if (path === "") return undefined;
  const folder = path.startsWith("/") ? [] : page.split("/").slice(0, -1);
  return normalised([...folder, ...path.split("/")]);
}

function normalised(parts: readonly string[]): string {
  const kept: string[] = [];
  for (const part of parts) {
    if (part === "" || part === ".") continue;
    if (part === ".." && kept.length > 0 && kept.at(-1) !== "..") kept.pop();
    else kept.push(part);
  }
  return kept.join("/");
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // A lone % is what the author wrote.
    return path;
  }
}
