// torch.movedim, torch.diagonal, torch.hstack …: PyTorch's functions that cut, join and lay out tensors otherwise.

import * as numeric from "../numeric/index.ts";
import * as ops from "../ops/index.ts";
import { broadcast, type Shape } from "../tensor/index.ts";
import { tensor } from "./create.ts";
import { cat } from "./functions.ts";
import type { Tensor } from "./tensor.ts";

/** All elements along one axis. */
export const ravel = (a: Tensor): Tensor => a.ravel();
/** One axis, or several, at other places, as a view. */
export const movedim = (a: Tensor, from: number | readonly number[], to: number | readonly number[]): Tensor =>
  a.movedim(from, to);
/** `movedim` */
export const moveaxis = movedim;
/** Two axes exchanged, as a view. */
export const swapaxes = (a: Tensor, first: number, second: number): Tensor => a.swapaxes(first, second);
/** Two axes exchanged, as a view. */
export const swapdims = swapaxes;
/** An axis as several of these sizes, one of which may be -1. */
export const unflatten = (a: Tensor, dim: number, sizes: Shape): Tensor => a.unflatten(dim, sizes);
/** `length` places of an axis from `start` on, as a view. */
export const narrow = (a: Tensor, dim: number, start: number, length: number): Tensor => a.narrow(dim, start, length);
/** One place of an axis, without the axis, as a view. */
export const select = (a: Tensor, dim: number, index: number): Tensor => a.select(dim, index);
/** In so many parts along an axis, the first of them larger by one where that has a rest; or cut before these places. */
export const tensorSplit = (a: Tensor, parts: number | readonly number[], dim = 0): Tensor[] =>
  a.tensorSplit(parts, dim);
/** The elements where two axes have the same place, along a new last axis. */
export const diagonal = (
  a: Tensor,
  options?: { readonly offset?: number; readonly dim1?: number; readonly dim2?: number },
): Tensor => a.diagonal(options);
/** Matrices with the last axis as their diagonal. */
export const diagEmbed = (a: Tensor): Tensor => a.diagEmbed();
/** Rows in reverse order. */
export const flipud = (a: Tensor): Tensor => a.flipud();
/** Columns in reverse order. */
export const fliplr = (a: Tensor): Tensor => a.fliplr();
/** A quarter turn, `k` times, from the first axis to the second. */
export const rot90 = (a: Tensor, k?: number, dims?: readonly [number, number]): Tensor => a.rot90(k, dims);
/** The same elements, apart from what was recorded: a view. */
export const detach = (a: Tensor): Tensor => a.detach();
/** A copy; recorded. */
export const clone = (a: Tensor): Tensor => a.clone();
/** A matrix with rows and columns exchanged, as a view. */
export const t = (a: Tensor): Tensor => a.t();
/** Repeated to a shape, as a view. */
export const broadcastTo = (a: Tensor, shape: Shape): Tensor => a.broadcastTo(shape);
/** The shape to which shapes broadcast. @throws RangeError when they do not. */
export const broadcastShapes = (...shapes: readonly Shape[]): Shape =>
  shapes.reduce((all, one) => broadcast("broadcastShapes", all, one), []);
/** Tensors repeated to each other's shapes, as views. */
export function broadcastTensors(...tensors: readonly Tensor[]): Tensor[] {
  const shape = broadcastShapes(...tensors.map((one) => one.shape));
  return tensors.map((one) => one.expand(shape));
}

/** The elements at these places in row-major order. */
export const take = (a: Tensor, index: Tensor): Tensor => a.take(index);
/** Along an axis, for each place of `index` the element that it names there; other axes broadcast. */
export const takeAlongDim = (a: Tensor, index: Tensor, dim?: number): Tensor => a.takeAlongDim(index, dim);
/** The parts at these positions along an axis. */
export const indexSelect = (a: Tensor, dim: number, positions: Tensor): Tensor => a.indexSelect(dim, positions);
/** A copy to which the parts of `source` along an axis are added at the places that `index` names. */
export const indexAdd = (
  a: Tensor,
  dim: number,
  index: Tensor,
  source: Tensor,
  options?: { readonly alpha?: number },
): Tensor => a.indexAdd(dim, index, source, options);
/** A copy in which the parts along an axis at the places that `index` names are those of `source`. */
export const indexCopy = (a: Tensor, dim: number, index: Tensor, source: Tensor): Tensor =>
  a.indexCopy(dim, index, source);
/** A copy in which the parts along an axis at the places that `index` names are one number. */
export const indexFill = (a: Tensor, dim: number, index: Tensor, value: number): Tensor =>
  a.indexFill(dim, index, value);
