// Whole numbers and booleans as floats, which most functions take.

import { cast } from "../ops/index.ts";
import { isFloat, type Tensor, toFloat } from "../tensor/index.ts";

/** Itself when it is of a float type. */
export const float = (a: Tensor): Tensor => (isFloat(a.dtype) ? a : cast(a, toFloat(a.dtype)));
