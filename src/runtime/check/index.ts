// Program[] -> Diagnostic[]: do the types of a page's cells agree, in every tab?

export { type Checker, createChecker } from "./check.ts";
