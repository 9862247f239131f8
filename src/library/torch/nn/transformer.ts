// torch.nn's layers of the transformer (Vaswani et al., 2017), and stacks of them.

import { ones } from "../create.ts";
import { getRngState, setRngState } from "../generator.ts";
import type { Tensor } from "../tensor.ts";
import { MultiheadAttention } from "./attention.ts";
import { ModuleList } from "./containers.ts";
import { gelu } from "./functional.ts";
import { xavierUniform_ } from "./init.ts";
import { Dropout } from "./layers.ts";
import { Linear } from "./linear.ts";
import { type AnyModule, Module } from "./module.ts";
import { LayerNorm } from "./normalization.ts";

/** Options of a transformer's layers. */
export interface TransformerOptions {
  /** Units between the two linear layers. Defaults to 2048. */
  readonly dimFeedforward?: number;
  /** Defaults to 0.1. */
  readonly dropout?: number;
  /** Defaults to "relu". */
  readonly activation?: "relu" | "gelu" | ((x: Tensor) => Tensor);
  /** Defaults to 1e-5. */
  readonly layerNormEps?: number;
  /** Whether sequences are [N, L, E] instead of [L, N, E]. Defaults to false. */
  readonly batchFirst?: boolean;
  /** Whether normalization comes before attention and the linear layers instead of after. Defaults to false. */
  readonly normFirst?: boolean;
}

/** What an encoder's layer is told. */
export interface EncoderCall {
  /** [L, L] or [N · heads, L, L]; true where a place must not look, or numbers to add. */
  readonly srcMask?: Tensor | null;
  /** [N, L]; true where a place counts not. */
  readonly srcKeyPaddingMask?: Tensor | null;
}

/** What a decoder's layer is told. */
export interface DecoderCall {
  readonly tgtMask?: Tensor | null;
  readonly memoryMask?: Tensor | null;
  readonly tgtKeyPaddingMask?: Tensor | null;
  readonly memoryKeyPaddingMask?: Tensor | null;
}

/** What the two kinds of layers share: the linear layers at their end. */
abstract class Layer<Inputs extends unknown[]> extends Module<Inputs> {
  abstract readonly linear1: Linear;
  abstract readonly linear2: Linear;
  abstract readonly dropout: Dropout;
  readonly dModel: number;
  readonly nhead: number;
  readonly options: TransformerOptions;

  constructor(dModel: number, nhead: number, options: TransformerOptions) {
    super();
    this.dModel = dModel;
    this.nhead = nhead;
    this.options = options;
  }
  /** x, and what a part makes of it, with the normalization before or after. */
  protected residual(x: Tensor, norm: LayerNorm, dropout: Dropout, part: (x: Tensor) => Tensor): Tensor {
    return this.options.normFirst ? x.add(dropout.call(part(norm.call(x)))) : norm.call(x.add(dropout.call(part(x))));
  }
  protected feedForward(x: Tensor): Tensor {
    const { activation = "relu" } = this.options;
    const hidden = this.linear1.call(x);
    const active =
      typeof activation === "function" ? activation(hidden) : activation === "gelu" ? gelu(hidden) : hidden.relu();
    return this.linear2.call(this.dropout.call(active));
  }
}

/** Attention of a sequence to itself, then two linear layers, each added to what it was given and normalized. */
export class TransformerEncoderLayer extends Layer<[Tensor, EncoderCall?]> {
  readonly selfAttn: MultiheadAttention;
  readonly linear1: Linear;
  readonly dropout: Dropout;
  readonly linear2: Linear;
  readonly norm1: LayerNorm;
  readonly norm2: LayerNorm;
  readonly dropout1: Dropout;
  readonly dropout2: Dropout;

