// Quantiles and medians.

import { add, any, cast, index, isnan, moveAxis, mul, reshape, sort, unsqueeze, where } from "../ops/index.ts";
import { axisOf, type Tensor, toFloat } from "../tensor/index.ts";

/** How a quantile that falls between two elements is made of them. */
export type Interpolation = "linear" | "lower" | "higher" | "midpoint" | "nearest";

/**
 * The element below which a share `q`, 0 to 1, lies, of all or along an axis, interpolated; NaN where there is one.
 * @throws RangeError for another `q` and for no elements.
 */
export function quantile(a: Tensor, q: number, axis?: number, keep = false, how: Interpolation = "linear"): Tensor {
  if (!(q >= 0 && q <= 1)) throw new RangeError(`quantile: q must be between 0 and 1, not ${q}`);
  const whole = cast(axis === undefined ? reshape(a, [-1]) : a, toFloat(a.dtype));
  const at = axisOf("quantile", axis ?? 0, whole.shape.length);
  const count = whole.shape[at] ?? 1;
  if (count === 0) throw new RangeError("quantile: there is none of no elements");
  const sorted = moveAxis(sort(whole, at), at, 0);
  const place = q * (count - 1);
  const low = Math.floor(place);
  const high = Math.ceil(place);
  // Halves go to the even place, as the frameworks round.
  const nearest = place - low === 0.5 ? low + (low % 2) : Math.round(place);
  const shares = { linear: place - low, lower: 0, higher: 1, midpoint: 0.5, nearest: nearest - low } as const;
  const share = high === low ? 0 : shares[how];
  const lower = index(sorted, [low]);
  const between = share === 0 ? lower : add(mul(lower, 1 - share), mul(index(sorted, [high]), share));
  const result = where(any(isnan(whole), at), Number.NaN, between);
  if (!keep) return result;
  return axis === undefined
    ? reshape(
        result,
        a.shape.map(() => 1),
      )
    : unsqueeze(result, at);
}

/** The middle element of all or along an axis, or the mean of the middle two; NaN where there is one. */
export function median(a: Tensor, axis?: number, keep = false): Tensor {
  return quantile(a, 0.5, axis, keep, "midpoint");
}
