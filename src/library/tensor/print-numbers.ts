// The forms of numbers in printed tensors: one width and one notation for all that are shown together.

import { type DType, isFloat } from "./dtype.ts";

/** A number in the form that was chosen for all of them. */
export type NumberForm = (value: number) => string;

/** PyTorch's form for these values: whole numbers as "1.", else `precision` digits, or scientific when they differ too much, unless it is said. */
export function torchNumbers(
  values: readonly number[],
  dtype: DType,
  precision: number,
  sciMode: boolean | null,
): NumberForm {
  if (!isFloat(dtype)) return padLeft(values, whole(dtype));
  const { whole: areWhole, low, high } = describe(values);
  const differ = high > 0 && (high / low > 1000 || high > 1e8 || (!areWhole && low < 1e-4));
  const formOf = (scientific: boolean): NumberForm =>
    scientific
      ? (value) => exponential(value, precision)
      : areWhole
        ? (value) => `${fixed(value, 0)}.`
        : (value) => fixed(value, precision);
  const form = formOf(sciMode ?? differ);
  // The width is that of the finite numbers other than zero, before `sciMode` is asked: PyTorch lets a zero or "nan" stick out.
  const measured = formOf(differ);
  const width = Math.max(
    1,
    ...values.filter((value) => Number.isFinite(value) && value !== 0).map((value) => measured(value).length),
  );
  return (value) => (Number.isFinite(value) ? form(value) : special(value)).padStart(width);
}

/** NumPy's form for these values: the fewest digits that tell float32 apart, up to eight, aligned at the point. */
export function numpyNumbers(values: readonly number[], dtype: DType): NumberForm {
  if (!isFloat(dtype)) return padLeft(values, whole(dtype));
  const { low, high } = describe(values);
  const scientific = high > 0 && (high >= 1e8 || low < 1e-4 || high / low > 1000);
  const finite = values.filter(Number.isFinite);
  if (scientific) {
    const digits = Math.max(0, ...finite.map((value) => fractionOf(shortest(value, dtype, true)).length));
    return padLeft(values, (value) => (Number.isFinite(value) ? exponential(value, digits, true) : special(value)));
  }
  const digits = Math.max(0, ...finite.map((value) => fractionOf(shortest(value, dtype, false)).length));
  const form = (value: number): string => {
    if (!Number.isFinite(value)) return special(value);
    const text = fixed(value, fractionOf(shortest(value, dtype, false)).length);
    return (text.includes(".") ? text : `${text}.`).padEnd(text.split(".")[0].length + 1 + digits);
  };
  return padLeft(values, form);
}

/** NumPy's `str` of one number: "1.0", "1e-05". */
export function numpyScalar(value: number, dtype: DType): string {
  if (!isFloat(dtype)) return whole(dtype)(value);
  if (!Number.isFinite(value)) return special(value);
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e16)) {
    const text = unique(value, dtype).toExponential();
    return exponential(value, fractionOf(text).length);
  }
  const text = decimal(unique(value, dtype));
  return `${Object.is(value, -0) ? "-" : ""}${text}${text.includes(".") ? "" : ".0"}`;
}

/** Integers, or Python's booleans. */
const whole =
  (dtype: DType): NumberForm =>
  (value) =>
    dtype === "bool" ? (value ? "True" : "False") : String(value);

function describe(values: readonly number[]): { whole: boolean; low: number; high: number } {
  let whole = true;
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  for (const value of values) {
    const size = Math.abs(value);
    if (!Number.isFinite(value) || value === 0) continue;
    if (!Number.isInteger(value)) whole = false;
    low = Math.min(low, size);
    high = Math.max(high, size);
  }
  return { whole, low, high };
}

function padLeft(values: readonly number[], form: NumberForm): NumberForm {
  const width = Math.max(0, ...values.map((value) => form(value).length));
  return (value) => form(value).padStart(width);
}

function special(value: number): string {
  return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
}

/** With `digits` after the point, ties to even as C's printf does (toFixed rounds them up). */
export function fixed(value: number, digits: number): string {
  const scaled = Math.abs(value) * 10 ** digits;
  const floor = Math.floor(scaled);
  // A tie is exact only while the scaled number is; above 2^52 there are no fractions.
  if (scaled - floor === 0.5 && floor % 2 === 0 && floor < 2 ** 52) {
    const text = (floor / 10 ** digits).toFixed(digits);
    return value < 0 ? `-${text}` : text;
  }
  const text = value.toFixed(digits);
  return Object.is(value, -0) ? `-${text}` : text;
}

/** "1.5000e-05": the exponent has a sign and two digits at least. `trim` leaves "1.e-05" of a whole mantissa. */
export function exponential(value: number, digits: number, trim = false): string {
  const [mantissa = "", exponent = ""] = value.toExponential(digits).split("e");
  const size = exponent.slice(1).padStart(2, "0");
  const sign = Object.is(value, -0) ? "-" : "";
  return `${sign}${mantissa}${trim && !mantissa.includes(".") ? "." : ""}e${exponent[0]}${size}`;
}

function fractionOf(text: string): string {
  return /\.(\d*)/.exec(text)?.[1] ?? "";
}

/** The number with the fewest digits that is this one in its type. */
function unique(value: number, dtype: DType): number {
  if (dtype === "float64") return value;
  for (let digits = 1; digits <= 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}

/** That number as a decimal or in scientific notation, with eight digits after the point at the most. */
function shortest(value: number, dtype: DType, scientific: boolean): string {
  const short = unique(value, dtype);
  const text = scientific ? short.toExponential() : decimal(short);
  if (fractionOf(text).length <= 8) return text;
  return scientific ? Number(short.toExponential(8)).toExponential() : decimal(Number(fixed(short, 8)));
}

/** Without an exponent. */
function decimal(value: number): string {
  const text = String(value);
  return text.includes("e") ? value.toFixed(20).replace(/0+$/, "") : text;
}
