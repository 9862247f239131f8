// What is remembered between pages. A browser that forbids storage forgets.

/** Remembers a choice, or forgets it. */
export function remember(key: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Private windows, files: the choice holds for this page.
  }
}