  constructor(dModel: number, nhead: number, options: TransformerOptions = {}) {
    super(dModel, nhead, options);
    const { dimFeedforward = 2048, dropout = 0.1, batchFirst = false, layerNormEps: eps = 1e-5 } = options;
    this.selfAttn = new MultiheadAttention(dModel, nhead, { dropout, batchFirst });
    this.linear1 = new Linear(dModel, dimFeedforward);
    this.dropout = new Dropout(dropout);
    this.linear2 = new Linear(dimFeedforward, dModel);
    this.norm1 = new LayerNorm(dModel, { eps });
    this.norm2 = new LayerNorm(dModel, { eps });
    this.dropout1 = new Dropout(dropout);
    this.dropout2 = new Dropout(dropout);
  }
  /** [L, N, E] -> [L, N, E] */
  override forward(src: Tensor, { srcMask = null, srcKeyPaddingMask = null }: EncoderCall = {}): Tensor {
    const attend = (x: Tensor): Tensor =>
      this.selfAttn.call(x, x, x, { attnMask: srcMask, keyPaddingMask: srcKeyPaddingMask, needWeights: false })[0];
    const x = this.residual(src, this.norm1, this.dropout1, attend);
    return this.residual(x, this.norm2, this.dropout2, (y) => this.feedForward(y));
  }
}

/** Attention of a sequence to itself and to an encoder's memory, then two linear layers. */
export class TransformerDecoderLayer extends Layer<[Tensor, Tensor, DecoderCall?]> {
  readonly selfAttn: MultiheadAttention;
  readonly multiheadAttn: MultiheadAttention;
  readonly linear1: Linear;
  readonly dropout: Dropout;
  readonly linear2: Linear;
  readonly norm1: LayerNorm;
  readonly norm2: LayerNorm;
  readonly norm3: LayerNorm;
  readonly dropout1: Dropout;
  readonly dropout2: Dropout;
  readonly dropout3: Dropout;

  constructor(dModel: number, nhead: number, options: TransformerOptions = {}) {
    super(dModel, nhead, options);
    const { dimFeedforward = 2048, dropout = 0.1, batchFirst = false, layerNormEps: eps = 1e-5 } = options;
    this.selfAttn = new MultiheadAttention(dModel, nhead, { dropout, batchFirst });
    this.multiheadAttn = new MultiheadAttention(dModel, nhead, { dropout, batchFirst });
    this.linear1 = new Linear(dModel, dimFeedforward);
    this.dropout = new Dropout(dropout);
    this.linear2 = new Linear(dimFeedforward, dModel);
    this.norm1 = new LayerNorm(dModel, { eps });
    this.norm2 = new LayerNorm(dModel, { eps });
    this.norm3 = new LayerNorm(dModel, { eps });
    this.dropout1 = new Dropout(dropout);
    this.dropout2 = new Dropout(dropout);
    this.dropout3 = new Dropout(dropout);
  }
  /** [L, N, E] and a memory [S, N, E] -> [L, N, E] */
  override forward(tgt: Tensor, memory: Tensor, call: DecoderCall = {}): Tensor {
    const { tgtMask = null, memoryMask = null, tgtKeyPaddingMask = null, memoryKeyPaddingMask = null } = call;
    const attend = (x: Tensor): Tensor =>
      this.selfAttn.call(x, x, x, { attnMask: tgtMask, keyPaddingMask: tgtKeyPaddingMask, needWeights: false })[0];
    const remember = (x: Tensor): Tensor =>
      this.multiheadAttn.call(x, memory, memory, {
        attnMask: memoryMask,
        keyPaddingMask: memoryKeyPaddingMask,
        needWeights: false,
      })[0];
    const x = this.residual(tgt, this.norm1, this.dropout1, attend);
    const y = this.residual(x, this.norm2, this.dropout2, remember);
    return this.residual(y, this.norm3, this.dropout3, (z) => this.feedForward(z));
  }
}

