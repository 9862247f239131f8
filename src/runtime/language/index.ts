// The book's language: what the site says in it, and which way it is written.

export { directionOf } from "./direction.ts";
export { fill, listed, type Words, wordsOf } from "./words.ts";