/** The elements where a mask, broadcast, is true; one axis. */
export const maskedSelect = (a: Tensor, mask: Tensor): Tensor => a.maskedSelect(mask);
/** `value` where a mask, broadcast, is true. */
export const maskedFill = (a: Tensor, mask: Tensor, value: ops.Operand): Tensor => a.maskedFill(mask, value);
/** A copy in which, along an axis, the elements of `source` stand at the places that `index` names. */
export const scatter = (a: Tensor, dim: number, index: Tensor, source: Tensor | number): Tensor =>
  a.scatter(dim, index, source);
/** A copy to which, along an axis, the elements of `source` are added at the places that `index` names. */
export const scatterAdd = (a: Tensor, dim: number, index: Tensor, source: Tensor): Tensor =>
  a.scatterAdd(dim, index, source);
/** The places of all elements that are not 0: [count, axes]; int32. */
export const argwhere = (a: Tensor): Tensor => a.argwhere();

/** One after the other along an axis: `cat`. */
export const concat = cat;
/** One after the other along an axis: `cat`. */
export const concatenate = cat;
/** At least one axis, in front. */
export const atleast1d = (a: Tensor): Tensor => (a.dim() === 0 ? a.reshape(1) : a);
/** At least two axes, in front. */
export const atleast2d = (a: Tensor): Tensor => (a.dim() < 2 ? a.reshape(1, -1) : a);
/** At least three axes: one before and one behind a vector's, one behind a matrix's. */
export const atleast3d = (a: Tensor): Tensor =>
  a.dim() < 2 ? a.reshape(1, -1, 1) : a.dim() === 2 ? a.unsqueeze(-1) : a;
/** One after the other along the second axis; of vectors along the first. */
export function hstack(tensors: readonly Tensor[]): Tensor {
  const all = tensors.map(atleast1d);
  return cat(all, all[0]?.dim() === 1 ? 0 : 1);
}
/** One after the other along the first axis; vectors become rows. */
export const vstack = (tensors: readonly Tensor[]): Tensor => cat(tensors.map(atleast2d), 0);
/** One after the other along the third axis. */
export const dstack = (tensors: readonly Tensor[]): Tensor => cat(tensors.map(atleast3d), 2);
/** Vectors as columns, matrices beside each other. */
export const columnStack = (tensors: readonly Tensor[]): Tensor =>
  cat(
    tensors.map((one) => (one.dim() < 2 ? one.reshape(-1, 1) : one)),
    1,
  );
/** Matrices along the diagonal of a larger one. */
export function blockDiag(...tensors: readonly Tensor[]): Tensor {
  const blocks = tensors.map(atleast2d);
  const columns = blocks.reduce((sum, one) => sum + one.size(1), 0);
  let before = 0;
  const rows = blocks.map((one) => {
    const after = columns - before - one.size(1);
    const row = numeric.pad(
      one,
      [
        [0, 0],
        [before, after],
      ],
      "constant",
      0,
    );
    before += one.size(1);
    return row as Tensor;
  });
  return cat(rows, 0);
}
/** All pairs, triples … of elements of vectors, as rows. */
export function cartesianProd(...tensors: readonly Tensor[]): Tensor {
  if (tensors.length === 1) return tensors[0];
  const sizes = tensors.map((one) => one.numel());
  const grids = tensors.map((one, i) => one.reshape(sizes.map((_, j) => (i === j ? -1 : 1))).expand(sizes));
  return (ops.stack(grids, -1) as Tensor).reshape(-1, tensors.length);
}
/** All choices of `r` elements of a vector in their order, as rows. */
export function combinations(a: Tensor, r = 2): Tensor {
  const found: number[][] = [];
  const extend = (chosen: number[], from: number): void => {
    if (chosen.length === r) found.push(chosen);
    else for (let i = from; i < a.numel(); i++) extend([...chosen, i], i + 1);
  };
  extend([], 0);
  return found.length === 0 ? a.at("0:0").reshape(0, r) : a.at(found);
}
/** The places on and below a diagonal of a matrix of this size: [2, count]; int32. */
export const trilIndices = (rows: number, columns: number, offset = 0): Tensor =>
  places(rows, columns, (row, column) => column - row <= offset);
/** The places on and above a diagonal of a matrix of this size: [2, count]; int32. */
export const triuIndices = (rows: number, columns: number, offset = 0): Tensor =>
  places(rows, columns, (row, column) => column - row >= offset);

function places(rows: number, columns: number, holds: (row: number, column: number) => boolean): Tensor {
  const all = Array.from({ length: rows * columns }, (_, i) => [Math.floor(i / columns), i % columns] as const);
  const found = all.filter(([row, column]) => holds(row, column));
  return tensor([...found.map(([row]) => row), ...found.map(([, column]) => column)], { dtype: "int32" }).reshape(
    2,
    -1,
  );
}
