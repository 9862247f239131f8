// gluon.Block and gluon.Parameter: what layers and models are made of.

import { type Shape, sizeOf, zeros } from "../../tensor/index.ts";
import { type Initializer, Uniform } from "../init.ts";
import { fromArray, type NDArray } from "../ndarray.ts";

/** An array that a block owns; it may wait for its shape until the first input. */
export class Parameter {
  readonly name: string;
  readonly ownInit: Initializer | undefined;
  #array: NDArray | undefined;
  #pending: Initializer | undefined;

  constructor(name: string, ownInit?: Initializer) {
    this.name = name;
    this.ownInit = ownInit;
  }
  /** Starts with this initializer, at once or when the shape is known. */
  initialize(initializer: Initializer): void {
    this.#pending = this.ownInit ?? initializer;
    if (this.#array) this.finish(this.#array.shape);
  }
  /** Gives the parameter its shape. @throws Error before `initialize`. */
  finish(shape: Shape): void {
    if (!this.#pending)
      throw new Error(`Parameter ${this.name} has not been initialized. Call initialize() of its block first.`);
    const array = fromArray(zeros("float32", sizeOf(shape)), shape, "float32");
    this.#pending.fill(array.storage.array);
    array.attachGrad();
    this.#array = array;
  }
  /** Whether the shape is known and the values are there. */
  get isReady(): boolean {
    return this.#array !== undefined;
  }
  /** The values. @throws Error before they are there. */
  data(): NDArray {
    if (!this.#array) throw new Error(`Parameter ${this.name} is not there before its block has seen an input`);
    return this.#array;
  }
  /** The gradient of the last backward pass. */
  grad(): NDArray {
    const gradient = this.data().grad;
    if (!gradient) throw new Error(`Parameter ${this.name} has no gradient`);
    return gradient;
  }
  /** Overwrites the values. @throws RangeError when the shape does not fit. */
  setData(values: NDArray): void {
    this.data().set(["..."], values);
  }
}

/** What layers and models extend: it finds its parameters in its own properties, and in those of the blocks there. */
export abstract class Block {
  /** The output for inputs. */
  abstract forward(...inputs: NDArray[]): NDArray;

  /** `net.call(X)` is Python's `net(X)`. */
  call(...inputs: NDArray[]): NDArray {
    return this.forward(...inputs);
  }

  /** Parameters here and below, by name: "net.weight". */
  collectParams(): Map<string, Parameter> {
    const found = new Map<string, Parameter>();
    const add = (name: string, value: unknown) => {
      if (value instanceof Parameter) found.set(name, value);
      else if (value instanceof Block)
        for (const [rest, one] of value.collectParams()) found.set(`${name}.${rest}`, one);
      else if (globalThis.Array.isArray(value)) for (const [i, one] of value.entries()) add(`${name}.${i}`, one);
    };
    for (const [name, value] of Object.entries(this)) add(name, value);
    return found;
  }

  /** Starts all parameters; by default uniform on ±0.07. */
  initialize(initializer: Initializer = new Uniform()): void {
    for (const one of this.collectParams().values()) one.initialize(initializer);
  }
}
