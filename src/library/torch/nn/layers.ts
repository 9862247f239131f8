// torch.nn's containers, and layers without parameters other than activations.

import type { Tensor } from "../tensor.ts";
import { dropout } from "./functional.ts";
import { type AnyModule, Module } from "./module.ts";

/** Modules one after the other: `new Sequential(new Linear(2, 4), new ReLU(), new Linear(4, 1))`. */
export class Sequential extends Module {
  readonly layers: Module[];

  constructor(...layers: Module[]) {
    super();
    this.layers = layers;
  }

  override forward(x: Tensor): Tensor {
    return this.layers.reduce((value, layer) => layer.call(value), x);
  }
  /** The layer at a position, from the end when negative. @throws RangeError where there is none. */
  at(position: number): Module {
    const layer = this.layers.at(position);
    if (layer === undefined) throw new RangeError(`index ${position} is out of range`);
    return layer;
  }
  /** Adds a layer. */
  append(layer: Module): this {
    this.layers.push(layer);
    return this;
  }
  /** Number of modules. */
  get length(): number {
    return this.layers.length;
  }
  [Symbol.iterator](): IterableIterator<Module> {
    return this.layers[Symbol.iterator]();
  }
  override namedChildren(): [string, AnyModule][] {
    return this.layers.map((layer, i) => [`${i}`, layer]);
  }
}

/** Modules in a list, whose parameters count: `this.blocks = new ModuleList([a, b])`. */
export class ModuleList extends Module {
  readonly modulesInOrder: AnyModule[];

  constructor(modules: Iterable<AnyModule> = []) {
    super();
    this.modulesInOrder = [...modules];
  }
  /** The module at a position, from the end when negative. @throws RangeError where there is none. */
  at(position: number): AnyModule {
    const module = this.modulesInOrder.at(position);
    if (module === undefined) throw new RangeError(`index ${position} is out of range`);
    return module;
  }
  /** Adds a module. */
  append(module: AnyModule): this {
    this.modulesInOrder.push(module);
    return this;
  }
  /** Number of modules. */
  get length(): number {
    return this.modulesInOrder.length;
  }
  [Symbol.iterator](): IterableIterator<AnyModule> {
    return this.modulesInOrder[Symbol.iterator]();
  }
  override namedChildren(): [string, AnyModule][] {
    return this.modulesInOrder.map((module, i) => [`${i}`, module]);
  }
}

/** Hands on what it is given. */
export class Identity extends Module {
  override forward(x: Tensor): Tensor {
    return x;
  }
}
/** Axes `startDim`, by default all but the first, to `endDim` as one. */
export class Flatten extends Module {
  readonly startDim: number;
  readonly endDim: number;
  constructor(startDim = 1, endDim = -1) {
    super();
    this.startDim = startDim;
    this.endDim = endDim;
  }
  override forward(x: Tensor): Tensor {
    return x.flatten(this.startDim, this.endDim);
  }
  protected override extraRepr(): string {
    return `start_dim=${this.startDim}, end_dim=${this.endDim}`;
  }
}
/** In training, zeros a share `p` of the elements, and scales the others up by 1 / (1 - p). */
export class Dropout extends Module {
  readonly p: number;
  constructor(p = 0.5) {
    super();
    if (!(p >= 0 && p <= 1)) throw new RangeError(`dropout probability has to be between 0 and 1, but got ${p}`);
    this.p = p;
  }
  override forward(x: Tensor): Tensor {
    return dropout(x, { p: this.p, training: this.training });
  }
  protected override extraRepr(): string {
    return `p=${this.p}, inplace=False`;
  }
}
