// torch.optim.Optimizer: parameters in groups, each with its own options, changed by their gradients.

import { effect } from "../../ops/index.ts";
import { elements, isContiguous, numpyScalar, type TypedArray, zeros } from "../../tensor/index.ts";
import { enableGrad } from "../scopes.ts";
import type { Tensor } from "../tensor.ts";
import { type Kept, keptOf, restore, type StateNames } from "./state.ts";

/** Parameters with the options that hold for them; a scheduler, or you, may change `lr`. */
export type ParamGroup<Options> = { params: Tensor[]; initialLr?: number } & Options;

/** What an optimizer is given: parameters, or groups of them, `[{ params: [net.weight], weightDecay: 0.1 }, { params: [net.bias] }]`. */
export type Params<Options> = Iterable<Tensor> | Iterable<{ readonly params: Iterable<Tensor> } & Partial<Options>>;

/** All that an optimizer keeps: of each parameter, by its number among all groups, and the groups' options with those numbers. */
export interface OptimizerState<Options = BaseOptions> {
  readonly state: Readonly<Record<number, Kept>>;
  readonly paramGroups: readonly (Omit<Options, "params"> & { readonly params: readonly number[] })[];
}

/** What every optimizer can be told. */
export interface BaseOptions {
  lr: number;
}

/** Changes parameters by their gradients, step by step. */
export abstract class Optimizer<Options extends BaseOptions = BaseOptions, State = unknown> {
  readonly paramGroups: ParamGroup<Options>[];
  /** What is kept of each parameter between steps. */
  protected readonly state = new Map<Tensor, State>();
  private readonly defaults: Options;

  /** @throws RangeError without parameters or with a negative rate. @throws Error for a tensor that is no leaf, or stands in two groups. */
  constructor(params: Params<Options>, defaults: Options) {
    const given = [...params];
    if (given.length === 0) throw new RangeError("optimizer got an empty parameter list");
    const groups = given.every((one) => "params" in one) ? given : [{ params: given as Tensor[] }];
    this.paramGroups = groups.map((group) => ({ ...defaults, ...group, params: [...group.params] }));
    this.defaults = defaults;
    this.check(this.paramGroups);
  }

