// Links and images: what they name is there.

import { type Diagnostic, nearest } from "../diagnostic.ts";
import type { Facts, PathUse } from "../source/index.ts";
import type { BookFiles } from "./bind.ts";

/** Images without a file, links to pages that the book does not have. */
export function checkPaths(
  pages: readonly Facts[],
  urls: ReadonlyMap<string, string>,
  files: BookFiles,
): readonly Diagnostic[] {
  // As links name them, from the book's root: the site has no source folder.
  const addresses = new Set([...urls.keys()].map((path) => path.replace(/\.(md|markdown)$/, ".html")));
  const diagnostics: Diagnostic[] = [];
  for (const { images, includes, links } of pages) {
    for (const image of images) {
      if (leaves(image))
        diagnostics.push(missingImage(image, `The image \`${image.written}\` is outside the book's folder`));
      else if (!files.exists(image.path)) diagnostics.push(missingImage(image, `No image \`${image.path}\``));
    }
    for (const { path, written, place } of includes.filter((one) => leaves(one) || !files.exists(one.path)))
      diagnostics.push({
        severity: "warning",
        rule: "raw-is-html",
        message: path.startsWith("../") ? `\`${written}\` is outside the book's folder` : `No file \`${path}\``,
        hint: "`:file:` names a file of HTML, seen from this page",
        place,
      });
    for (const link of links) {
      const isPage = /\.(md|markdown)$/.test(link.path);
      if (isPage ? urls.has(link.path) : addresses.has(link.path) || (!leaves(link) && files.exists(link.path)))
        continue;
      diagnostics.push(missingLink(link, isPage, urls, files));
    }
  }
  return diagnostics;
}

/** True for a path out of the book's folder. */
function leaves({ path }: PathUse): boolean {
  return path === ".." || path.startsWith("../") || path.startsWith("/");
}

function missingImage({ place }: PathUse, message: string): Diagnostic {
  return { severity: "error", rule: "image-exists", message, place };
}

function missingLink(link: PathUse, isPage: boolean, urls: ReadonlyMap<string, string>, files: BookFiles): Diagnostic {
  const near = isPage ? nearest(link.path, urls.keys()) : undefined;
  const isThere = !leaves(link) && files.exists(link.path);
  return {
    severity: "warning",
    rule: "link-resolves",
    message: isThere
      ? `\`${link.path}\` is not a page of this book`
      : `The link leads to \`${link.written}\`, but there is no \`${link.path}\``,
    ...(near !== undefined && !isThere && { hint: `Did you mean \`${near}\`?` }),
    place: link.place,
  };
}
