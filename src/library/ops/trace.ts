// The door for who wants to see every step of a function, so that it can be done again: ../plan.

import type { Tensor } from "../tensor/index.ts";

/**
 * What a step does besides giving a tensor. "value": nothing. "update": it writes into its first input, whose new state is all that it
 * leaves behind. "effect": it changes what lies outside of tensors (a parameter's gradient, an optimizer's state), and may keep its inputs.
 */
export type StepKind = "value" | "update" | "effect";

/** Does a step, and writes down how it is done again with other inputs. */
export type Tracer = <A, R extends Tensor | undefined>(
  run: (inputs: readonly Tensor[], attributes: A) => R,
  inputs: readonly Tensor[],
  attributes: A,
  kind: StepKind,
) => R;

/** Undefined outside of a trace, and inside of a step: steps of steps are not seen. */
export let tracer: Tracer | undefined;

/** Sets who sees the steps, and gives who saw them before. */
export function setTracer(next: Tracer | undefined): Tracer | undefined {
  const before = tracer;
  tracer = next;
  return before;
}

/** A change of what lies outside of tensors, as one step of a trace: an optimizer's. `inputs` are the tensors that it reads, besides what it finds by itself. */
export function effect(inputs: readonly Tensor[], run: (inputs: readonly Tensor[]) => void): void {
  if (tracer === undefined) run(inputs);
  else
    tracer(
      (again): undefined => {
        run(again);
      },
      inputs,
      undefined,
      "effect",
    );
}

/** A change of a tensor in place, as one step. `run` writes into the tensor that it is given. */
export function change(a: Tensor, run: (a: Tensor) => void): void {
  if (tracer === undefined) run(a);
  else
    tracer(
      ([again]): undefined => {
        run(again);
      },
      [a],
      undefined,
      "update",
    );
}
