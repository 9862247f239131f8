// All pages' facts become a book: in order, numbered, every reference led to its target.

export { type BookFiles, bind } from "./bind.ts";
export type { Book, BookPage, Citation, Entry, NumberedTarget, ReferenceRun, Target } from "./model.ts";
export { type BookPart, commonOf, joined, keyOfPart, partOf } from "./parts.ts";
