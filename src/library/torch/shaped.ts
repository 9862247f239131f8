// PyTorch's methods that give elements another shape, or take those along an axis that places name.

import * as numeric from "../numeric/index.ts";
import * as ops from "../ops/index.ts";
import { axisOf, type Tensor as Base, isFloat, type Shape, show, sizeOf } from "../tensor/index.ts";
import { Arranged } from "./arranged.ts";

/** The side of a tensor that is cut, folded and laid out otherwise. `Tensor` extends it. */
export abstract class Shaped extends Arranged {
  /** All elements along one axis. */
  ravel(): this {
    return ops.reshape(this, [-1]) as this;
  }
  /** In the shape of another tensor, as a view. */
  viewAs(other: Base): this {
    return ops.reshape(this, other.shape) as this;
  }
  /** In the shape of another tensor. */
  reshapeAs(other: Base): this {
    return ops.reshape(this, other.shape) as this;
  }
  /** Repeated to the shape of another tensor, as a view. */
  expandAs(other: Base): this {
    return ops.expandTo(this, other.shape) as this;
  }
  /** Repeated to a shape, as a view. */
  broadcastTo(shape: Shape): this {
    return ops.expandTo(this, shape) as this;
  }
  /** Of the type of another tensor. */
  typeAs(other: Base): this {
    return ops.cast(this, other.dtype) as this;
  }
  /** The whole repeated, so many times along each of the last axes. */
  tile(...counts: (number | Shape)[]): this {
    const given = ops.shapeFrom(counts);
    const missing = Math.max(0, this.shape.length - given.length);
    return numeric.tile(this, [...new Array<number>(missing).fill(1), ...given]) as this;
  }
  /** One axis, or several, at other places, as a view. */
  movedim(from: number | readonly number[], to: number | readonly number[]): this {
    const rank = this.shape.length;
    const places = (one: number | readonly number[]) =>
      (typeof one === "number" ? [one] : one).map((axis) => axisOf("movedim", axis, rank));
    const [sources, targets] = [places(from), places(to)];
    if (sources.length !== targets.length)
      throw new RangeError(
        `movedim: source and destination dims must match: ${show(sources)} and ${show(targets)} have different lengths`,
      );
    const rest = this.shape.map((_, i) => i).filter((i) => !sources.includes(i));
    const order = this.shape.map((_, i) => {
      const at = targets.indexOf(i);
      return at >= 0 ? sources[at] : (rest.shift() as number);
    });
    return ops.permute(this, order) as this;
  }
  /** `movedim` */
  moveaxis(from: number | readonly number[], to: number | readonly number[]): this {
    return this.movedim(from, to);
  }
  /** Two axes exchanged, as a view. */
  swapaxes(first: number, second: number): this {
    return ops.transpose(this, first, second) as this;
  }
  /** Two axes exchanged, as a view. */
  swapdims(first: number, second: number): this {
    return ops.transpose(this, first, second) as this;
  }
  /** The last two axes exchanged, as a view. */
  get mT(): this {
    return ops.transpose(this, -2, -1) as this;
  }
  /** An axis as several of these sizes, one of which may be -1. */
  unflatten(dim: number, sizes: Shape): this {
    const at = axisOf("unflatten", dim, this.shape.length);
    const given = sizes.map((n) => (n === -1 ? this.shape[at] / -sizeOf(sizes) : n));
    if (sizeOf(given) !== this.shape[at] || given.some((n) => !Number.isInteger(n)))
      throw new RangeError(
        `unflatten: Provided sizes ${show(sizes)} don't multiply up to the size of dim ${dim} (${this.shape[at]}) in the input tensor`,
      );
    return ops.reshape(this, [...this.shape.slice(0, at), ...given, ...this.shape.slice(at + 1)]) as this;
  }
  /** `length` places of an axis from `start` on, as a view. @throws RangeError when there are fewer. */
  narrow(dim: number, start: number, length: number): this {
    const at = axisOf("narrow", dim, this.shape.length);
    const first = start < 0 ? start + this.shape[at] : start;
    if (!(length >= 0 && first >= 0 && first + length <= this.shape[at]))
      throw new RangeError(`narrow: start (${start}) + length (${length}) exceeds dimension size (${this.shape[at]}).`);
    return this.along(at, `${first}:${first + length}`);
  }
  /** One place of an axis, without the axis, as a view. */
  select(dim: number, index: number): this {
    return this.along(axisOf("select", dim, this.shape.length), index);
  }
  /** In so many parts along an axis, the first of them larger by one where that has a rest; or cut before these places. */
  tensorSplit(parts: number | readonly number[], dim = 0): this[] {
    const at = axisOf("tensorSplit", dim, this.shape.length);
    const size = this.shape[at];
    const cuts =
      typeof parts === "number"
        ? Array.from({ length: parts - 1 }, (_, i) => {
            const [each, rest] = [Math.floor(size / parts), size % parts];
            return (i + 1) * each + Math.min(i + 1, rest);
          })
        : parts;
    return [0, ...cuts].map((from, i) => this.along(at, `${from}:${cuts[i] ?? ""}`));
  }
  /** Windows of `size` places every `step` places along an axis: their places along a new last axis. */
  unfold(dim: number, size: number, step: number): this {
    const at = axisOf("unfold", dim, this.shape.length);
    const length = this.shape[at];
    if (!(size <= length && size >= 0))
      throw new RangeError(`unfold: maximum size for tensor at dimension ${dim} is ${length} but size is ${size}`);
    if (!(step > 0)) throw new RangeError(`unfold: step is ${step} but must be > 0`);
    const places = Array.from({ length: Math.floor((length - size) / step) + 1 }, (_, i) =>
      Array.from({ length: size }, (_, j) => i * step + j),
    );
    return ops.moveAxis(ops.index(this, [...this.whole(at), places]), at + 1, -1) as this;
  }
  /** The elements where two axes have the same place, along a new last axis; `offset` counts to the right. */
  diagonal({
    offset = 0,
    dim1 = 0,
    dim2 = 1,
  }: {
    readonly offset?: number;
    readonly dim1?: number;
    readonly dim2?: number;
  } = {}): this {
    const rank = this.shape.length;
    const axes = [axisOf("diagonal", dim1, rank), axisOf("diagonal", dim2, rank)];
    if (axes[0] === axes[1]) throw new RangeError(`diagonal dimensions cannot be identical ${dim1}, ${dim2}`);
    const rest = this.shape.map((_, i) => i).filter((i) => !axes.includes(i));
    const [rows, columns] = axes.map((axis) => this.shape[axis]);
    const count = Math.max(0, Math.min(rows - Math.max(0, -offset), columns - Math.max(0, offset)));
    const first = offset >= 0 ? offset : -offset * columns;
    const flat = ops.reshape(ops.permute(this, [...rest, ...axes]), [
      ...rest.map((axis) => this.shape[axis]),
      rows * columns,
    ]);
    const end = count === 0 ? first : first + (count - 1) * (columns + 1) + 1;
    return ops.index(flat, ["...", `${first}:${end}:${columns + 1}`]) as this;
  }
  /** Matrices with the last axis as their diagonal. */
  diagEmbed(): this {
    const size = this.shape[this.shape.length - 1];
    const wide = numeric.tile(ops.unsqueeze(this, -1), [...this.shape.map(() => 1), size]);
    return numeric.tril(numeric.triu(wide)) as this;
  }
  /** Rows in reverse order. */
  flipud(): this {
    return numeric.flip(this, [0]) as this;
  }
  /** Columns in reverse order. */
  fliplr(): this {
    return numeric.flip(this, [1]) as this;
  }
  /** A quarter turn, `k` times, from the first axis to the second. */
  rot90(k = 1, [first, second]: readonly [number, number] = [0, 1]): this {
    const turns = ((k % 4) + 4) % 4;
    if (turns === 0) return this;
    if (turns === 2) return numeric.flip(this, [first, second]) as this;
    return turns === 1
      ? (numeric.flip(ops.transpose(this, first, second), [first]) as this)
      : (ops.transpose(numeric.flip(this, [first]), first, second) as this);
  }

