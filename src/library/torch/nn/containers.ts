// torch.nn's containers: modules and parameters in order or by name.

import type { Tensor } from "../tensor.ts";
import { type AnyModule, Module, type Parameter } from "./module.ts";

/** The layer at a position, as far as it is known; of those counted from the end, one of all. */
type LayerAt<Layers extends readonly Module[], At extends number> = `${At}` extends `-${string}`
  ? Layers[number]
  : Layers[At];

/**
 * Modules one after the other: `new Sequential(new Linear(2, 4), new ReLU(), new Linear(4, 1))`, or by names of their own:
 * `new Sequential({ hidden: new Linear(2, 4), output: new Linear(4, 1) })`.
 */
export class Sequential<Layers extends readonly Module[] = readonly Module[]> extends Module {
  readonly layers: Module[];
  private readonly names: string[];

  constructor(...layers: Layers | [Readonly<Record<string, Module>>]) {
    super();
    const [first] = layers;
    const named = first === undefined || first instanceof Module ? undefined : first;
    this.layers = named ? Object.values(named) : [...(layers as Layers)];
    this.names = named ? Object.keys(named) : this.layers.map((_, i) => `${i}`);
  }

  override forward(x: Tensor): Tensor {
    return this.layers.reduce((value, layer) => layer.call(value), x);
  }
  /** The layer at a position, from the end when negative. @throws RangeError where there is none. */
  at<At extends number>(position: At): LayerAt<Layers, At> {
    const layer = this.layers.at(position);
    if (layer === undefined) throw new RangeError(`index ${position} is out of range`);
    return layer as LayerAt<Layers, At>;
  }
  /** Adds a layer. */
  append(layer: Module): this {
    this.addModule(`${this.layers.length}`, layer);
    return this;
  }
  override addModule(name: string, layer: Module): void {
    const known = this.names.indexOf(name);
    if (known >= 0) this.layers[known] = layer;
    else {
      this.names.push(name);
      this.layers.push(layer);
    }
  }
  /** Number of modules. */
  get length(): number {
    return this.layers.length;
  }
  [Symbol.iterator](): IterableIterator<Module> {
    return this.layers[Symbol.iterator]();
  }
  override namedChildren(): [string, AnyModule][] {
    return this.layers.map((layer, i) => [this.names[i], layer]);
  }
}

/** Modules in a list, whose parameters count: `this.blocks = new ModuleList([a, b])`. */
export class ModuleList<M extends AnyModule = Module> extends Module {
  readonly modulesInOrder: M[];

  constructor(modules: Iterable<M> = []) {
    super();
    this.modulesInOrder = [...modules];
  }
  /** The module at a position, from the end when negative. @throws RangeError where there is none. */
  at(position: number): M {
    const module = this.modulesInOrder.at(position);
    if (module === undefined) throw new RangeError(`index ${position} is out of range`);
    return module;
  }
  /** Adds a module. */
  append(module: M): this {
    this.modulesInOrder.push(module);
    return this;
  }
  /** Adds several. */
  extend(modules: Iterable<M>): this {
    this.modulesInOrder.push(...modules);
    return this;
  }
  /** Number of modules. */
  get length(): number {
    return this.modulesInOrder.length;
  }
  [Symbol.iterator](): IterableIterator<M> {
    return this.modulesInOrder[Symbol.iterator]();
  }
  override namedChildren(): [string, AnyModule][] {
    return this.modulesInOrder.map((module, i) => [`${i}`, module]);
  }
}

/** Modules by name, whose parameters count: `this.choices = new ModuleDict({ relu: new ReLU(), tanh: new Tanh() })`. */
export class ModuleDict<M extends AnyModule = Module> extends Module {
  private readonly byName: Map<string, M>;

  constructor(modules: Readonly<Record<string, M>> = {}) {
    super();
    this.byName = new Map(Object.entries(modules));
  }
  /** The module of a name. @throws RangeError where there is none. */
  get(name: string): M {
    const module = this.byName.get(name);
    if (module === undefined) throw new RangeError(`there is no module "${name}", but ${[...this.byName.keys()]}`);
    return module;
  }
  /** Puts a module under a name. */
  set(name: string, module: M): this {
    this.byName.set(name, module);
    return this;
  }
  /** Whether there is one of this name. */
  has(name: string): boolean {
    return this.byName.has(name);
  }
  /** Names. */
  keys(): IterableIterator<string> {
    return this.byName.keys();
  }
  /** Modules. */
  values(): IterableIterator<M> {
    return this.byName.values();
  }
  /** Names with their modules. */
  items(): IterableIterator<[string, M]> {
    return this.byName.entries();
  }
  /** Number of modules. */
  get length(): number {
    return this.byName.size;
  }
  override namedChildren(): [string, AnyModule][] {
    return [...this.byName];
  }
}

/** Parameters in a list: `this.weights = new ParameterList([a, b])`. */
export class ParameterList extends Module {
  readonly inOrder: Parameter[];

  constructor(parameters: Iterable<Parameter> = []) {
    super();
    this.inOrder = [...parameters];
  }
  /** The parameter at a position, from the end when negative. @throws RangeError where there is none. */
  at(position: number): Parameter {
    const one = this.inOrder.at(position);
    if (one === undefined) throw new RangeError(`index ${position} is out of range`);
    return one;
  }
  /** Adds a parameter. */
  append(parameter: Parameter): this {
    this.inOrder.push(parameter);
    return this;
  }
  /** Number of parameters. */
  get length(): number {
    return this.inOrder.length;
  }
  [Symbol.iterator](): IterableIterator<Parameter> {
    return this.inOrder[Symbol.iterator]();
  }
  override namedParameters(): [string, Parameter][] {
    return this.inOrder.map((one, i) => [`${i}`, one]);
  }
}

/** Parameters by name: `this.weights = new ParameterDict({ left: a, right: b })`. */
export class ParameterDict extends Module {
  private readonly byName: Map<string, Parameter>;

  constructor(parameters: Readonly<Record<string, Parameter>> = {}) {
    super();
    this.byName = new Map(Object.entries(parameters));
  }
  /** The parameter of a name. @throws RangeError where there is none. */
  get(name: string): Parameter {
    const one = this.byName.get(name);
    if (one === undefined) throw new RangeError(`there is no parameter "${name}", but ${[...this.byName.keys()]}`);
    return one;
  }
  /** Puts a parameter under a name. */
  set(name: string, parameter: Parameter): this {
    this.byName.set(name, parameter);
    return this;
  }
  /** Names. */
  keys(): IterableIterator<string> {
    return this.byName.keys();
  }
  /** Number of parameters. */
  get length(): number {
    return this.byName.size;
  }
  override namedParameters(): [string, Parameter][] {
    return [...this.byName];
  }
}
