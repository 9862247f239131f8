// The book's language: what the site says in it, which way it is written, and how its dashes are set.

export { withDashes } from "./dashes.ts";
export { directionOf } from "./direction.ts";
export { fill, listed, type Words, wordsOf } from "./words.ts";
