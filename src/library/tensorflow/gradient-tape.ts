// tf.GradientTape: records what is computed inside it.

import { backward, onesLike } from "../autograd/index.ts";
import { isRecording, Leaf, reshape, stack, withRecording } from "../ops/index.ts";
import { sizeOf, wrap, zeros } from "../tensor/index.ts";
import { Tensor } from "./tensor.ts";

/**
 * Records operations on trainable variables and watched tensors inside `record`, and then gives gradients: once, or many times when `persistent`.
 * Inside another tape's `record`, the gradients are recorded too, so that they have gradients.
 */
export class GradientTape {
  readonly persistent: boolean;
  #used = false;
  /** What was watched; undefined where variables are without that. */
  readonly #watched: Set<Tensor> | undefined;

  /** `persistent`: gradients can be asked for more than once. `watchAccessedVariables`: false to watch nothing but what `watch` is told. */
  constructor(options: { readonly persistent?: boolean; readonly watchAccessedVariables?: boolean } = {}) {
    this.persistent = options.persistent ?? false;
    this.#watched = options.watchAccessedVariables === false ? new Set() : undefined;
  }

  /** Calls `fn` with the tape running. */
  record<R>(fn: (tape: this) => R): R {
    return withRecording("always", () => fn(this));
  }

  /** Has a tensor that is no variable take part: gradients by it can be asked for. */
  watch(tensor: Tensor): void {
    tensor.origin ??= new Leaf();
    this.#watched?.add(tensor);
  }

  /** Forgets what was recorded: gradients can be asked for again. */
  reset(): void {
    this.#used = false;
    this.#watched?.clear();
  }

  /** Calls `fn` with the tape stopped. */
  stopRecording<R>(fn: () => R): R {
    return withRecording("never", fn);
  }

  /** All derivatives of the elements of `target` by those of `source`: [...target, ...source]. The tape must be persistent. */
  jacobian(target: Tensor, source: Tensor): Tensor {
    if (!this.persistent)
      throw new Error("jacobian: the tape must be persistent, since it goes back once for each element");
    const size = sizeOf(target.shape);
    const rows = Array.from({ length: size }, (_, i) => {
      const seed = zeros(target.dtype, size);
      seed[i] = 1;
      const [row] = backward([target], [wrap(target, seed, target.shape, target.dtype)], {
        inputs: [source],
        retainGraph: true,
        createGraph: isRecording(),
      });
      return row ?? wrap(source, zeros(source.dtype, sizeOf(source.shape)), source.shape, source.dtype);
    });
    return reshape(stack(rows), [...target.shape, ...source.shape]) as Tensor;
  }

  /**
   * The gradient of `target`, whose elements count as their sum, by one source or by several, in the same form.
   * @throws Error when the tape has been used, or when `target` does not depend on a source and `unconnectedGradients` is not "zero"
   * (TensorFlow gives None there, which nothing can be computed with).
   */
  gradient(target: Tensor, source: Tensor, options?: GradientOptions): Tensor;
  gradient(target: Tensor, sources: readonly Tensor[], options?: GradientOptions): Tensor[];
  gradient(
    target: Tensor,
    sources: Tensor | readonly Tensor[],
    { unconnectedGradients = "error" }: GradientOptions = {},
  ): Tensor | Tensor[] {
    if (this.#used && !this.persistent)
      throw new Error("A non-persistent GradientTape can only be used to compute one set of gradients (or jacobians)");
    this.#used = true;
    const list = sources instanceof Tensor ? [sources] : sources;
    if (!Array.isArray(list) || list.some((one) => !(one instanceof Tensor)))
      throw new TypeError("gradient: sources must be a tensor or variable, or a list of them");
    const nested = isRecording();
    const found =
      target.origin === undefined
        ? []
        : backward([target], [onesLike(target)], {
            inputs: list,
            createGraph: nested,
            retainGraph: nested || this.persistent,
          });
    const gradients = list.map((one, i) => {
      const gradient = found[i] as Tensor | undefined;
      if (gradient && (this.#watched?.has(one) ?? true)) return gradient;
      if (unconnectedGradients === "zero") return wrap(one, zeros(one.dtype, sizeOf(one.shape)), one.shape, one.dtype);
      throw new Error(
        `gradient: the target does not depend on source ${i} of shape (${one.shape.join(", ")}); was it computed inside record, and is the source watched?`,
      );
    });
    return sources instanceof Tensor ? gradients[0] : gradients;
  }
}

interface GradientOptions {
  readonly unconnectedGradients?: "error" | "zero";
}
