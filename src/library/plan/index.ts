// Planned functions: traced once, then done again in memory laid out for them.

export { type Compiled, type CompileOptions, compile } from "./compile.ts";
