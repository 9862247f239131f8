// Addresses inside the site, seen from a page: ("a/b.html", "a/c.html#x") -> "c.html#x".

import { posix } from "node:path";

/** Relative, so that the site works under any prefix and from the disk. */
export function relativeAddress(from: string, to: string): string {
  const at = to.indexOf("#");
  const path = at < 0 ? to : to.slice(0, at);
  const fragment = at < 0 ? "" : `#${fragmentOf(to.slice(at + 1))}`;
  if (path === from && fragment) return fragment;
  const relative = posix.relative(posix.dirname(from), path) || posix.basename(path);
  const encoded = relative.split("/").map(encodeURIComponent).join("/");
  return encoded + fragment;
}

/** An id as an address names it; labels hold spaces and letters of any script. */
export function fragmentOf(id: string): string {
  return encodeURIComponent(id).replaceAll("%3A", ":").replaceAll("%2F", "/");
}
