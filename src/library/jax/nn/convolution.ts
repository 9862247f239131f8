// nn.Conv, nn.ConvTranspose, nn.maxPool, nn.avgPool: windows over [batch, height, width, channels], or one axis [batch, length, channels].

import * as nn from "../../nn/index.ts";
import * as numeric from "../../numeric/index.ts";
import * as ops from "../../ops/index.ts";
import { show } from "../../tensor/index.ts";
import type { Array } from "../array.ts";
import { convGeneralDilated, type Padding, paddingOf, reduceWindow } from "../lax/windows.ts";
import { lecunNormal, zeros } from "./initializers.ts";
import type { KernelOptions } from "./linear.ts";
import { floatInput, type Initializer, Module } from "./module.ts";

/** Options of a convolution. A number stands for all axes. */
export interface ConvOptions extends KernelOptions {
  /** Steps between windows. Defaults to 1. */
  readonly strides?: number | readonly number[];
  /** "SAME" by default, "VALID", a number for all borders, or before and after each axis. */
  readonly padding?: Padding | number;
  /** Steps inside a window. Defaults to 1. */
  readonly kernelDilation?: number | readonly number[];
  /** Steps between the input's elements. Defaults to 1. */
  readonly inputDilation?: number | readonly number[];
  /** Into how many groups channels are parted. Defaults to 1. */
  readonly featureGroupCount?: number;
}

const spread = (value: number | readonly number[] | undefined, axes: number): readonly number[] =>
  typeof value === "object" ? value : new globalThis.Array<number>(axes).fill(value ?? 1);
const bordersOf = (padding: Padding | number | undefined, axes: number): Padding =>
  typeof padding === "number"
    ? new globalThis.Array<readonly [number, number]>(axes).fill([padding, padding])
    : (padding ?? "SAME");
/** Names of the axes of input, kernel and output. */
const names = (axes: number): readonly [string, string, string] =>
  axes === 1 ? ["NWC", "WIO", "NWC"] : ["NHWC", "HWIO", "NHWC"];

/** What both kinds of convolution have. */
abstract class Windowed extends Module {
  readonly features: number;
  readonly kernelSize: readonly number[];
  readonly options: ConvOptions;
  readonly kernelInit: Initializer;
  readonly biasInit: Initializer;
  constructor(features: number, kernelSize: number | readonly number[], options: ConvOptions = {}) {
    super();
    this.features = features;
    this.kernelSize = typeof kernelSize === "number" ? [kernelSize] : kernelSize;
    this.options = options;
    this.kernelInit = options.kernelInit ?? lecunNormal();
    this.biasInit = options.biasInit ?? zeros;
  }
  /** Inputs with a batch's axis; `windows` of them, with the kernel. */
  protected abstract windows(x: Array, kernel: Array): Array;
  /** Channels of the input that each output sees. */
  protected inputsOf(channels: number): number {
    return channels;
  }
  override forward(x: Array): Array {
    const axes = this.kernelSize.length;
    const name = this.constructor.name;
    const isSingle = x.shape.length === axes + 1;
    if (!isSingle && x.shape.length !== axes + 2)
      throw new RangeError(
        `${name}: windows of ${show(this.kernelSize)} do not fit an input of shape ${show(x.shape)}`,
      );
    const channels = x.shape[x.shape.length - 1];
    const kernel = this.param("kernel", this.kernelInit, [...this.kernelSize, this.inputsOf(channels), this.features]);
    const batch = isSingle ? (ops.unsqueeze(x, 0) as Array) : x;
    const y = this.windows(floatInput(name, batch), kernel);
    const z = this.options.useBias === false ? y : y.add(this.param("bias", this.biasInit, [this.features]));
    return isSingle ? (ops.squeeze(z, 0) as Array) : z;
  }
}

/** A convolution: [N, H, W, C] -> [N, …, …, features], kernel [height, width, C / groups, features]. */
export class Conv extends Windowed {
  protected override inputsOf(channels: number): number {
    return channels / (this.options.featureGroupCount ?? 1);
  }
  protected override windows(x: Array, kernel: Array): Array {
    const axes = this.kernelSize.length;
    const { strides, padding, kernelDilation, inputDilation, featureGroupCount = 1 } = this.options;
    return convGeneralDilated(x, kernel, spread(strides, axes), bordersOf(padding, axes), {
      lhsDilation: spread(inputDilation, axes),
      rhsDilation: spread(kernelDilation, axes),
      dimensionNumbers: names(axes),
      featureGroupCount,
    });
  }
}

