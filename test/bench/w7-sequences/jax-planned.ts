// W7 in our jax dialect, its steps planned.

import { jax } from "../../../src/library/jax/index.ts";
import { callsBy } from "./jax.ts";

export const calls = callsBy((step) => jax.jit(step));
