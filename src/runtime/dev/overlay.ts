// What `octavo dev` adds to a page: a script that keeps it current and lays the book's faults over it, with their frames.

import { readFileSync } from "node:fs";
import { transformSync } from "esbuild";
import type { Diagnostic } from "../diagnostic.ts";
import { frame, placeName } from "../frame.ts";

/** A diagnostic as the page shows it. */
export interface Fault {
  readonly severity: Diagnostic["severity"];
  readonly place: string;
  readonly rule: string;
  readonly message: string;
  readonly frame: string;
  readonly notes: readonly string[];
  readonly hint: string;
}

/** Where pages listen; no page of a book has this name. */
export const eventsPath = ".octavo/events";

export function faultOf({ severity, place, rule, message, notes, hint }: Diagnostic, text: string | undefined): Fault {
  return {
    severity,
    place: placeName(place),
    rule,
    message,
    frame: text === undefined ? "" : frame(text, place),
    notes: notes ?? [],
    hint: hint ?? "",
  };
}

const client = new URL("../../../site/client/dev.ts", import.meta.url);
let compiled: string | undefined;

/** Adds the script, and takes the page's policy away: it forbids the connection, and here the page is the author's own. */
export function decorate(html: string, path: string): string {
  compiled ??= transformSync(readFileSync(client, "utf8"), { loader: "ts", format: "iife", target: "es2022" }).code;
  const open = html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/i, "");
  const script = `<script data-page="${encodeURI(path)}" data-events="/${eventsPath}">${compiled}</script>`;
  const end = open.lastIndexOf("</body>");
  return end < 0 ? open + script : open.slice(0, end) + script + open.slice(end);
}
