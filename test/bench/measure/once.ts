// The first call of a peer's file, and no more: what start.ts starts.

import { load } from "./measured.ts";

const [first] = Object.values(await load());
first();
process.exit();
