// Work on text that is asked for several times in a row: the tabs of a cell often show the same code.

/** `make`, which gives the same value again for the text that it was given last. */
export function lastOf<T>(make: (text: string) => T): (text: string) => T {
  let last: { readonly text: string; readonly made: T } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, made: make(text) };
    return last.made;
  };
}
