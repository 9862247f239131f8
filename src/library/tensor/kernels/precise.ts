// Exponentials, logarithms, circular functions and powers in double precision, to one or two units in the last place, by sums, products
// and quotients alone: their bits are the same in every engine, which those of Math are not.
// After the methods in W. J. Cody and W. Waite, "Software Manual for the Elementary Functions" (1980), and T. J. Dekker (1971).

const words = new Uint32Array(2);
const double = new Float64Array(words.buffer);
/** Where the sign and the exponent stand. */
const high = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0;

/** 2^k, for -1022 ≤ k ≤ 1023. */
function powerOfTwo(k: number): number {
  words[1 - high] = 0;
  words[high] = (k + 1023) << 20;
  return double[0];
}

/** x · 2^k, which may fall below the normal numbers. */
function scaled(x: number, k: number): number {
  if (k > 1023) return x * powerOfTwo(1023) * powerOfTwo(Math.min(k - 1023, 1023));
  if (k < -1022) return x * powerOfTwo(Math.max(k + 1000, -1022)) * powerOfTwo(-1000);
  return x * powerOfTwo(k);
}

// ln 2 in two parts, of which whole multiples of the first are exact.
const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;
const perLn2 = Math.LOG2E;

/** 1, 1, 1/2, 1/6, 1/24 … */
const factorials = Array.from({ length: 19 }, (_, n) => {
  let product = 1;
  for (let i = 2; i <= n; i++) product *= i;
  return 1 / product;
});

/** e^r - 1 for |r| ≤ 1/2, by its series. */
function smallExpm1(r: number): number {
  let sum = factorials[16];
  for (let n = 15; n >= 2; n--) sum = sum * r + factorials[n];
  return r + r * r * sum;
}

/** e^x */
export function exp(x: number): number {
  if (x > 709.79) return Number.POSITIVE_INFINITY;
  if (x < -745.14) return 0;
  if (Number.isNaN(x)) return x;
  const k = Math.round(x * perLn2);
  const r = x - k * ln2High - k * ln2Low;
  return scaled(1 + smallExpm1(r), k);
}

/** e^x - 1, exact near 0. */
export function expm1(x: number): number {
  if (x === 0) return x;
  return Math.abs(x) <= 0.5 ? smallExpm1(x) : exp(x) - 1;
}

// What `parts` has found: x = m · 2^e with √½ ≤ m < √2.
let mantissa = 0;
let exponent = 0;

/** Takes a positive finite number apart. */
function takeApart(x: number): void {
  const isTiny = x < 2.2250738585072014e-308;
  double[0] = isTiny ? x * 18014398509481984 : x;
  exponent = ((words[high] >>> 20) & 2047) - 1023 - (isTiny ? 54 : 0);
  words[high] = (words[high] & 0xfffff) | 0x3ff00000;
  mantissa = double[0];
  if (mantissa > Math.SQRT2) {
    mantissa /= 2;
    exponent += 1;
  }
}

/** (log((1 + s) / (1 - s)) - 2 s) / s, by its series in z = s² < 0.03. */
function restOfLog(z: number): number {
  let sum = 2 / 25;
  for (let n = 23; n >= 3; n -= 2) sum = sum * z + 2 / n;
  return sum * z;
}

/** The natural logarithm. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  takeApart(x);
  const f = mantissa - 1;
  const s = f / (2 + f);
  // log m = 2 s + s · rest, and 2 s = f - s f.
  const rest = restOfLog(s * s);
  return exponent * ln2High + (f - (s * (f - rest) - exponent * ln2Low));
}

/** log(1 + x), exact near 0 (Kahan). */
export function log1p(x: number): number {
  const u = 1 + x;
  if (u === 1 || u === Number.POSITIVE_INFINITY) return x;
  return u > 0 ? (log(u) * x) / (u - 1) : log(u);
}

/** The logarithm to base 2, exact of its powers. */
export function log2(x: number): number {
  if (!(x > 0) || x === Number.POSITIVE_INFINITY) return log(x);
  takeApart(x);
  const whole = exponent;
  return mantissa === 1 ? whole : whole + log(mantissa) * perLn2;
}

// π/2 in parts of 24 bits, of which whole multiples are exact, and a rest.
const quarter = [1.570796251296997, 7.549789415861596e-8, 5.390302529957765e-15, 3.2820035428735005e-22] as const;
// What `reduce` has found: x = quadrant · π/2 + rest.
let rest = 0;

