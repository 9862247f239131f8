// An address in text ends where a role begins, a slide mark ends or wide punctuation stands: https://example.org/:ref:`sec_x`,
// https://example.org。 remark-gfm's own constructs read on to the next blank; they are shown one where that stands.

import { codes } from "micromark-util-symbol";
import type { Code, Construct, Effects, Extension, State, TokenizeContext } from "micromark-util-types";
import type { Closers } from "./closers.ts";

const names: ReadonlySet<string> = new Set(["protocolAutolink", "wwwAutolink"]);

/** `extension` with its autolink constructs guarded. */
export function withGuardedAutolinks(extension: Extension, closers: Closers): Extension {
  if (extension.text === undefined) return extension;
  const guarded = (one: Construct) => (names.has(one.name ?? "") ? guard(one, closers) : one);
  const text = Object.entries(extension.text).map(([code, constructs]) => {
    const list = Array.isArray(constructs) ? constructs : constructs === undefined ? [] : [constructs];
    return [code, list.map(guarded)] as const;
  });
  return { ...extension, text: Object.fromEntries(text) };
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
