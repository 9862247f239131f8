// PyTorch's methods of linear algebra and of samples: products of matrices and vectors, factors, covariances.

import * as numeric from "../numeric/index.ts";
import * as ops from "../ops/index.ts";
import { type Tensor as Base, elements, fromNested, make, show, sizeOf } from "../tensor/index.ts";
import { Shaped } from "./shaped.ts";

/** How much the two parts of a sum count: beta · this + alpha · product. */
export interface SumOptions {
  /** Defaults to 1. */
  readonly beta?: number;
  /** Defaults to 1. */
  readonly alpha?: number;
}

/** @throws RangeError for a tensor of another number of axes than PyTorch's function of this name takes. */
function mustHave(name: string, axes: number, ...tensors: readonly Base[]): void {
  const wrong = tensors.find(({ shape }) => shape.length !== axes);
  if (wrong !== undefined)
    throw new RangeError(
      `${name}: expected ${axes === 1 ? "vectors" : axes === 2 ? "matrices" : `tensors of ${axes} axes`}, but got shapes ${tensors.map(({ shape }) => show(shape)).join(" and ")}`,
    );
}

/** The side of a tensor that multiplies and is a sample. `Tensor` extends it. */
export abstract class Multiplied extends Shaped {
  /** The product of two matrices. @throws RangeError for others. */
  mm(other: Base): this {
    mustHave("mm", 2, this, other);
    return ops.matmul(this, other) as this;
  }
  /** The product of a matrix and a vector. @throws RangeError for others. */
  mv(vector: Base): this {
    mustHave("mv", 2, this);
    mustHave("mv", 1, vector);
    return ops.matmul(this, vector) as this;
  }
  /** The products of two batches of matrices. @throws RangeError for others. */
  bmm(other: Base): this {
    mustHave("bmm", 3, this, other);
    if (this.shape[0] !== other.shape[0])
      throw new RangeError(
        `bmm: expected batches of one size, but got shapes ${show(this.shape)} and ${show(other.shape)}`,
      );
    return ops.matmul(this, other) as this;
  }
  /** The inner product of two vectors. @throws RangeError for others. */
  dot(other: Base): this {
    mustHave("dot", 1, this, other);
    return ops.matmul(this, other) as this;
  }
  /** `dot` */
  vdot(other: Base): this {
    return this.dot(other);
  }
  /** Summed products over the last axes of both. */
  inner(other: Base): this {
    if (this.shape.length === 0 || other.shape.length === 0) return ops.mul(this, other) as this;
    return numeric.tensordot(this, other, [this.shape.length - 1], [other.shape.length - 1]) as this;
  }
  /** All products of two vectors' elements. @throws RangeError for others. */
  outer(other: Base): this {
    mustHave("outer", 1, this, other);
    return ops.mul(ops.reshape(this, [-1, 1]), other) as this;
  }
  /** beta · this + alpha · a b, of matrices. */
  addmm(a: Base, b: Base, options: SumOptions = {}): this {
    mustHave("addmm", 2, a, b);
    return this.plus(ops.matmul(a, b), options);
  }
  /** beta · this + alpha · a v, of a matrix and a vector. */
  addmv(a: Base, v: Base, options: SumOptions = {}): this {
    mustHave("addmv", 2, a);
    mustHave("addmv", 1, v);
    return this.plus(ops.matmul(a, v), options);
  }
  /** beta · this + alpha · a b, of batches of matrices. */
  baddbmm(a: Base, b: Base, options: SumOptions = {}): this {
    mustHave("baddbmm", 3, a, b);
    return this.plus(ops.matmul(a, b), options);
  }
  /** beta · this + alpha · the sum of the products of batches of matrices. */
  addbmm(a: Base, b: Base, options: SumOptions = {}): this {
    mustHave("addbmm", 3, a, b);
    return this.plus(ops.sum(ops.matmul(a, b), 0), options);
  }
  private plus(product: Base, { beta = 1, alpha = 1 }: SumOptions): this {
    const own = beta === 1 ? this : ops.mul(this, beta);
    return ops.add(own, alpha === 1 ? product : ops.mul(product, alpha)) as this;
  }
  /** Kronecker's product. */
  kron(other: Base): this {
    const rank = Math.max(this.shape.length, other.shape.length);
    const full = (a: Base) => [...new Array<number>(rank - a.shape.length).fill(1), ...a.shape];
    const [x, y] = [full(this), full(other)];
    const left = ops.reshape(
      this,
      x.flatMap((n) => [n, 1]),
    );
    const right = ops.reshape(
      other,
      y.flatMap((n) => [1, n]),
    );
    return ops.reshape(
      ops.mul(left, right),
      x.map((n, i) => n * y[i]),
    ) as this;
  }
  /** The cross product of vectors of three numbers along an axis. @throws RangeError for another size. */
  cross(other: Base, { dim = -1 }: { readonly dim?: number } = {}): this {
    const at = dim < 0 ? dim + this.shape.length : dim;
    if (this.shape[at] !== 3)
      throw new RangeError(`linalg.cross: inputs dimension ${dim} must have length 3. Got ${show(this.shape)}`);
    const [a1, a2] = [numeric.roll(this, -1, at), numeric.roll(this, -2, at)];
    const [b1, b2] = [numeric.roll(other, -1, at), numeric.roll(other, -2, at)];
    return ops.sub(ops.mul(a1, b2), ops.mul(a2, b1)) as this;
  }
  /** The sum of a matrix's diagonal. @throws RangeError for what is no matrix. */
  trace(): this {
    mustHave("trace", 2, this);
    return ops.sum(this.diagonal()) as this;
  }
  /** A square matrix times itself, `n` times; of its inverse for a negative one. */
  matrixPower(n: number): this {
    let base: Base = n < 0 ? numeric.inverse(this) : this;
    let result: Base | undefined;
    for (let rest = Math.abs(n); rest > 0; rest = Math.floor(rest / 2)) {
      if (rest % 2 === 1) result = result === undefined ? base : ops.matmul(result, base);
      if (rest > 1) base = ops.matmul(base, base);
    }
    return (result ?? ops.add(ops.mul(this, 0), numeric.identity(this, this.shape[this.shape.length - 1]))) as this;
  }
  /** The inverse. @throws RangeError for a singular matrix. */
  inverse(): this {
    return numeric.inverse(this) as this;
  }
  /** The pseudoinverse (Moore and Penrose). */
  pinverse(rcond?: number): this {
    return numeric.pseudoInverse(this, rcond) as this;
  }
  /** The determinant. */
  det(): this {
    return numeric.determinant(this) as this;
  }
  /** The logarithm of the determinant; NaN of a negative one. */
  logdet(): this {
    return ops.log(numeric.determinant(this)) as this;
  }
  /** The lower triangle whose product with its transpose is this. @throws RangeError for matrices that are not positive-definite. */
  cholesky(): this {
    return numeric.cholesky(this) as this;
  }