/** Takes multiples of π/2 away, and gives how many, modulo 4. */
function reduce(x: number): number {
  // Beyond that neighbouring numbers are turns apart.
  const near = Math.abs(x) > 2 ** 52 ? x % (2 * Math.PI) : x;
  const k = Math.round(near / (Math.PI / 2));
  rest = near;
  if (Math.abs(k) < 2 ** 28) for (const part of quarter) rest -= k * part;
  else
    for (const part of quarter) {
      const product = k * part;
      rest = rest - product - errorOfProduct(k, part, product);
    }
  return ((k % 4) + 4) % 4;
}

function smallSin(r: number): number {
  const z = r * r;
  let sum = 0;
  for (let n = 17; n >= 3; n -= 2) sum = sum * z + (n % 4 === 1 ? factorials[n] : -factorials[n]);
  return r + r * z * sum;
}
function smallCos(r: number): number {
  const z = r * r;
  let sum = 0;
  for (let n = 18; n >= 4; n -= 2) sum = sum * z + (n % 4 === 0 ? factorials[n] : -factorials[n]);
  return 1 - (z / 2 - z * z * sum);
}

/** The sine of radians. */
export function sin(x: number): number {
  if (!Number.isFinite(x)) return Number.NaN;
  if (Math.abs(x) < 1e-8) return x;
  const quadrant = reduce(x);
  const value = quadrant % 2 === 0 ? smallSin(rest) : smallCos(rest);
  return quadrant > 1 ? -value : value;
}

/** The cosine of radians. */
export function cos(x: number): number {
  if (!Number.isFinite(x)) return Number.NaN;
  const quadrant = reduce(x);
  const value = quadrant % 2 === 0 ? smallCos(rest) : smallSin(rest);
  return quadrant === 1 || quadrant === 2 ? -value : value;
}

/** The hyperbolic tangent. */
export function tanh(x: number): number {
  if (Math.abs(x) < 1e-8 || Number.isNaN(x)) return x;
  if (Math.abs(x) > 22) return x > 0 ? 1 : -1;
  const t = expm1(2 * Math.abs(x));
  const value = t / (t + 2);
  return x > 0 ? value : -value;
}

/** The error of a product, which is a number, too (Dekker). */
function errorOfProduct(a: number, b: number, product: number): number {
  const [a1, b1] = [upperHalf(a), upperHalf(b)];
  const [a0, b0] = [a - a1, b - b1];
  return a1 * b1 - product + a1 * b0 + a0 * b1 + a0 * b0;
}
function upperHalf(a: number): number {
  const big = a * 134217729;
  return big - (big - a);
}

/** x to the y, as C's pow has its special cases. */
export function pow(x: number, y: number): number {
  // All of these are exact, and the same everywhere.
  if (!Number.isFinite(x) || !Number.isFinite(y) || x === 0 || y === 0 || Math.abs(x) === 1) return x ** y;
  const isWhole = Math.floor(y) === y;
  if (x < 0) return isWhole ? (Math.abs(y % 2) === 1 ? -pow(-x, y) : pow(-x, y)) : Number.NaN;
  takeApart(x);
  const e = exponent;
  // log x as a sum of two numbers.
  const f = mantissa - 1;
  const s = f / (2 + f);
  const g = 2 + f;
  const product = s * g;
  const low = (f - product - errorOfProduct(s, g, product) - s * (f - (g - 2))) / g;
  const first = 2 * s;
  const tail = 2 * low + s * restOfLog(s * s) + e * ln2Low;
  const base = e * ln2High;
  const top = base + first;
  const bottom = Math.abs(base) > Math.abs(first) ? base - top + first + tail : first - top + base + tail;
  const logHigh = top + bottom;
  const logLow = top - logHigh + bottom;
  // y times it, likewise.
  const scaledHigh = y * logHigh;
  if (scaledHigh > 709.79) return Number.POSITIVE_INFINITY;
  if (scaledHigh < -745.14) return 0;
  const scaledLow = errorOfProduct(y, logHigh, scaledHigh) + y * logLow;
  const k = Math.round(scaledHigh * perLn2);
  const r = scaledHigh - k * ln2High + (scaledLow - k * ln2Low);
  return scaled(1 + smallExpm1(r), k);
}
