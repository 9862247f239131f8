// page + tab -> Program: what one tab's cells are as one TypeScript module, and what its readers see of them.

export { parsePython } from "./aliases/python.ts";
export { compile } from "./compile.ts";
export { type Mapped, nearestOrigin, originOf } from "./edits.ts";
export { type FoldedCell, foldedCell } from "./folded.ts";
export type { Program, ProgramCell, ShownCode, Span } from "./model.ts";
export { shownCode } from "./shown.ts";
