// gluon.Parameter: an array that a block owns and a Trainer changes.

import { type Shape, sizeOf, zeros } from "../../tensor/index.ts";
import type { Initializer } from "../init.ts";
import { fromArray, type NDArray } from "../ndarray.ts";

/** What a parameter is told. */
export interface ParameterOptions {
  /** Known from the beginning; otherwise the first input decides. */
  readonly shape?: Shape;
  /** Stands before the initializer of the block's `initialize`. */
  readonly init?: Initializer | undefined;
  /** "null" for what is kept but not trained. Defaults to "write". */
  readonly gradReq?: "write" | "add" | "null";
  /** Multiplies the rate of learning, and the weight decay. Default to 1. */
  readonly lrMult?: number;
  readonly wdMult?: number;
}

/** An array that a block owns: `this.weight = new gluon.Parameter("weight", { shape: [2, 1] })`. It may wait for its shape until the first input. */
export class Parameter {
  readonly name: string;
  readonly gradReq: "write" | "add" | "null";
  lrMult: number;
  wdMult: number;
  readonly #options: ParameterOptions;
  #array: NDArray | undefined;
  #pending: Initializer | undefined;

  constructor(name: string, options: ParameterOptions = {}) {
    this.name = name;
    this.gradReq = options.gradReq ?? "write";
    this.lrMult = options.lrMult ?? 1;
    this.wdMult = options.wdMult ?? 1;
    this.#options = options;
  }
  /** Starts with this initializer, at once or when the shape is known. */
  initialize(initializer: Initializer): void {
    this.#pending = this.#options.init ?? initializer;
    const shape = this.#array?.shape ?? this.#options.shape;
    if (shape) this.finish(shape);
  }
  /** Gives the parameter its shape, unless it has one. @throws Error before `initialize`. */
  materialize(shape: Shape): NDArray {
    if (!this.#array) this.finish(shape);
    return this.data();
  }
  /** Gives the parameter its shape and first values. @throws Error before `initialize`. */
  finish(shape: Shape): void {
    if (!this.#pending)
      throw new Error(`Parameter ${this.name} has not been initialized. Call initialize() of its block first.`);
    const array = fromArray(zeros("float32", sizeOf(shape)), shape, "float32");
    this.#pending.fill(array.storage.array, shape);
    if (this.gradReq !== "null") array.attachGrad(this.gradReq);
    this.#array = array;
  }
  /** Whether the shape is known and the values are there. */
  get isReady(): boolean {
    return this.#array !== undefined;
  }
  /** The shape; undefined before it is known. */
  get shape(): Shape | undefined {
    return this.#array?.shape ?? this.#options.shape;
  }
  /** The values. @throws Error before they are there. */
  data(): NDArray {
    if (!this.#array) throw new Error(`Parameter ${this.name} is not there before its block has seen an input`);
    return this.#array;
  }
  /** The gradient of the last backward pass. @throws Error when there is none. */
  grad(): NDArray {
    const gradient = this.data().grad;
    if (!gradient) throw new Error(`Parameter ${this.name} has no gradient`);
    return gradient;
  }
  /** Sets the gradient to zeros. */
  zeroGrad(): void {
    if (this.gradReq !== "null") this.grad().set(["..."], 0);
  }
  /** Overwrites the values; a parameter that waits for its shape takes theirs. @throws RangeError when the shape does not fit. */
  setData(values: NDArray): void {
    if (!this.#array) {
      this.#pending ??= { fill: () => {} };
      this.finish(values.shape);
    }
    this.data().set(["..."], values);
  }
}
