// W4 in our torch dialect, its step planned.

import * as torch from "../../../src/library/torch/index.ts";
import { calls as eager } from "./torch.ts";

export const calls = { "": torch.compile(eager[""]) };
