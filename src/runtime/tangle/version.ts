// The file that says which release of the book its library is of: `__version__ = "1.0.3"`.

import type { Config } from "../config/index.ts";
import type { LibraryFile } from "./model.ts";

/** The version file with the book's version; nothing when there is none, or nothing to say. A file that is not there is that line. */
export function versionFileOf({ version, versionFile }: Config, text: string | undefined): LibraryFile | undefined {
  if (version === "" || versionFile === "") return undefined;
  const line = `__version__ = ${JSON.stringify(version)}`;
  if (text === undefined) return { path: versionFile, content: `${line}\n` };
  const content = text.replaceAll("\r\n", "\n").replace(/^__version__\s*=\s*(?:"[^"\n]*"|'[^'\n]*')/m, () => line);
  return { path: versionFile, content };
}