/** So many copies of a layer, with its values; no random number is spent on them. */
function copies<L extends AnyModule>(layer: AnyModule, numLayers: number, make: () => L): ModuleList<L> {
  const state = getRngState();
  const layers = Array.from({ length: numLayers }, make);
  setRngState(state);
  for (const one of layers) one.loadStateDict(layer.stateDict());
  return new ModuleList(layers);
}

/** Copies of an encoder's layer on top of each other: `new TransformerEncoder(new TransformerEncoderLayer(512, 8), 6)`. */
export class TransformerEncoder extends Module<[Tensor, EncoderCall?]> {
  readonly layers: ModuleList<TransformerEncoderLayer>;
  readonly norm: LayerNorm | null;

  constructor(layer: TransformerEncoderLayer, numLayers: number, norm: LayerNorm | null = null) {
    super();
    this.layers = copies(layer, numLayers, () => new TransformerEncoderLayer(layer.dModel, layer.nhead, layer.options));
    this.norm = norm;
  }
  override forward(src: Tensor, call: EncoderCall = {}): Tensor {
    const out = [...this.layers].reduce((x, layer) => layer.call(x, call), src);
    return this.norm === null ? out : this.norm.call(out);
  }
}

/** Copies of a decoder's layer on top of each other; see `TransformerEncoder`. */
export class TransformerDecoder extends Module<[Tensor, Tensor, DecoderCall?]> {
  readonly layers: ModuleList<TransformerDecoderLayer>;
  readonly norm: LayerNorm | null;

  constructor(layer: TransformerDecoderLayer, numLayers: number, norm: LayerNorm | null = null) {
    super();
    this.layers = copies(layer, numLayers, () => new TransformerDecoderLayer(layer.dModel, layer.nhead, layer.options));
    this.norm = norm;
  }
  override forward(tgt: Tensor, memory: Tensor, call: DecoderCall = {}): Tensor {
    const out = [...this.layers].reduce((x, layer) => layer.call(x, memory, call), tgt);
    return this.norm === null ? out : this.norm.call(out);
  }
}

/** What a transformer is told. */
export interface TransformerCall extends DecoderCall {
  readonly srcMask?: Tensor | null;
  readonly srcKeyPaddingMask?: Tensor | null;
}

/** An encoder and a decoder, 6 layers each by default: `new Transformer(512, 8, { numEncoderLayers: 3 })`; weights start as Xavier has them. */
export class Transformer extends Module<[Tensor, Tensor, TransformerCall?]> {
  readonly encoder: TransformerEncoder;
  readonly decoder: TransformerDecoder;

  constructor(
    dModel = 512,
    nhead = 8,
    {
      numEncoderLayers = 6,
      numDecoderLayers = 6,
      ...options
    }: TransformerOptions & { readonly numEncoderLayers?: number; readonly numDecoderLayers?: number } = {},
  ) {
    super();
    const eps = options.layerNormEps ?? 1e-5;
    const encoderLayer = new TransformerEncoderLayer(dModel, nhead, options);
    this.encoder = new TransformerEncoder(encoderLayer, numEncoderLayers, new LayerNorm(dModel, { eps }));
    const decoderLayer = new TransformerDecoderLayer(dModel, nhead, options);
    this.decoder = new TransformerDecoder(decoderLayer, numDecoderLayers, new LayerNorm(dModel, { eps }));
    for (const one of this.parameters()) if (one.dim() > 1) xavierUniform_(one);
  }
  /** A mask that lets no place look at a later one: true above the diagonal. */
  static generateSquareSubsequentMask(size: number): Tensor {
    return squareSubsequentMask(size);
  }
  /** Sources [S, N, E] and targets [T, N, E] -> [T, N, E] */
  override forward(src: Tensor, tgt: Tensor, call: TransformerCall = {}): Tensor {
    return this.decoder.call(tgt, this.encoder.call(src, call), call);
  }
}

/** True above the diagonal: a mask by which each place looks at none that is later. */
export const squareSubsequentMask = (size: number): Tensor => ones(size, size).triu(1).bool();
