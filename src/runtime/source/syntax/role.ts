// A role: :numref:`sec_x`, :cite:`Vapnik.1992`, :label:`fig_y`, with any number of backticks around its content.
// Read before emphasis, links and autolinks, so that `_` and `*` in a name are its own.

import type { Node } from "mdast";
import type { Extension as MdastExtension } from "mdast-util-from-markdown";
import { asciiAlpha, markdownLineEnding, markdownSpace } from "micromark-util-character";
import { codes, types } from "micromark-util-symbol";
import type { Code, Construct, Effects, State, TokenizeContext } from "micromark-util-types";
import type { CitationKind, ReferenceKind } from "../model.ts";
import type { BibliographyNode, CitationNode, ReferenceNode } from "../nodes.ts";

/** Roles that say something of the block before them, on a line of their own. */
const blockRoles = ["label", "eqlabel", "width", "height", "bibliography"] as const;
const references = ["numref", "ref", "eqref"] as const satisfies readonly ReferenceKind[];
const citations = ["cite", "citet", "citep"] as const satisfies readonly CitationKind[];
const roles: ReadonlySet<string> = new Set([...blockRoles, ...references, ...citations]);
const onOwnLine: ReadonlySet<string> = new Set(blockRoles);

/** A role's content is a name or some keys; a bound keeps unclosed ones from being read again and again. */
const maxContent = 4096;
const maxName = 12;

/** A role that the page's passes consume: no finished tree holds one. */
export interface RoleNode extends Node {
  type: "role";
  name: "label" | "eqlabel" | "width" | "height";
  value: string;
}

/** True for a role that waits for the page's passes. */
export function isRole(node: Node | undefined): node is RoleNode {
  return node?.type === "role";
}

/** A role between words. */
export const roleText: Construct = {
  name: "role",
  tokenize(effects, ok, nok) {
    return tokenizeRole(effects, ok, nok, roles);
  },
};

/** Block roles alone on a line: they end a paragraph or table above them. */
export const roleLine: Construct = { name: "roleLine", tokenize: tokenizeRoleLine };

const blockRole: Construct = {
  partial: true,
  tokenize(effects, ok, nok) {
    return tokenizeRole(effects, ok, nok, onOwnLine);
  },
};

function tokenizeRole(effects: Effects, ok: State, nok: State, known: ReadonlySet<string>): State {
  let name = "";
  let opening = 0;
  let closing = 0;
  let length = 0;
  let isEmpty = true;
  return start;

  /**
   * > | see :numref:`sec_x`
   *         ^
   */
  function start(code: Code): State | undefined {
    effects.enter("role");
    effects.enter("roleData");
    effects.consume(code);
    return inName;
  }

  /**
   * > | see :numref:`sec_x`
   *          ^
   */
  function inName(code: Code): State | undefined {
    if (code === codes.colon && known.has(name)) {
      effects.consume(code);
      return openingTicks;
    }
    if (code === null || !asciiAlpha(code) || name.length === maxName) return nok(code);
    name += String.fromCharCode(code);
    effects.consume(code);
    return inName;
  }

  /**
   * > | see :numref:`sec_x`
   *                 ^
   */
  function openingTicks(code: Code): State | undefined {
    if (code === codes.graveAccent) {
      opening++;
      effects.consume(code);
      return openingTicks;
    }
    return opening === 0 ? nok(code) : content(code);
  }

  /**
   * > | see :numref:`sec_x`
   *                  ^
   */
  function content(code: Code): State | undefined {
    if (code === codes.eof || length++ > maxContent) return nok(code);
    if (code === codes.graveAccent) {
      closing = 0;
      return closingTicks(code);
    }
    if (markdownLineEnding(code)) {
      effects.exit("roleData");
      effects.enter(types.lineEnding);
      effects.consume(code);
      effects.exit(types.lineEnding);
      return contentLine;
    }
    if (!markdownSpace(code)) isEmpty = false;
    effects.consume(code);
    return content;
  }

  /** What a role holds may go on in the next line, in a token of its own. */
  function contentLine(code: Code): State | undefined {
    if (code === codes.eof || markdownLineEnding(code)) return nok(code);
    effects.enter("roleData");
    return content(code);
  }

  /**
   * > | see :numref:`sec_x`
   *                       ^
   */
  function closingTicks(code: Code): State | undefined {
    if (code === codes.graveAccent) {
      closing++;
      effects.consume(code);
      return closingTicks;
    }
    if (closing !== opening) return content(code);
    if (isEmpty) return nok(code);
    effects.exit("roleData");
    effects.exit("role");
    return ok(code);
  }
}

function tokenizeRoleLine(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  // A paragraph of a list or quote that goes on without its mark takes the line with it.
  if (this.interrupt && this.parser.lazy[this.now().line]) return nok;
  return start;

  /**
   * > | :width:`300px` :label:`fig_x`
   *     ^
   */
  function start(code: Code): State | undefined {
    effects.enter("roleLine");
    return effects.attempt(blockRole, after, nok)(code);
  }

  /**
   * > | :width:`300px` :label:`fig_x`
   *                   ^
   */
  function after(code: Code): State | undefined {
    if (code === codes.eof || markdownLineEnding(code)) {
      effects.exit("roleLine");
      return ok(code);
    }
    if (markdownSpace(code)) {
      effects.enter(types.whitespace);
      effects.consume(code);
      return blanks;
    }
    return code === codes.colon ? effects.attempt(blockRole, after, nok)(code) : nok(code);
  }

  function blanks(code: Code): State | undefined {
    if (markdownSpace(code)) {
      effects.consume(code);
      return blanks;
    }
    effects.exit(types.whitespace);
    return after(code);
  }
}

/** Roles to nodes: references and citations at once, the others for the page's passes. */
export const roleFromMarkdown: MdastExtension = {
  enter: {
    role(token) {
      const written = this.sliceSerialize(token);
      const nameEnd = written.indexOf(":", 1);
      const content = written.slice(nameEnd + 1).replace(/^`+|`+$/g, "");
      this.enter(nodeOf(written.slice(1, nameEnd), content) as never, token);
    },
  },
  exit: {
    role(token) {
      this.exit(token);
    },
  },
};

function nodeOf(name: string, content: string): ReferenceNode | CitationNode | BibliographyNode | RoleNode {
  if (isOneOf(references, name)) return { type: "reference", kind: name, label: labelOf(content) };
  if (isOneOf(citations, name)) return { type: "citation", kind: name, keys: keysOf(content) };
  if (name === "bibliography") return { type: "bibliography", data: { written: content.trim() } } as BibliographyNode;
  const value = name === "label" || name === "eqlabel" ? labelOf(content) : content.trim();
  return { type: "role", name: name as RoleNode["name"], value };
}

function isOneOf<T extends string>(names: readonly T[], name: string): name is T {
  return (names as readonly string[]).includes(name);
}

/** "fig\_x" and "fig_x" are one label, composed or not; a name broken over two lines has one blank there. */
export function labelOf(written: string): string {
  return written
    .trim()
    .replace(/\\([_*])/g, "$1")
    .replace(/\s+/g, " ")
    .normalize("NFC");
}

function keysOf(written: string): string[] {
  return written
    .split(",")
    .map((key) => labelOf(key))
    .filter((key) => key !== "");
}
