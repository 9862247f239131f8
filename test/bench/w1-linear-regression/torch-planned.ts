// W1 in our torch dialect, its step planned.

import * as torch from "../../../src/library/torch/index.ts";
import { epoch, step } from "./torch.ts";

const planned = torch.compile(step);

export const calls = { "": () => epoch(planned) };
