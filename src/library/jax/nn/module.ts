// nn.Module, after Flax's linen: a module describes; its variables are trees that one passes to it.

import { isFloat, type Shape, sameShape, show } from "../../tensor/index.ts";
import { Array } from "../array.ts";
import { foldIn, Key } from "../random/keys.ts";
import { childOf, copied, keyAt, type Params, type Root, type Scope, type Variables, variablesAt } from "./scope.ts";

/** How a parameter starts. */
export type Initializer = (key: Key, shape: Shape) => Array;

/** What `apply` takes behind the inputs. What else stands there is passed on to `forward`, as its last argument. */
export interface ApplyOptions {
  /** Collections that may change, such as "batch_stats"; `apply` then gives `[output, changed]`. */
  readonly mutable?: readonly string[];
  /** Keys by their uses: `{ dropout: key }`. */
  readonly rngs?: Readonly<Record<string, Key>>;
  readonly [option: string]: unknown;
}

/** A variable outside of the parameters: running statistics, a cache. */
export interface Variable {
  value: Array;
}

/** The modules whose `forward` is under way, innermost last, and how many submodules of each class they have made on the way. */
const running: { readonly scope: Scope; readonly counts: Map<string, number> }[] = [];

/**
 * What layers and models extend. `setup` declares parameters and submodules; `forward` computes. The module itself holds no variables:
 * `init` makes them, `apply` computes with them, `bind` gives a copy that has them as its fields. In Flax's compact style `forward` makes
 * its submodules itself: `new nn.Dense(3).call(x)`; they are named by their classes, in order: Dense_0, Dense_1.
 */
export abstract class Module<Out = Array> {
  /** Of a bound copy. */
  protected scope: Scope | undefined = undefined;

  /** Declares parameters and submodules as fields: `this.w = this.param("w", …)`. Called on bound copies only. */
  setup(): void {}

  /** The output for inputs. */
  abstract forward(...inputs: object[]): Out;

  /** `layer.call(x)` is Python's `layer(x)`: on bound copies, and on new modules inside another one's `forward`. */
  call(...inputs: Parameters<this["forward"]>): ReturnType<this["forward"]> {
    const bound = this.scope === undefined ? this.adopted() : this;
    if (bound.scope === undefined) return bound.forward(...inputs) as ReturnType<this["forward"]>;
    running.push({ scope: bound.scope, counts: new Map() });
    try {
      return bound.forward(...inputs) as ReturnType<this["forward"]>;
    } finally {
      running.pop();
    }
  }

  /** A module made inside another one's `forward`, at its place there. */
  private adopted(): this {
    const around = running.at(-1);
    if (around === undefined) return this;
    const { name } = this.constructor;
    const count = around.counts.get(name) ?? 0;
    around.counts.set(name, count + 1);
    return this.within(childOf(around.scope, `${name}_${count}`));
  }

  /** A module that is made inside `forward`, at a place of this one with a name. */
  protected child<M extends Module<unknown>>(name: string, module: M): M {
    return this.scope === undefined ? module : ((module as Module<unknown>).within(childOf(this.scope, name)) as M);
  }

  /** A parameter by name: it starts by `initializer` while parameters are made, and is there afterwards. @throws Error on a module that is not bound, RangeError for a parameter of another shape. */
  param(name: string, initializer: Initializer, shape: Shape): Array {
    const { scope } = this;
    if (!scope) throw new Error(`param: "${name}" is only there inside init and apply, or on a bound module`);
    const { initializing, rngs } = scope.root;
    const params = variablesAt(scope, "params", initializing);
    if (params === undefined || !(name in params)) {
      if (!initializing || params === undefined)
        throw new Error(
          `param: the parameters have no "${name}"; they have ${Object.keys(params ?? {}).join(", ") || "none"}`,
        );
      params[name] = initializer(keyAt(rngs.params, scope, name), shape);
    }
    const found = params[name];
    if (!(found instanceof Array)) throw new Error(`param: "${name}" of ${this.constructor.name} is a module's name`);
    if (!sameShape(found.shape, shape))
      throw new RangeError(
        `param: "${name}" of ${this.constructor.name} has the shape ${show(found.shape)}, but ${show(shape)} is needed`,
      );
    return found;
  }

  /** A variable of another collection. Its `value` can be set where the collection is mutable. @throws Error on a module that is not bound, and where it is neither there nor being made. */
  variable(collection: string, name: string, initial: () => Array): Variable {
    const { scope } = this;
    if (!scope) throw new Error(`variable: "${name}" is only there inside init and apply, or on a bound module`);
    const { initializing, mutable } = scope.root;
    const changes = initializing || mutable.has(collection);
    const place = `"${name}" in "/${scope.path.join("/")}"`;
    const variables = variablesAt(scope, collection, changes);
    if (variables === undefined || !(name in variables)) {
      if (!changes || variables === undefined)
        throw new Error(`variable: there is no variable ${place} of the collection "${collection}"`);
      variables[name] = initial();
    }
    const own = variables;
    return {
      get value(): Array {
        return own[name] as Array;
      },
      set value(next: Array) {
        if (!changes)
          throw new Error(`Cannot update variable ${place} because collection "${collection}" is immutable.`);
        own[name] = next;
      },
    };
  }

