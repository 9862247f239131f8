// What a library takes from other modules, collected piece by piece: each local name means one thing in the whole file.

import { posix } from "node:path";
import type ts from "typescript";
import type { Config, LibraryTab } from "../../config/index.ts";
import type { Place } from "../../diagnostic.ts";
import { placeName } from "../../frame.ts";
import { placeOf } from "../places.ts";
import { type Report, span } from "./declarations.ts";
import { type ImportedName, type LibraryImport, moduleInLibrary, relative } from "./imports.ts";
import type { Piece } from "./model.ts";

/** The imports of one library as they grow. */
export class LibraryImports {
  private readonly imports = new Map<string, LibraryImport & { readonly place: Place }>();

  constructor(
    private readonly tab: LibraryTab,
    private readonly config: Config,
    private readonly declared: ReadonlySet<string>,
    private readonly report: Report,
  ) {}

  all(): readonly LibraryImport[] {
    return [...this.imports.values()];
  }

  /** Takes a name that `node` of a piece uses. */
  add({ local, module, name, isType, from, node }: ImportedName, user: Pick<Piece, "from">, use: ts.Node): void {
    const target = this.moduleOf(module, from.page.path);
    if (target === undefined) {
      const message = `Saved code uses \`${local}\` from \`${module}\`, but the library declares no such thing`;
      const hint = 'Save its declaration, or give the library a "base" in the configuration.';
      this.report("saved-code-is-complete", user, span(user, use), message, hint);
      return;
    }
    const other = this.imports.get(local);
    if (this.declared.has(local)) {
      const message = `\`${local}\` is imported here, but the library declares something else of that name`;
      this.report("saved-name-is-unique", { from }, span({ from }, node), message);
    } else if (!other) {
      const place = placeOf(from, node.getStart(from.file), node.end);
      this.imports.set(local, { local, module: target, name, isType, place });
    } else if (other.module !== target || other.name !== name) {
      const message = `Saved code knows \`${local}\` as \`${name}\` of \`${module}\` here, as something else at ${placeName(other.place)}`;
      this.report("saved-name-is-unique", { from }, span({ from }, node), message, "Give one of them another name.");
    } else if (other.isType && !isType) this.imports.set(local, { ...other, isType });
  }

  /** A module as the library names it. What cells take from the library and it does not declare is in its base. */
  private moduleOf(module: string, page: string): string | undefined {
    const { library } = this.tab;
    if (module !== library.name) return moduleInLibrary(module, page, this.tab, this.config);
    return library.base === undefined ? undefined : relative(posix.dirname(library.file), library.base);
  }
}
