// What a user reads who makes mistakes: "a negative size\n  RangeError: [-1] is not a shape".

/** The errors of calls that must fail, each below its name. @throws Error for a call that does not. */
export function told(mistakes: Readonly<Record<string, () => unknown>>): string {
  return Object.entries(mistakes)
    .map(([name, make]) => {
      try {
        make();
      } catch (error) {
        return `${name}\n  ${String(error)}\n`;
      }
      throw new Error(`"${name}" is no mistake`);
    })
    .join("");
}
