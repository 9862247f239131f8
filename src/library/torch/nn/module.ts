// torch.nn.Module: what layers and models extend. It finds parameters and modules among its properties.

import { sameShape, show } from "../../tensor/index.ts";
import { type Device, mustBeHere } from "../device.ts";
import type { Tensor } from "../tensor.ts";
import { grow, isParameter, type Parameter } from "./parameter.ts";

export { grow, Parameter, parameter } from "./parameter.ts";

/** Any module, whatever it takes and gives. */
export type AnyModule = Module<never[], unknown>;

/** What modules call before and after themselves. */
interface Hooks {
  readonly before: ((module: unknown, inputs: never) => unknown)[];
  readonly after: ((module: unknown, inputs: never, output: never) => unknown)[];
}
const hooksOf = new WeakMap<object, Hooks>();

/** Adds a hook to a list, and gives what takes it away again. */
function added<H>(list: H[], hook: H): { remove(): void } {
  list.push(hook);
  return {
    remove: () => {
      const at = list.indexOf(hook);
      if (at >= 0) list.splice(at, 1);
    },
  };
}

/** What layers and models extend. Most take tensors and give one; others name what they do: `Module<[Tensor, Tensor?], [Tensor, Tensor]>`. */
export class Module<Inputs extends unknown[] = Tensor[], Output = Tensor> {
  /** Whether layers such as dropout behave as in training; see `train` and `eval`. */
  training = true;

  /** The output for inputs. @throws Error unless a module has its own. */
  forward(..._inputs: Inputs): Output {
    throw new Error(`Module [${this.constructor.name}] is missing the required "forward" function`);
  }

  /** `net.call(X)` is Python's `net(X)`. */
  call(...inputs: Inputs): Output {
    const hooks = hooksOf.get(this);
    if (hooks === undefined) return this.forward(...inputs);
    let seen = inputs;
    for (const hook of [...hooks.before]) seen = (hook(this, seen as never) as Inputs | undefined) ?? seen;
    let output = this.forward(...seen);
    for (const hook of [...hooks.after])
      output = (hook(this, seen as never, output as never) as Output | undefined) ?? output;
    return output;
  }

  /** Calls `hook` with the module and its inputs before each call; inputs that it gives take their place. Gives what takes it away again. */
  registerForwardPreHook<I extends unknown[] = Tensor[]>(
    hook: (module: AnyModule, inputs: I) => I | undefined,
  ): { remove(): void } {
    return added(this.hooks().before, hook as Hooks["before"][number]);
  }
  /** Calls `hook` with the module, its inputs and its output after each call; an output that it gives takes its place. Gives what takes it away again. */
  registerForwardHook<I extends unknown[] = Tensor[], O = Tensor>(
    hook: (module: AnyModule, inputs: I, output: O) => O | undefined,
  ): { remove(): void } {
    return added(this.hooks().after, hook as Hooks["after"][number]);
  }
  private hooks(): Hooks {
    const known = hooksOf.get(this) ?? { before: [], after: [] };
    hooksOf.set(this, known);
    return known;
  }

  /** Modules among the properties, and in arrays there, by name. */
  namedChildren(): [string, AnyModule][] {
    const found: [string, AnyModule][] = [];
    for (const [name, value] of Object.entries(this)) {
      if (value instanceof Module) found.push([name, value]);
      else if (Array.isArray(value))
        for (const [i, one] of value.entries()) if (one instanceof Module) found.push([`${name}.${i}`, one]);
    }
    return found;
  }

  /** Modules among the properties. */
  children(): AnyModule[] {
    return this.namedChildren().map(([, child]) => child);
  }

  /** This module and all below it. */
  modules(): AnyModule[] {
    return [this as AnyModule, ...this.children().flatMap((child) => child.modules())];
  }

  /** This module, as "", and all below it, as "net.0". */
  namedModules(prefix = ""): [string, AnyModule][] {
    const below = this.namedChildren().flatMap(([name, child]) =>
      child.namedModules(prefix === "" ? name : `${prefix}.${name}`),
    );
    return [[prefix, this as AnyModule], ...below];
  }

  /** Makes a module a child of this name: `net.addModule("block1", block())`. */
  addModule(name: string, module: AnyModule): void {
    Object.assign(this, { [name]: module });
  }
  /** Makes a tensor a parameter of this name; null keeps the name free of one. */
  registerParameter(name: string, parameter: Parameter | null): void {
    Object.assign(this, { [name]: parameter });
  }
  /** The module below of a name as `namedModules` has it. @throws RangeError where there is none. */
  getSubmodule(name: string): AnyModule {
    return found(this.constructor.name, "module", name, this.namedModules());
  }
  /** The parameter of a name as `namedParameters` has it. @throws RangeError where there is none. */
  getParameter(name: string): Parameter {
    return found(this.constructor.name, "parameter", name, this.namedParameters());
  }

  /** Parameters here and below, as ["net.weight", tensor]; each once. */
  namedParameters(): [string, Parameter][] {
    const own = Object.entries(this).filter((entry): entry is [string, Parameter] => isParameter(entry[1]));
    const below = this.namedChildren().flatMap(([name, child]) =>
      child.namedParameters().map(([rest, one]): [string, Parameter] => [`${name}.${rest}`, one]),
    );
    const seen = new Set<Parameter>();
    return [...own, ...below].filter(([, one]) => !seen.has(one) && seen.add(one));
  }

  /** Parameters here and below. */
  parameters(): Parameter[] {
    return this.namedParameters().map(([, one]) => one);
  }

  readonly #buffers = new Set<string>();

