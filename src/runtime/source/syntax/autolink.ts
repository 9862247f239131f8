// An address in text ends where a role begins, a slide mark ends or wide punctuation stands: https://example.org/:ref:`sec_x`,
// https://example.org。 remark-gfm's own constructs read on to the next blank; they are shown one where that stands.

import type { Nodes } from "mdast";
import type { Extension as FromMarkdownExtension, Transform } from "mdast-util-from-markdown";
import { codes } from "micromark-util-symbol";
import type { Code, Construct, Effects, Extension, State, Token, TokenizeContext } from "micromark-util-types";
import type { Closers } from "./closers.ts";

const addresses: ReadonlySet<string> = new Set(["protocolAutolink", "wwwAutolink"]);

/** `extension` with its autolink constructs guarded. */
export function withGuardedAutolinks(extension: Extension, closers: Closers): Extension {
  if (extension.text === undefined) return extension;
  const isInLabel = openLabels();
  // Mail is tried at each word, and at each letter it is asked whether to: not in a text that has none.
  const guarded = (one: Construct): readonly Construct[] => {
    if (one.name === "emailAutolink") return closers.hasMail ? [outsideLabels(one, isInLabel)] : [];
    if (!addresses.has(one.name ?? "")) return [one];
    return closers.hasAddress ? [outsideLabels(guard(one, closers), isInLabel)] : [];
  };
  const text = Object.entries(extension.text)
    .map(([code, constructs]) => [code, [constructs ?? []].flat().flatMap(guarded)] as const)
    .filter(([, constructs]) => constructs.length > 0);
  return { ...extension, text: Object.fromEntries(text) };
}

/**
 * remark-gfm looks once more through all text for addresses that its constructs have not seen. Here it does so only
 * in a tree that may have one: the look is slower than all our own passes.
 */
export function withGuardedTransforms(extension: FromMarkdownExtension): FromMarkdownExtension {
  const transforms = extension.transforms?.map((transform): Transform => {
    return (tree) => (mayHaveAddress(tree) ? transform(tree) : undefined);
  });
  return { ...extension, ...(transforms && { transforms }) };
}

function mayHaveAddress(node: Nodes): boolean {
  if (node.type === "link" || node.type === "linkReference") return false;
  if (node.type === "text") return /@|www\.|https?:\/\//i.test(node.value);
  return "children" in node && node.children.some(mayHaveAddress);
}

/**
 * The same construct, refused where it refuses itself: after a bracket that is not closed. It looks for one through all
 * that the paragraph holds so far, again for each address.
 */
function outsideLabels(autolink: Construct, isInLabel: (events: TokenizeContext["events"]) => boolean): Construct {
  return {
    ...autolink,
    tokenize(effects, ok, nok) {
      return isInLabel(this.events) ? nok : autolink.tokenize.call(this, effects, ok, nok);
    },
  };
}

/** Whether a bracket is open at the events' end. The one that was found last is looked at first. */
function openLabels(): (events: TokenizeContext["events"]) => boolean {
  let at = -1;
  let last: Token | undefined;
  return (events) => {
    if (last !== undefined && events[at]?.[1] === last && !last._balanced) return true;
    last = undefined;
    for (at = events.length - 1; at >= 0; at--) {
      const token: (Token & { _gfmAutolinkLiteralWalkedInto?: boolean }) | undefined = events[at]?.[1];
      // So far remark-gfm has looked, and found none.
      if (token === undefined || token._gfmAutolinkLiteralWalkedInto) break;
      if ((token.type !== "labelLink" && token.type !== "labelImage") || token._balanced) continue;
      last = token;
      return true;
    }
    return false;
  };
}

function guard(autolink: Construct, closers: Closers): Construct {
  return { ...autolink, tokenize };

  function tokenize(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
    const self = this;
    let actual: Code = null;
    let isDone = false;
    return step(autolink.tokenize.call(this, shown(effects), leave(ok), leave(nok)));

    function step(state: State): State {
      return (code) => {
        actual = code;
        const { offset } = self.now();
        const isRole = code === codes.colon && closers.inlineEnd(offset) !== undefined;
        const isEnd = isRole || isWide(code) || closers.closesSlide(offset);
        const next = state(isEnd ? codes.space : code);
        return next === undefined || isDone ? next : step(next);
      };
    }

    /** The constructs that it tries on the way are shown the same; what they tell micromark is as it is. */
    function shown(own: Effects): Effects {
      return {
        ...own,
        attempt: (construct, then, otherwise) => own.attempt(part(construct as Construct), then, otherwise),
        check: (construct, then, otherwise) => own.check(part(construct as Construct), then, otherwise),
      };
    }

    function part(construct: Construct): Construct {
      const told = (state: State) => () => state(actual);
      return {
        ...construct,
        tokenize(own, then, otherwise) {
          return construct.tokenize.call(this, shown(own), told(then), told(otherwise));
        },
      };
    }

    /** What comes after the address is not shown anything. */
    function leave(state: State): State {
      return () => {
        isDone = true;
        return state(actual);
      };
    }
  }
}

/** Punctuation of Chinese and Japanese, which is written in no address. */
function isWide(code: Code): boolean {
  return code !== null && code > 0x2000 && wide.test(String.fromCharCode(code));
}

const wide = /[\u2018-\u201f\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]/;
