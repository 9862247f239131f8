// The inverse of the error function in single precision, by M. Giles, "Approximating the erfinv function" (2010): what XLA computes.

const central = [
  2.81022636e-8, 3.43273939e-7, -3.5233877e-6, -4.39150654e-6, 0.00021858087, -0.00125372503, -0.00417768164,
  0.246640727, 1.50140941,
];
const tail = [
  -0.000200214257, 0.000100950558, 0.00134934322, -0.00367342844, 0.00573950773, -0.0076224613, 0.00943887047,
  1.00167406, 2.83297682,
];

/** x such that erf(x) = y, for -1 < y < 1. */
export function errorFunctionInverse(y: number): number {
  const f = Math.fround;
  let w = f(-f(Math.log1p(f(-f(y * y)))));
  const near = w < 5;
  w = near ? f(w - 2.5) : f(f(Math.sqrt(w)) - 3);
  const coefficients = near ? central : tail;
  let p = f(coefficients[0]);
  for (let i = 1; i < coefficients.length; i++) p = f(f(coefficients[i]) + f(p * w));
  return f(p * y);
}
