// W3 in our torch dialect, on two threads.

import * as torch from "../../../src/library/torch/index.ts";

torch.setNumThreads(2);

export { calls } from "./torch.ts";
