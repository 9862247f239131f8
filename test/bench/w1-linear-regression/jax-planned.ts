// W1 in our jax dialect, its step planned.

import { jax } from "../../../src/library/jax/index.ts";
import { epoch, step } from "./jax.ts";

const planned = jax.jit(step);

export const calls = { "": () => epoch(planned) };