  /** A new key of a use, each time another one. @throws Error when `apply` was given none. */
  makeRng(use: string): Key {
    const { scope } = this;
    const key = scope?.root.rngs[use] ?? (scope?.root.initializing ? scope.root.rngs.params : undefined);
    if (scope === undefined || key === undefined)
      throw new Error(`${this.constructor.name} needs PRNG for "${use}"; pass { rngs: { ${use}: key } } to apply`);
    const place = `${use}/${scope.path.join("/")}`;
    const count = scope.root.drawn.get(place) ?? 0;
    scope.root.drawn.set(place, count + 1);
    return foldIn(keyAt(key, scope, use), count);
  }

  /** Whether variables are being made. */
  get isInitializing(): boolean {
    return this.scope?.root.initializing === true;
  }

  /** Whether a collection may change now. */
  isMutable(collection: string): boolean {
    return this.scope?.root.mutable.has(collection) === true;
  }

  /** Makes the variables, by going through `forward` once with these inputs. `keys`: one, or some by their uses: `{ params, dropout }`. */
  init(keys: Key | Readonly<Record<string, Key>>, ...inputs: object[]): Variables {
    return this.made(keys, inputs)[1];
  }
  /** The output for these inputs, and the variables that were made for it. */
  initWithOutput(keys: Key | Readonly<Record<string, Key>>, ...inputs: object[]): [Out, Variables] {
    return this.made(keys, inputs) as [Out, Variables];
  }
  private made(keys: Key | Readonly<Record<string, Key>>, inputs: readonly object[]): [Out | undefined, Variables] {
    const rngs = keys instanceof Key ? { params: keys } : keys;
    if (!(rngs.params instanceof Key))
      throw new TypeError(`init: a key is needed, or { params: key }; make one by jax.random.key(0)`);
    const collections: Record<string, Params> = { params: {} };
    const root = { collections, initializing: true, mutable: new Set<string>(), rngs, drawn: new Map() };
    const bound = this.within({ root, path: [] });
    const output = inputs.length > 0 ? ((bound as Module<unknown>).call(...inputs) as Out) : undefined;
    return [output, collections as Record<string, Params> & { params: Params }];
  }

  /** The output for inputs, with these variables; with `mutable` among the options behind the inputs, `[output, changed collections]`. */
  apply(
    variables: Variables,
    ...inputs: [...object[], ApplyOptions & { readonly mutable: readonly string[] }]
  ): [Out, Record<string, Params>];
  apply(variables: Variables, ...inputs: object[]): Out;
  apply(variables: Variables, ...inputs: object[]): Out | [Out, Record<string, Params>] {
    const last = inputs.at(-1);
    const isOptions = last !== undefined && Object.getPrototypeOf(last) === Object.prototype;
    const { mutable, rngs = {}, ...rest } = (isOptions ? last : {}) as ApplyOptions;
    const given = isOptions ? inputs.slice(0, -1) : inputs;
    const passed = Object.keys(rest).length > 0 ? [...given, rest] : given;
    const collections: Record<string, Params> = { ...checked(this, variables) };
    for (const name of mutable ?? []) collections[name] = copied(collections[name] ?? {});
    const root = { collections, initializing: false, mutable: new Set(mutable), rngs, drawn: new Map() };
    const output = (this.within({ root, path: [] }) as Module<Out>).call(...passed) as Out;
    if (mutable === undefined) return output;
    return [output, Object.fromEntries(mutable.map((name) => [name, collections[name]]))];
  }

  /** A copy whose parameters are its fields. @throws TypeError without `params`. */
  bind(variables: Variables, { rngs = {} }: { readonly rngs?: Readonly<Record<string, Key>> } = {}): this {
    const collections = { ...checked(this, variables) };
    const root: Root = { collections, initializing: false, mutable: new Set(), rngs, drawn: new Map() };
    return this.within({ root, path: [] });
  }

  private within(scope: Scope): this {
    const copy: this = Object.assign(Object.create(Object.getPrototypeOf(this)), this);
    copy.scope = scope;
    copy.setup();
    const fields = copy as Record<string, unknown>;
    for (const [name, value] of Object.entries(fields)) {
      if (value instanceof Module) fields[name] = value.within(childOf(scope, name));
      else if (globalThis.Array.isArray(value) && value.some((one) => one instanceof Module))
        fields[name] = value.map((one, i) =>
          one instanceof Module ? one.within(childOf(scope, `${name}_${i}`)) : one,
        );
    }
    return copy;
  }
}

function checked(module: Module<unknown>, variables: Variables): Variables {
  if (!variables?.params)
    throw new TypeError(`${module.constructor.name}: parameters are given as { params: … }, which is what init gives`);
  return variables;
}

/** The type of a computation on `x`. @throws TypeError for whole numbers, which a layer cannot take. */
export function floatInput(layer: string, x: Array): Array {
  if (!isFloat(x.dtype)) throw new TypeError(`${layer}: inputs must be floats, not ${x.dtype}`);
  return x;
}
