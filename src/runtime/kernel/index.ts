// The kernel's doors.

export type { Cache } from "../cache.ts";
export { failuresOf } from "./failure.ts";
export { createKernel, type Kernel, type KernelOptions, type RunHooks } from "./kernel.ts";
export type { Failure, Json, MimeBundle, Outcome, Output, Run } from "./model.ts";
