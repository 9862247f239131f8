// Box and Muller's transform of float32 as PyTorch does it with AVX2: the logarithm, sine and cosine are those of the Cephes library
// (S. Moshier), whose polynomials PyTorch evaluates eight at a time with fused multiply-adds. Here one after the other, to the same bits:
// a product of float32 is exact in double precision, so that rounding the sum is what a fused multiply-add does.

const f = Math.fround;

// Cephes logf: log(1 + x) = x - x²/2 + x³ P(x), and ln 2 in two parts.
const p = [
  7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
  2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
].map(f);
const [p0, p1, p2, p3, p4, p5, p6, p7, p8] = p;
const lnLow = f(-2.1219444e-4);
const lnHigh = f(0.693359375);
const sqrtHalf = f(Math.SQRT1_2);

const word = new Int32Array(1);
const number = new Float32Array(word.buffer);

/** The logarithm of a positive, normal float32. */
function log(value: number): number {
  number[0] = value;
  let e = (word[0] >> 23) - 126;
  word[0] = (word[0] & 0x007fffff) | 0x3f000000;
  let x = number[0];
  if (x < sqrtHalf) {
    e -= 1;
    x = f(f(x - 1) + x);
  } else x = f(x - 1);
  const z = f(x * x);
  let y = f(p0 * x + p1);
  y = f(y * x + p2);
  y = f(y * x + p3);
  y = f(y * x + p4);
  y = f(y * x + p5);
  y = f(y * x + p6);
  y = f(y * x + p7);
  y = f(y * x + p8);
  y = f(f(y * x) * z + f(e * lnLow));
  y = f(y - 0.5 * z);
  return f(e * lnHigh + f(x + y));
}

// Cephes sinf and cosf: π/4 in three parts, and polynomials on [-π/4, π/4].
const overQuarter = f(1.27323954473516);
const quarter1 = f(-0.78515625);
const quarter2 = f(-2.4187564849853516e-4);
const quarter3 = f(-3.774894977445941e-8);
const [c0, c1, c2] = [2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2].map(f);
const [s0, s1, s2] = [-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1].map(f);

const half = 8;
const turn = f(2 * Math.PI);

/** Turns uniforms of [0, 1), whole blocks of 16, into normal deviates: the first eight of a block are radii, the last angles. */
export function boxMuller32(out: Float32Array, mean: number, deviation: number): void {
  const [scale, centre] = [f(deviation), f(mean)];
  for (let block = 0; block < out.length; block += 2 * half)
    for (let at = block; at < block + half; at++) {
      const radius = f(Math.sqrt(f(-2 * log(f(1 - out[at])))));
      const angle = f(turn * out[at + half]);
      // The eighths of a turn, those of odd number rounded up.
      const eighth = (Math.trunc(f(angle * overQuarter)) + 1) & ~1;
      let x = f(eighth * quarter1 + angle);
      x = f(eighth * quarter2 + x);
      x = f(eighth * quarter3 + x);
      const z = f(x * x);
      let cosine = f(c0 * z + c1);
      cosine = f(cosine * z + c2);
      cosine = f(f(f(cosine * z) * z - 0.5 * z) + 1);
      let sine = f(s0 * z + s1);
      sine = f(sine * z + s2);
      sine = f(f(sine * z) * x + x);
      if ((eighth & 2) !== 0) [sine, cosine] = [cosine, sine];
      if ((eighth & 4) !== 0) sine = -sine;
      if ((~(eighth - 2) & 4) !== 0) cosine = -cosine;
      out[at] = f(radius * cosine) * scale + centre;
      out[at + half] = f(radius * sine) * scale + centre;
    }
}
