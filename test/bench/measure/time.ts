// Milliseconds of each call.

import { load, print } from "./measured.ts";
import { timeOf } from "./timing.ts";

print(await load(), (call) => timeOf(call));
