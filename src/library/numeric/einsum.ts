// Einstein's sums: "ik,kj->ij" multiplies matrices. Two operands at a time, as one product of batches of matrices.

import { expandTo, index, matmul, permute, reshape, sum } from "../ops/index.ts";
import { axisOf, show, sizeOf, type Tensor } from "../tensor/index.ts";

/** A tensor whose axes have names. */
interface Named {
  readonly tensor: Tensor;
  readonly axes: readonly string[];
}

/**
 * The sum over all axes that the part behind "->" does not name, of the products of elements: `einsum("bij,bjk->bik", a, b)`. Without
 * "->" the result has the letters that occur once, in the alphabet's order. "..." stands for batch axes.
 * @throws RangeError when sizes differ or letters do not fit the shapes.
 */
export function einsum(equation: string, ...operands: readonly Tensor[]): Tensor {
  const [left, right] = equation.replaceAll(" ", "").split("->");
  const inputs = left.split(",");
  if (inputs.length !== operands.length)
    throw new RangeError(`einsum: "${equation}" is for ${inputs.length} operands, but there are ${operands.length}`);
  const batchRanks = inputs.map((letters, i) =>
    letters.includes("...") ? operands[i].shape.length - (letters.length - 3) : 0,
  );
  const batchRank = Math.max(...batchRanks);
  const batchNames = Array.from({ length: batchRank }, (_, i) => `.${i}`);
  const namesIn = (letters: string, rank: number): string[] => {
    const [before, after] = letters.split("...");
    if (after === undefined) return [...letters];
    return [...before, ...batchNames.slice(batchRank - rank), ...after];
  };
  const named = operands.map((tensor, i) => own({ tensor, axes: namesIn(inputs[i], batchRanks[i]) }, equation));
  const seen = named.flatMap(({ axes }) => axes);
  const once = [...new Set(left.replaceAll(/[.,]/g, ""))].filter((letter) => left.split(letter).length === 2).sort();
  const output = right === undefined ? [...batchNames, ...once] : namesIn(right, batchRank);
  const unknown = output.find((name) => !seen.includes(name));
  if (unknown !== undefined)
    throw new RangeError(`einsum: "${unknown}" of the output is in no operand of "${equation}"`);
  let result = named[0];
  for (const [i, next] of named.slice(1).entries()) {
    const needed = new Set([...output, ...named.slice(i + 2).flatMap(({ axes }) => axes)]);
    result = product(result, next, needed, equation);
  }
  const rest = without(result, new Set(output));
  const order = output.map((name) => rest.axes.indexOf(name));
  return order.every((axis, i) => axis === i) ? rest.tensor : permute(rest.tensor, order);
}

/** With each name once: the diagonal where a name stands twice. @throws RangeError when names and axes differ in number. */
function own({ tensor, axes }: Named, equation: string): Named {
  if (axes.length !== tensor.shape.length)
    throw new RangeError(`einsum: "${axes.join("")}" of "${equation}" does not fit the shape ${show(tensor.shape)}`);
  const twice = axes.findIndex((name, i) => axes.indexOf(name) !== i);
  if (twice < 0) return { tensor, axes };
  const first = axes.indexOf(axes[twice]);
  if (tensor.shape[first] !== tensor.shape[twice])
    throw new RangeError(`einsum: "${axes[twice]}" has the sizes ${tensor.shape[first]} and ${tensor.shape[twice]}`);
  const rest = axes.map((_, i) => i).filter((i) => i !== first && i !== twice);
  const moved = permute(tensor, [first, twice, ...rest]);
  const n = tensor.shape[first];
  const along = Array.from({ length: n }, (_, i) => i);
  return own({ tensor: index(moved, [along, along]), axes: [axes[first], ...rest.map((i) => axes[i])] }, equation);
}

/** Summed over the axes that nobody needs. */
function without({ tensor, axes }: Named, needed: ReadonlySet<string>): Named {
  const gone = axes.map((_, i) => i).filter((i) => !needed.has(axes[i]));
  if (gone.length === 0) return { tensor, axes };
  return { tensor: sum(tensor, gone), axes: axes.filter((name) => needed.has(name)) };
}

/** The product of two operands, summed over the axes that only they have. */
function product(first: Named, second: Named, needed: ReadonlySet<string>, equation: string): Named {
  const a = without(first, new Set([...needed, ...second.axes]));
  const b = without(second, new Set([...needed, ...first.axes]));
  const sizes = new Map<string, number>();
  for (const { tensor, axes } of [a, b])
    for (const [i, name] of axes.entries()) {
      const size = tensor.shape[i];
      const before = sizes.get(name) ?? size;
      if (before !== size && before !== 1 && size !== 1)
        throw new RangeError(`einsum: "${name}" of "${equation}" has the sizes ${before} and ${size}`);
      sizes.set(name, Math.max(before, size));
    }
  const shared = a.axes.filter((name) => b.axes.includes(name));
  const summed = shared.filter((name) => !needed.has(name));
  const batch = shared.filter((name) => needed.has(name));
  const onlyA = a.axes.filter((name) => !b.axes.includes(name));
  const onlyB = b.axes.filter((name) => !a.axes.includes(name));
  const sizeOfAll = (names: readonly string[]) => sizeOf(names.map((name) => sizes.get(name) ?? 1));
  const arranged = ({ tensor, axes }: Named, rows: readonly string[], columns: readonly string[]): Tensor => {
    const order = [...batch, ...rows, ...columns];
    const moved = permute(
      tensor,
      order.map((name) => axes.indexOf(name)),
    );
    // An axis of size 1 stands for all sizes.
    const wide = expandTo(
      moved,
      order.map((name) => sizes.get(name) ?? 1),
    );
    return reshape(wide, [...batch.map((name) => sizes.get(name) ?? 1), sizeOfAll(rows), sizeOfAll(columns)]);
  };
  const result = matmul(arranged(a, onlyA, summed), arranged(b, summed, onlyB));
  const axes = [...batch, ...onlyA, ...onlyB];
  return {
    tensor: reshape(
      result,
      axes.map((name) => sizes.get(name) ?? 1),
    ),
    axes,
  };
}

/** The sums of products over the `first` axes of `a` and the `second` of `b`; the other axes of `a` come first. @throws RangeError when sizes differ. */
export function tensordot(a: Tensor, b: Tensor, first: readonly number[], second: readonly number[]): Tensor {
  const axesA = first.map((axis) => axisOf("tensordot", axis, a.shape.length));
  const axesB = second.map((axis) => axisOf("tensordot", axis, b.shape.length));
  if (axesA.length !== axesB.length || axesA.some((axis, i) => a.shape[axis] !== b.shape[axesB[i]]))
    throw new RangeError(
      `tensordot: axes ${show(axesA)} of shape ${show(a.shape)} and ${show(axesB)} of shape ${show(b.shape)} differ`,
    );
  const others = ({ shape }: Tensor, without: readonly number[]) =>
    shape.map((_, i) => i).filter((i) => !without.includes(i));
  const [restA, restB] = [others(a, axesA), others(b, axesB)];
  const sizesA = restA.map((i) => a.shape[i]);
  const sizesB = restB.map((i) => b.shape[i]);
  const inside = sizeOf(axesA.map((axis) => a.shape[axis]));
  const x = reshape(permute(a, [...restA, ...axesA]), [sizeOf(sizesA), inside]);
  const y = reshape(permute(b, [...axesB, ...restB]), [inside, sizeOf(sizesB)]);
  return reshape(matmul(x, y), [...sizesA, ...sizesB]);
}