/** A transposed convolution, which makes images larger: [N, H, W, C] -> [N, …, …, features]. */
export class ConvTranspose extends Windowed {
  protected override windows(x: Array, kernel: Array): Array {
    const axes = this.kernelSize.length;
    const strides = spread(this.options.strides, axes);
    const dilation = spread(this.options.kernelDilation, axes);
    const padding = bordersOf(this.options.padding, axes);
    const borders = this.kernelSize.map((size, i): readonly [number, number] => {
      if (typeof padding === "object") return padding[i];
      const reach = dilation[i] * (size - 1) + 1;
      const stride = strides[i];
      const total = reach + stride - 2 + (padding === "VALID" ? Math.max(reach - stride, 0) : 0);
      const before = padding === "VALID" || stride > reach - 1 ? reach - 1 : Math.ceil(total / 2);
      return [before, total - before];
    });
    const ones = new globalThis.Array<number>(axes).fill(1);
    return convGeneralDilated(x, kernel, ones, borders, {
      lhsDilation: strides,
      rhsDilation: dilation,
      dimensionNumbers: names(axes),
    });
  }
}

/** Options of pooling. */
export interface PoolOptions {
  /** Steps between windows. Defaults to 1, as in Flax. */
  readonly strides?: readonly number[];
  /** "VALID" by default, "SAME", or before and after each axis. */
  readonly padding?: Padding;
}

/** Images as the core has them, [N, C, H, W], padded with a value, for windows without a border; undefined for other axes. */
function pooled(
  x: Array,
  window: readonly number[],
  { strides = window.map(() => 1), padding = "VALID" }: PoolOptions,
  border: number,
  pool: typeof nn.maxPool,
): Array | undefined {
  if (window.length !== 2 || x.shape.length !== 4) return undefined;
  const pads = paddingOf(padding, x.shape.slice(1, 3), window, strides, [1, 1]);
  const isPlain = pads.every(([before, after]) => before + after === 0);
  const images = ops.permute(x, [0, 3, 1, 2]);
  const wide = isPlain ? images : numeric.pad(images, [[0, 0], [0, 0], ...pads], "constant", border);
  const [height, width] = window;
  const y = pool(wide, { size: [height, width], stride: [strides[0], strides[1]] });
  return ops.permute(y, [0, 2, 3, 1]) as Array;
}

/** Of all axes but the batch's and the channels'. */
function reduced(x: Array, window: readonly number[], options: PoolOptions, how: "max" | "add"): Array {
  const { strides = window.map(() => 1), padding = "VALID" } = options;
  if (x.shape.length !== window.length + 2)
    throw new RangeError(`pool: windows of ${show(window)} do not fit an input of shape ${show(x.shape)}`);
  const borders = typeof padding === "string" ? padding : ([[0, 0], ...padding, [0, 0]] as const);
  return reduceWindow(x, how, [1, ...window, 1], [1, ...strides, 1], borders);
}

/** The largest element of each window: [N, H, W, C] with `windowShape` [height, width]. @throws RangeError when windows do not fit. */
export function maxPool(x: Array, windowShape: readonly number[], options: PoolOptions = {}): Array {
  return (
    pooled(x, windowShape, options, Number.NEGATIVE_INFINITY, nn.maxPool) ?? reduced(x, windowShape, options, "max")
  );
}
/** The mean of each window; the border's zeros count unless `countIncludePad` is false. @throws RangeError when windows do not fit. */
export function avgPool(
  x: Array,
  windowShape: readonly number[],
  { countIncludePad = true, ...options }: PoolOptions & { readonly countIncludePad?: boolean } = {},
): Array {
  if (countIncludePad) {
    const mean = pooled(x, windowShape, options, 0, nn.averagePool);
    if (mean) return mean;
    const size = windowShape.reduce((product, n) => product * n, 1);
    return ops.div(reduced(x, windowShape, options, "add"), size) as Array;
  }
  const ones = ops.add(ops.mul(ops.detach(x), 0), 1) as Array;
  return ops.div(reduced(x, windowShape, options, "add"), reduced(ones, windowShape, options, "add")) as Array;
}
