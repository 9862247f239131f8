// Tensors as text: the nesting, wrapping and leaving out that PyTorch and NumPy share; the forms of numbers are in print-numbers.ts.
//
//   tensor([[1.0000, 2.5000],
//           [0.0000, 4.0000]])

import type { DType } from "./dtype.ts";
import { type NumberForm, numpyNumbers, numpyScalar, torchNumbers } from "./print-numbers.ts";
import { sizeOf } from "./shape.ts";
import { cut } from "./slice.ts";
import { elements, type Tensor } from "./tensor.ts";

/** What PyTorch's `set_printoptions` sets. */
export interface PrintOptions {
  /** Digits after the point. Defaults to 4. */
  readonly precision: number;
  /** More elements than this are shown by their first and last ones. Defaults to 1000. */
  readonly threshold: number;
  /** Of how many those are, along each axis. Defaults to 3. */
  readonly edgeitems: number;
  /** Characters of a line. Defaults to 80. */
  readonly linewidth: number;
  /** Whether numbers have exponents; null, the default, when they differ much. */
  readonly sciMode: boolean | null;
}

/** As PyTorch prints when nobody has said otherwise. */
export const printDefaults: PrintOptions = {
  precision: 4,
  threshold: 1000,
  edgeitems: 3,
  linewidth: 80,
  sciMode: null,
};

/** How a framework lays out an array. */
interface Layout {
  /** Between elements of a row: "," or "". A space or line end follows. */
  readonly comma: string;
  /** For what is left out of a row. */
  readonly dots: string;
  /** Characters of a line. */
  readonly width: number;
  /** Of how many characters the line that an array starts on is already used. */
  readonly indent: number;
  readonly threshold: number;
  readonly edge: number;
}

/** "tensor([1., 2.], requires_grad=True)": as PyTorch prints it. `suffixes` come after the type's. */
export function printTorch(a: Tensor, suffixes: readonly string[], options = printDefaults): string {
  const prefix = "tensor(";
  const { precision, threshold, edgeitems: edge, linewidth: width, sciMode } = options;
  const numbers: Numbers = (values, dtype) => torchNumbers(values, dtype, precision, sciMode);
  const layout: Layout = { comma: ",", dots: " ...", width, indent: prefix.length, threshold, edge };
  const size = sizeOf(a.shape);
  // int32 stands for PyTorch's own integers, which it does not name either.
  const isDefault = a.dtype === "float32" || a.dtype === "int32" || (a.dtype === "bool" && size > 0);
  const all = [
    ...(size === 0 && a.shape.length !== 1 ? [`size=(${a.shape.join(", ")})`] : []),
    ...(isDefault ? [] : [`dtype=torch.${a.dtype}`]),
    ...suffixes,
  ];
  let text = prefix + (size === 0 ? "[]" : layOut(a, numbers, layout));
  let last = text.length - text.lastIndexOf("\n") - 1;
  for (const suffix of all) {
    // PyTorch breaks the line where the suffix would pass the margin.
    if (last + suffix.length + 2 > width) {
      text += `,\n${" ".repeat(prefix.length)}${suffix}`;
      last = prefix.length + suffix.length;
    } else {
      text += `, ${suffix}`;
      last += suffix.length + 2;
    }
  }
  return `${text})`;
}

/** "[[1. 2.]\n [3. 4.]]": as NumPy's `str` prints an array; with `comma`, as its `repr` does after `prefix`. */
export function printNumpy(a: Tensor, { comma = "", prefix = "" }: { comma?: string; prefix?: string } = {}): string {
  if (a.shape.length === 0) {
    const [value] = elements(a);
    return comma ? numpyNumbers([value], a.dtype)(value).trim() : numpyScalar(value, a.dtype);
  }
  if (sizeOf(a.shape) === 0) return "[]";
  return layOut(a, numpyNumbers, { comma, dots: "...", width: 75, indent: prefix.length, threshold: 1000, edge: 3 });
}

/** The form of numbers that are shown together. */
type Numbers = (values: readonly number[], dtype: DType) => NumberForm;

function layOut(a: Tensor, numbers: Numbers, layout: Layout): string {
  const { threshold, edge } = layout;
  const short = sizeOf(a.shape) > threshold;
  const shown: number[] = [];
  collect(a, short ? edge : undefined, shown);
  const format = numbers(shown, a.dtype);
  const width = Math.max(0, ...shown.map((value) => format(value).length));
  let at = 0;
  const rows = (shape: readonly number[], indent: number): string => {
    if (shape.length === 0) return format(shown[at++]);
    const cutShort = short && shape[0] > 2 * edge;
    const count = cutShort ? 2 * edge : shape[0];
    const parts: string[] = [];
    for (let i = 0; i < count; i++) {
      if (cutShort && i === edge) parts.push(shape.length === 1 ? layout.dots : "...");
      parts.push(rows(shape.slice(1), indent + 1));
    }
    if (shape.length > 1)
      return `[${parts.join(`${layout.comma}${"\n".repeat(shape.length - 1)}${" ".repeat(indent + 1)}`)}]`;
    return `[${wrapRow(parts, width, indent, layout)}]`;
  };
  return rows(a.shape, layout.indent);
}

/** A row of formatted numbers, broken into lines of as many as fit. */
function wrapRow(parts: readonly string[], width: number, indent: number, { comma, width: line }: Layout): string {
  const perLine = Math.max(1, Math.floor((line - indent) / (width + comma.length + 1)));
  const lines: string[] = [];
  for (let i = 0; i < parts.length; i += perLine) lines.push(parts.slice(i, i + perLine).join(`${comma} `));
  return lines
    .map((text, i) => (i < lines.length - 1 ? `${text}${comma}`.trimEnd() : text))
    .join(`\n${" ".repeat(indent + 1)}`);
}

/** The elements that will be shown, in the order in which they will: all, or `edge` at each end. */
function collect(a: Tensor, edge: number | undefined, into: number[]): void {
  if (edge === undefined || a.shape.length === 0) {
    for (const value of elements(a)) into.push(value);
    return;
  }
  const size = a.shape[0];
  for (let i = 0; i < size; i++) {
    if (size > 2 * edge && i === edge) i = size - edge;
    collect(cut(a, [i]).view, edge, into);
  }
}
