// W3 in our torch dialect, with fused multiply-adds.

import { fast } from "../../../src/library/tensor/index.ts";

if (!fast()) throw new Error("this engine has no fused multiply-adds");

export { calls } from "./torch.ts";
