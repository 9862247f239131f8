// A book by d2lbook's config.ini.

import type { Diagnostic } from "../diagnostic.ts";
import { readSource } from "../files.ts";
import { checkOptions } from "./check.ts";
import { type BookFolder, brokenFolder, diagnosticOf, filesOf, folderOf, placeAt } from "./folder.ts";
import { isBookIni, parseIni } from "./ini.ts";
import { optionsOfIni } from "./ini-options.ts";

/** The book, or nothing when the file is some other tool's. */
export async function fromIni(root: string, name: string): Promise<BookFolder | undefined> {
  const { text, diagnostics } = await readSource(root, name);
  const ini = parseIni(text ?? "");
  if (text === undefined || !isBookIni(ini.sections)) return undefined;
  const file = { root, name, text };
  const { options, notebooks, faults, places } = optionsOfIni(ini);
  const placeOf = (path: readonly PropertyKey[]) => {
    const at = places.get(String(path[0]));
    return placeAt(file, at?.from ?? 0, at?.to);
  };
  const said: Diagnostic[] = faults.map(({ severity, message, hint, from, to }) =>
    diagnosticOf({ path: [], message, ...(hint && { hint }) }, placeAt(file, from, to), severity),
  );
  const checked = checkOptions(options);
  if ("faults" in checked) {
    const wrong = checked.faults.map((one) => diagnosticOf(one, placeOf(one.path)));
    return brokenFolder(file, [...diagnostics, ...said, ...wrong]);
  }
  // Whatever d2lbook makes lies in its output folder, notebooks and texts among it.
  const skip = [checked.options.out?.replace(/\/site$/, "") ?? ""];
  const made = await filesOf(root, checked.options, {
    notebooks: notebooks.length > 0 ? notebooks : ["**/*.md"],
    skip,
  });
  // The book can be read without a logo.
  const missing = made.faults.map((one) => diagnosticOf(one, placeOf(one.path), "warning"));
  return folderOf(file, made.found, [...diagnostics, ...said, ...missing]);
}
