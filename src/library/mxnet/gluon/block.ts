// gluon.Block: what layers and models are made of; HybridBlock, whose operations can be planned.

import { compile } from "../../plan/index.ts";
import { readSafetensors, sameShape, show, writeSafetensors } from "../../tensor/index.ts";
import { isTraining } from "../autograd.ts";
import { type Initializer, Uniform } from "../init.ts";
import { fromArray, type NDArray } from "../ndarray.ts";
import { Parameter } from "./parameter.ts";

/** Any block, whatever it takes and gives. */
export type AnyBlock = Block<never[], unknown>;

/** What layers and models extend: it finds its parameters in its own properties, and in those of the blocks there. Most take arrays and give one. */
export abstract class Block<Inputs extends unknown[] = NDArray[], Output = NDArray> {
  /** The output for inputs. */
  abstract forward(...inputs: Inputs): Output;

  /** `net.call(X)` is Python's `net(X)`. */
  call(...inputs: Inputs): Output {
    return this.forward(...inputs);
  }

  /** Parameters here and below, by name: "net.weight"; those alone whose names match `select`. */
  collectParams(select?: RegExp): Map<string, Parameter> {
    const found = new Map<string, Parameter>();
    const add = (name: string, value: unknown): void => {
      if (value instanceof Parameter) {
        if (select === undefined || select.test(name)) found.set(name, value);
      } else if (value instanceof Block) for (const [rest, one] of value.ownParams()) add(`${name}.${rest}`, one);
      else if (globalThis.Array.isArray(value)) for (const [i, one] of value.entries()) add(`${name}.${i}`, one);
    };
    for (const [name, value] of Object.entries(this)) add(name, value);
    return found;
  }
  private ownParams(): Map<string, Parameter> {
    return this.collectParams();
  }

  /** Blocks among the properties, and in arrays there, by name. */
  children(): [string, AnyBlock][] {
    return Object.entries(this).flatMap(([name, value]): [string, AnyBlock][] => {
      if (value instanceof Block) return [[name, value]];
      if (!globalThis.Array.isArray(value)) return [];
      return value.flatMap((one, i): [string, AnyBlock][] => (one instanceof Block ? [[`${i}`, one]] : []));
    });
  }

  /** Starts all parameters; by default uniform on ±0.07. Those that have values keep them unless `forceReinit`. */
  initialize(initializer: Initializer = new Uniform(), options: { readonly forceReinit?: boolean } = {}): void {
    for (const one of this.collectParams().values())
      if (!one.isReady || options.forceReinit !== false) one.initialize(initializer);
  }

  /** Calls `fn` with every block below and with this one. */
  apply(fn: (block: AnyBlock) => void): this {
    for (const [, child] of this.children()) child.apply(fn);
    fn(this as AnyBlock);
    return this;
  }

  /** Plans the hybrid blocks here and below; see HybridBlock. */
  hybridize(active = true): void {
    for (const [, child] of this.children()) child.hybridize(active);
  }

  /** Sets the gradients of all parameters to zeros. */
  zeroGrad(): void {
    for (const one of this.collectParams().values()) if (one.isReady) one.zeroGrad();
  }

  /** The values of all parameters by name, as the bytes of a `.safetensors` file. @throws Error for a parameter without values. */
  saveParameters(): Uint8Array<ArrayBuffer> {
    return writeSafetensors(Object.fromEntries([...this.collectParams()].map(([name, one]) => [name, one.data()])));
  }
  /** Takes values from such bytes. @throws Error for a name that is missing or nobody's, RangeError for another shape. */
  loadParameters(bytes: Uint8Array): void {
    const { tensors } = readSafetensors(bytes);
    const own = this.collectParams();
    for (const name of own.keys())
      if (!(name in tensors))
        throw new Error(
          `Parameter '${name}' is missing in the file, which contains ${Object.keys(tensors).join(", ")}`,
        );
    for (const [name, { storage, shape, dtype }] of Object.entries(tensors)) {
      const parameter = own.get(name);
      if (!parameter) throw new Error(`Parameter '${name}' loaded from the file is not present in this block`);
      if (parameter.shape && !sameShape(parameter.shape, shape))
        throw new RangeError(`Parameter '${name}' has the shape ${show(parameter.shape)}, but the file ${show(shape)}`);
      parameter.setData(fromArray(storage.array, shape, dtype));
    }
  }

  /** The block's name, and its blocks indented, as MXNet prints them. */
  toString(): string {
    const lines = this.children().map(([name, child]) => `  (${name}): ${`${child}`.replaceAll("\n", "\n  ")}`);
    const inside = this.extraRepr();
    if (lines.length === 0) return `${this.constructor.name}(${inside})`;
    return `${this.constructor.name}(\n${lines.join("\n")}\n)`;
  }
  /** What stands between the parentheses of a layer that is printed. */
  protected extraRepr(): string {
    return "";
  }
  /** What a cell shows of it: its text. */
  [Symbol.for("Jupyter.display")](): { "text/plain": string } {
    return { "text/plain": this.toString() };
  }
}

/**
 * A block that `hybridize` plans: from the third call with inputs of the same shapes on, its operations and their derivatives are done
 * again in memory laid out for them, and `forward` is not called. So `forward` should do nothing but operations on arrays. The numbers
 * are the same; what reads elements runs as it is.
 */
export abstract class HybridBlock<Inputs extends unknown[] = NDArray[], Output = NDArray> extends Block<
  Inputs,
  Output
> {
  #planned: ((...inputs: Inputs) => Output) | undefined;

  override call(...inputs: Inputs): Output {
    return this.#planned === undefined ? this.forward(...inputs) : this.#planned(...inputs);
  }

  override hybridize(active = true): void {
    const guards = (): unknown[] => [
      isTraining(),
      ...[...this.collectParams().values()].map((one) => (one.isReady ? one.data() : undefined)),
    ];
    this.#planned = active ? compile((...inputs: Inputs) => this.forward(...inputs), { guards }) : undefined;
    super.hybridize(active);
  }
}
