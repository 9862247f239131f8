// W4 in our jax dialect, its step planned.

import { jax } from "../../../src/library/jax/index.ts";
import { stepping, update } from "./jax.ts";

export const calls = { "": stepping(jax.jit(update)) };