  /** The covariances of variables, which are rows, over samples; divided by their number less `correction`. */
  cov({ correction = 1 }: { readonly correction?: number } = {}): this {
    return numeric.covariance(this, correction) as this;
  }
  /** The correlations of variables, which are rows, over samples. */
  corrcoef(): this {
    return numeric.correlation(this) as this;
  }
  /** How many elements lie in each of `bins` parts of [min, max]; by default, from the smallest element to the largest. */
  histc(bins = 100, { min = 0, max = 0 }: { readonly min?: number; readonly max?: number } = {}): this {
    let [low, high] = [min, max];
    if (low === high && sizeOf(this.shape) > 0)
      [low, high] = [ops.min(this), ops.max(this)].map((one) => elements(one)[0]);
    if (low === high) [low, high] = [low - 1, high + 1];
    const counts = Float32Array.from(numeric.histogram(this, bins, low, high));
    return make(this.constructor as never, counts, [bins], "float32") as this;
  }
  /** The length of the difference: the norm of this - other. */
  dist(other: Base, p = 2): this {
    return ops.norm(ops.sub(this, other), undefined, false, p) as this;
  }
  /** The sum of what is not NaN, of all or along axes. */
  nansum(dim?: number | readonly number[], { keepdim = false }: { readonly keepdim?: boolean } = {}): this {
    return ops.sum(ops.where(ops.isnan(this), 0, this), dim, keepdim) as this;
  }
  /** The mean of what is not NaN, of all or along axes. */
  nanmean(dim?: number | readonly number[], { keepdim = false }: { readonly keepdim?: boolean } = {}): this {
    const isNumber = ops.cast(ops.logicalNot(ops.isnan(this)), this.dtype);
    return ops.div(this.nansum(dim, { keepdim }), ops.sum(isNumber, dim, keepdim)) as this;
  }
  /** Differences of neighbours along an axis, `n` times. */
  diff({ n = 1, dim = -1 }: { readonly n?: number; readonly dim?: number } = {}): this {
    const at = dim < 0 ? dim + this.shape.length : dim;
    const lead = new Array<string>(at).fill(":");
    let result: Base = this;
    for (let i = 0; i < n; i++)
      result = ops.sub(ops.index(result, [...lead, "1:"]), ops.index(result, [...lead, ":-1"]));
    return result as this;
  }
  /** The smallest and the largest element, of all or along an axis. */
  aminmax({ dim, keepdim = false }: { readonly dim?: number; readonly keepdim?: boolean } = {}): {
    readonly min: Base;
    readonly max: Base;
  } {
    return { min: ops.min(this, dim, keepdim), max: ops.max(this, dim, keepdim) };
  }
  /** The most frequent element along an axis, the smaller of equals, and where it stands last. */
  mode(dim = -1): { readonly values: Base; readonly indices: Base } {
    const moved = ops.moveAxis(this, dim, -1);
    const lead = moved.shape.slice(0, -1);
    const count = moved.shape[moved.shape.length - 1];
    const source = elements(moved);
    const places = Array.from({ length: sizeOf(lead) }, (_, row) => {
      const own = source.subarray(row * count, (row + 1) * count);
      const times = new Map<number, number>();
      for (const value of own) times.set(value, (times.get(value) ?? 0) + 1);
      const [best] = [...times].reduce((a, b) => (b[1] > a[1] || (b[1] === a[1] && b[0] < a[0]) ? b : a));
      return own.lastIndexOf(best);
    });
    const { array } = fromNested(places, "int32");
    const indices = make(this.constructor as never, array, lead, "int32") as Base;
    const values = ops.squeeze(ops.gather(moved, moved.shape.length - 1, ops.unsqueeze(indices, -1)), -1);
    return { values, indices };
  }
}