  /** The elements at these places in row-major order. */
  take(index: Base): this {
    return ops.index(ops.reshape(this, [-1]), [index]) as this;
  }
  /** Along an axis, for each place of `index` the element that it names there; other axes broadcast. */
  takeAlongDim(index: Base, dim?: number): this {
    if (dim === undefined) return this.take(ops.reshape(index, [-1]));
    const at = axisOf("takeAlongDim", dim, this.shape.length);
    const lead = this.shape.map((n, i) => (i === at ? index.shape[i] : Math.max(n, index.shape[i])));
    const own = this.shape.map((n, i) => (i === at ? n : lead[i]));
    return ops.gather(ops.expandTo(this, own), at, ops.expandTo(index, lead)) as this;
  }
  /** A copy to which the parts of `source` along an axis are added at the places that `index` names. */
  indexAdd(dim: number, index: Base, source: Base, { alpha = 1 }: { readonly alpha?: number } = {}): this {
    const at = axisOf("indexAdd", dim, this.shape.length);
    const scaled = alpha === 1 ? source : ops.mul(source, alpha);
    const front = numeric.addedAt(ops.moveAxis(this, at, 0), [index], ops.moveAxis(scaled, at, 0));
    return ops.moveAxis(front, 0, at) as this;
  }
  /** A copy in which the parts along an axis at the places that `index` names are those of `source`. */
  indexCopy(dim: number, index: Base, source: Base): this {
    const at = axisOf("indexCopy", dim, this.shape.length);
    const front = numeric.assigned(ops.moveAxis(this, at, 0), [index], ops.moveAxis(source, at, 0));
    return ops.moveAxis(front, 0, at) as this;
  }
  /** A copy in which the parts along an axis at the places that `index` names are one number. */
  indexFill(dim: number, index: Base, value: number): this {
    const at = axisOf("indexFill", dim, this.shape.length);
    return numeric.assigned(this, [...this.whole(at), index], value) as this;
  }
  /** `indexAdd`, in place. */
  indexAdd_(dim: number, index: Base, source: Base, options: { readonly alpha?: number } = {}): this {
    return this.become("indexAdd_", (old) => (old as this).indexAdd(dim, index, source, options));
  }
  /** `indexCopy`, in place. */
  indexCopy_(dim: number, index: Base, source: Base): this {
    return this.become("indexCopy_", (old) => (old as this).indexCopy(dim, index, source));
  }
  /** `indexFill`, in place. */
  indexFill_(dim: number, index: Base, value: number): this {
    return this.become("indexFill_", (old) => (old as this).indexFill(dim, index, value));
  }
  /** `scatter`, in place. */
  scatter_(dim: number, index: Base, source: Base | number): this {
    return this.become("scatter_", (old) => (old as this).scatter(dim, index, source));
  }
  /** `scatterAdd`, in place. */
  scatterAdd_(dim: number, index: Base, source: Base): this {
    return this.become("scatterAdd_", (old) => (old as this).scatterAdd(dim, index, source));
  }

  /** Whether it is of a float type. */
  isFloatingPoint(): boolean {
    return isFloat(this.dtype);
  }
  /** Number of elements. */
  nelement(): number {
    return sizeOf(this.shape);
  }
  /** Number of axes. */
  ndimension(): number {
    return this.shape.length;
  }
  /** How far apart neighbours along each axis lie in memory, or along one. */
  stride(): Shape;
  stride(dim: number): number;
  stride(dim?: number): Shape | number {
    return dim === undefined ? this.strides : this.strides[axisOf("stride", dim, this.shape.length)];
  }
  /** Where in memory the first element lies. */
  storageOffset(): number {
    return this.offset;
  }
  /** ":" for each axis before this one. */
  private whole(axis: number): string[] {
    return new Array<string>(axis).fill(":");
  }
  private along(axis: number, part: string | number): this {
    return ops.index(this, [...this.whole(axis), part]) as this;
  }
}
