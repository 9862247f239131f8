// jax.lax

import * as ops from "../ops/index.ts";
import type { Tensor } from "../tensor/index.ts";

/** The same values, without a gradient. */
export const stopGradient = <T extends Tensor>(a: T): T => ops.detach(a);
