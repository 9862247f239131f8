// The aliases of a tab as definitions: `d2l.concat` is `torch.cat` for whoever imports the library.

import type { Aliases, Renaming } from "../../config/index.ts";

/** The lines of a library's end; "" when there are none. */
export function aliasLines({ module, simple, fluent, args, definitions }: Aliases): string {
  const lines = [
    ...definitions,
    ...simple.filter(isName).map(({ from, to }) => `${from} = ${module}.${to}`),
    ...fluent.filter(isName).map(({ from, to }) => `${from} = lambda x, *args, **kwargs: x.${to}(*args, **kwargs)`),
    ...args.map(({ from, to }) => `def ${from}:\n    return ${to}`),
  ];
  return lines.length === 0 ? "" : ["# Aliases of the book's configuration", ...lines].join("\n");
}

function isName({ from }: Renaming): boolean {
  return /^[A-Za-z_]\w*$/.test(from);
}
