// W7 in our torch dialect, its steps planned.

import * as torch from "../../../src/library/torch/index.ts";
import { calls as eager } from "./torch.ts";

export const calls = Object.fromEntries(Object.entries(eager).map(([name, step]) => [name, torch.compile(step)]));
