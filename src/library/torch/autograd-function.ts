// torch.autograd.Function: operations whose derivative one writes oneself.

import * as ops from "../ops/index.ts";
import { noGrad } from "./scopes.ts";
import { Tensor } from "./tensor.ts";

/** What `forward` leaves for `backward`. Other properties may be set, too. */
export class FunctionContext {
  /** What `saveForBackward` was given. */
  savedTensors: readonly Tensor[] = [];
  /** For each argument of `forward`, whether its gradient is asked for. */
  needsInputGrad: readonly boolean[] = [];
  /** Whatever else is to be kept. */
  [name: string]: unknown;

  /** Keeps tensors for `backward`, which finds them in `savedTensors`. */
  saveForBackward(...tensors: Tensor[]): void {
    this.savedTensors = tensors;
  }
}

/** What a function gives back for the gradient of its output: for each argument of `forward` one, or null; of a single one it may stand alone. */
export type Gradients = Tensor | null | readonly (Tensor | null)[];

/**
 * An operation of one's own: extend it with `static forward` and `static backward`, and call `apply`.
 *
 *   class Cube extends torch.autograd.Function {
 *     static forward(ctx: torch.autograd.FunctionContext, x: torch.Tensor) { ctx.saveForBackward(x); return x.pow(3); }
 *     static backward(ctx: torch.autograd.FunctionContext, dy: torch.Tensor) { return ctx.savedTensors[0].square().mul(3).mul(dy); }
 *   }
 *   Cube.apply(x)
 */
// biome-ignore lint/complexity/noStaticOnlyClass: one extends it, as in PyTorch.
export abstract class FunctionBase {
  /**
   * The output for arguments, tensors or others; what `forward` does is not recorded, but that `backward` is its derivative.
   * @throws Error, in the pass back, for another number of gradients than arguments.
   */
  static apply<Args extends unknown[]>(this: OwnFunction<Args>, ...args: Args): Tensor {
    // biome-ignore lint/complexity/noThisInStatic: the class that extends this one.
    return applied(this, args);
  }
}

/** What a class that extends Function has. */
interface OwnFunction<Args extends unknown[]> {
  readonly name: string;
  forward(ctx: FunctionContext, ...args: Args): Tensor;
  backward(ctx: FunctionContext, gradient: Tensor): Gradients;
}

function applied<Args extends unknown[]>(own: OwnFunction<Args>, args: Args): Tensor {
  const places = args.flatMap((one, i) => (one instanceof Tensor ? [i] : []));
  const ctx = new FunctionContext();
  ctx.needsInputGrad = args.map((one) => one instanceof Tensor && one.requiresGrad);
  // One pass back asks for each argument's; the same gradient is asked about once.
  const known = new WeakMap<object, readonly (Tensor | null)[]>();
  const operation = ops.primitive({
    name: () => `${own.name}Backward`,
    value: (inputs) => {
      const all = [...args];
      for (const [i, place] of places.entries()) all[place] = inputs[i];
      return noGrad(() => ops.detach(own.forward(ctx, ...(all as Args))));
    },
    gradient: (dy, _inputs, _output, _attributes, which) => {
      let all = known.get(dy);
      if (all === undefined) {
        const given = own.backward(ctx, dy as Tensor);
        all = given instanceof Tensor || given === null ? [given] : given;
        if (all.length !== args.length)
          throw new Error(
            `function ${own.name}Backward returned an incorrect number of gradients (expected ${args.length}, got ${all.length})`,
          );
        known.set(dy, all);
      }
      return all[places[which]] ?? undefined;
    },
    saves: "inputs",
    shares: true,
  });
  const inputs = places.map((place) => args[place] as Tensor);
  return ops.bind(operation, inputs, undefined) as Tensor;
}