  /** As PyTorch prints it: the options of each group. */
  toString(): string {
    const groups = this.paramGroups.map(({ params: _, ...options }, i) => {
      const lines = Object.entries(options)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, value]) => `    ${snakeCase(name)}: ${printed(value)}\n`);
      return `Parameter Group ${i}\n${lines.join("")}`;
    });
    return `${this.constructor.name} (\n${groups.join("\n")})`;
  }
  /** What a cell shows of it: its text. */
  [Symbol.for("Jupyter.display")](): { "text/plain": string } {
    return { "text/plain": this.toString() };
  }

  private check(groups: readonly ParamGroup<Options>[]): void {
    const seen = new Set<Tensor>(
      this.paramGroups.filter((one) => !groups.includes(one)).flatMap(({ params }) => params),
    );
    for (const { lr, params: own, ...others } of groups) {
      mustBeInRange(others);
      if (lr === undefined)
        throw new TypeError("parameter group didn't specify a value of required optimization parameter lr");
      if (!(lr >= 0)) throw new RangeError(`Invalid learning rate: ${lr}`);
      for (const p of own) {
        if (!p.isLeaf) throw new Error("can't optimize a non-leaf Tensor");
        if (seen.has(p)) throw new Error("some parameters appear in more than one parameter group");
        seen.add(p);
      }
    }
  }

  /** Adds parameters, with options of their own: those of a layer that is no longer frozen. @throws Error as the constructor does. */
  addParamGroup(group: { readonly params: Tensor | Iterable<Tensor> } & Partial<Options>): void {
    const params = "requiresGrad" in group.params ? [group.params] : [...group.params];
    const added = { ...this.defaults, ...group, params };
    this.check([added]);
    this.paramGroups.push(added);
  }

  /** One step for all parameters that have a gradient. With a `closure`, which computes the loss and its gradients, that first; gives its loss. */
  step(): undefined;
  step<Loss>(closure: () => Loss): Loss;
  step<Loss>(closure?: () => Loss): Loss | undefined {
    const loss = closure && enableGrad(closure);
    effect([], () => this.run());
    return loss;
  }

  private run(): void {
    for (const group of this.paramGroups) {
      for (const p of group.params) {
        const { grad } = p;
        if (grad === null) continue;
        if (!isContiguous(p)) throw new Error("an optimizer's parameter must lie in row-major order: use contiguous()");
        const g = elements(grad);
        const known = this.state.get(p);
        const state = known ?? this.start(g, group);
        if (known === undefined) this.state.set(p, state);
        this.update(p.storage.array, g, p.offset, state, group);
        p.storage.version += 1;
      }
    }
  }

  /** Forgets the gradients. */
  zeroGrad(): void {
    for (const { params } of this.paramGroups) for (const p of params) p.grad = null;
  }

  /** PyTorch's names for what is kept. */
  protected readonly stateNames: StateNames = {};

  /** All that is kept between steps, tensors among it, which `torch.save` can write: `optimizer.loadStateDict(…)` goes on from there. */
  stateDict(): OptimizerState<Options> {
    const all = this.paramGroups.flatMap(({ params }) => params);
    const state: Record<number, Kept> = {};
    for (const [i, p] of all.entries()) {
      const kept = this.state.get(p);
      if (kept !== undefined) state[i] = keptOf(kept, p, this.stateNames);
    }
    let from = 0;
    const paramGroups = this.paramGroups.map(({ params, ...options }) => {
      const numbers = params.map((_, i) => from + i);
      from += params.length;
      return { ...options, params: numbers };
    });
    return { state, paramGroups: paramGroups as unknown as OptimizerState<Options>["paramGroups"] };
  }

  /** Goes on from what `stateDict` gave, of an optimizer of parameters of the same number and shapes; copies. @throws RangeError for others. */
  loadStateDict({ state, paramGroups }: OptimizerState<Options>): void {
    if (paramGroups.length !== this.paramGroups.length)
      throw new RangeError("loaded state dict has a different number of parameter groups");
    if (paramGroups.some(({ params }, i) => params.length !== this.paramGroups[i].params.length))
      throw new RangeError(
        "loaded state dict contains a parameter group that doesn't match the size of optimizer's group",
      );
    this.state.clear();
    for (const [i, { params, ...options }] of paramGroups.entries()) {
      const group = Object.assign(this.paramGroups[i], options);
      for (const [j, number] of params.entries()) {
        const p = group.params[j];
        if (!(number in state)) continue;
        const fresh = this.start(zerosAs(elements(p)), group);
        restore(fresh, state[number], p, this.stateNames);
        this.state.set(p, fresh);
      }
    }
  }

  /** What is kept of a parameter before its first step. */
  protected abstract start(g: TypedArray, options: Options): State;
  /** What the optimizer does to a parameter, whose elements are `p` from `offset` on, by its gradient `g`. */
  protected abstract update(p: TypedArray, g: TypedArray, offset: number, state: State, options: Options): void;
}

/** @throws RangeError for options out of their range, as PyTorch says it. */
function mustBeInRange(options: object): void {
  const { betas, ...others } = options as { readonly betas?: readonly number[] } & Readonly<Record<string, unknown>>;
  for (const [i, beta] of betas?.entries() ?? [])
    if (!(beta >= 0 && beta < 1)) throw new RangeError(`Invalid beta parameter at index ${i}: ${beta}`);
  const names = { eps: "epsilon", weightDecay: "weight_decay", momentum: "momentum", rho: "rho", alpha: "alpha" };
  for (const [name, called] of Object.entries(names)) {
    const value = others[name];
    if (value !== undefined && !(typeof value === "number" && value >= 0))
      throw new RangeError(`Invalid ${called} value: ${value}`);
  }
}

/** "weight_decay" */
const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** An option as PyTorch prints it. */
function printed(value: unknown): string {
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Array.isArray(value)) return `(${value.join(", ")})`;
  return typeof value === "number" ? pythonNumber(value) : `${value}`;
}
const pythonNumber = (value: number): string => (Number.isInteger(value) ? `${value}` : numpyScalar(value, "float64"));

/** An array of zeros like another. */
export function zerosAs(g: TypedArray): TypedArray {
  return zeros(g instanceof Float64Array ? "float64" : "float32", g.length);
}