  /** Makes a tensor that is kept with the model, but not trained, a part of `stateDict`: `this.mean = this.registerBuffer("mean", torch.zeros(3))`. */
  registerBuffer(name: string, tensor: Tensor): Tensor {
    this.#buffers.add(name);
    return tensor;
  }

  /** Buffers here and below, as ["norm.runningMean", tensor]. */
  namedBuffers(): [string, Tensor][] {
    const own = Object.entries(this).filter(([name]) => this.#buffers.has(name)) as [string, Tensor][];
    const below = this.namedChildren().flatMap(([name, child]) =>
      child.namedBuffers().map(([rest, one]): [string, Tensor] => [`${name}.${rest}`, one]),
    );
    return [...own, ...below];
  }

  /** Buffers here and below. */
  buffers(): Tensor[] {
    return this.namedBuffers().map(([, one]) => one);
  }

  /** Parameters and buffers of floats as another type; on a device, which can be the processor alone. */
  to(target: "float32" | "float64" | Device | "cpu" | "cuda"): this {
    if (target !== "float32" && target !== "float64") mustBeHere(target);
    else
      for (const one of [...this.parameters(), ...this.buffers()])
        if (one.isFloatingPoint()) grow(one, one.detach().to(target));
    return this;
  }
  /** Itself: it is there already. */
  cpu(): this {
    return this;
  }
  /** Parameters and buffers as float32. */
  float(): this {
    return this.to("float32");
  }
  /** Parameters and buffers as float64. */
  double(): this {
    return this.to("float64");
  }
  /** Whether parameters here and below want gradients: `net.requiresGrad_(false)` freezes them. */
  requiresGrad_(wanted = true): this {
    for (const one of this.parameters()) one.requiresGrad = wanted;
    return this;
  }

  /** Sets `training` here and below. */
  train(mode = true): this {
    this.training = mode;
    for (const child of this.children()) child.train(mode);
    return this;
  }

  /** `train(false)` */
  eval(): this {
    return this.train(false);
  }

  /** Forgets the gradients of all parameters. */
  zeroGrad(): void {
    for (const one of this.parameters()) one.grad = null;
  }

  /** Calls `fn` with every module below and with this one. */
  apply(fn: (module: AnyModule) => void): this {
    for (const child of this.children()) child.apply(fn);
    fn(this as AnyModule);
    return this;
  }

  /** Parameters and buffers by name, detached. */
  stateDict(): Record<string, Tensor> {
    return Object.fromEntries(
      [...this.namedParameters(), ...this.namedBuffers()].map(([name, one]) => [name, one.detach()]),
    );
  }

  /**
   * Takes the values of parameters and buffers from such a record. Names in Python's spelling, "norm.running_mean", serve too.
   * @throws Error for a name that is missing or is nobody's, or a shape that is another.
   */
  loadStateDict(record: Readonly<Record<string, Tensor>>): void {
    const own = new Map([...this.namedParameters(), ...this.namedBuffers()]);
    const state = Object.fromEntries(
      Object.entries(record).map(([name, one]) => [own.has(name) ? name : camelCase(name), one]),
    );
    for (const [prefix, module] of this.namedModules())
      module.adopt((name) => state[prefix === "" ? name : `${prefix}.${name}`]);
    // Records may be older than this count, as PyTorch's may.
    for (const name of own.keys()) if (name.endsWith("numBatchesTracked") && !(name in state)) own.delete(name);
    const missing = [...own.keys()].filter((name) => !(name in state));
    const unexpected = Object.keys(state).filter((name) => !own.has(name));
    if (missing.length + unexpected.length > 0)
      throw new Error(
        `Error(s) in loading state_dict for ${this.constructor.name}: missing [${missing.join(", ")}], unexpected [${unexpected.join(", ")}]`,
      );
    for (const [name, { shape }] of own)
      if (!sameShape(shape, state[name].shape))
        throw new Error(
          `Error(s) in loading state_dict for ${this.constructor.name}: size mismatch for ${name}: the record has ${show(state[name].shape)}, the model ${show(shape)}`,
        );
    for (const [name, one] of own) one.data.copy_(state[name]);
  }

  /** Called before values are loaded, with what there is for this module: a lazy layer takes its sizes from it. */
  protected adopt(_given: (name: string) => Tensor | undefined): void {}

  /** The name under which it is printed. */
  protected get typeName(): string {
    return this.constructor.name;
  }

  /** As PyTorch prints a model: its name, and its children indented. */
  toString(): string {
    const lines = this.namedChildren().map(([name, child]) => `  (${name}): ${`${child}`.replaceAll("\n", "\n  ")}`);
    const inside = this.extraRepr();
    const head = `${this.typeName}(`;
    return lines.length === 0 ? `${head}${inside})` : `${head}\n${lines.join("\n")}\n)`;
  }

  /** What stands between the parentheses of a layer that is printed. */
  protected extraRepr(): string {
    return "";
  }

  /** What `console.log` shows of it in Node: its text. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
  /** What a cell shows of it: its text. */
  [Symbol.for("Jupyter.display")](): { "text/plain": string } {
    return { "text/plain": this.toString() };
  }
}

function found<T>(owner: string, kind: string, name: string, all: readonly (readonly [string, T])[]): T {
  const entry = all.find(([one]) => one === name);
  if (entry === undefined)
    throw new RangeError(`${owner} has no ${kind} "${name}", but ${all.map(([one]) => `"${one}"`).join(", ")}`);
  return entry[1];
}

/** "norm.running_mean" -> "norm.runningMean" */
function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
