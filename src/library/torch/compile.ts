// torch.compile: functions and modules whose operations are planned.

import { compile as plan } from "../plan/index.ts";
import { Module } from "./nn/module.ts";
import type { Tensor } from "./tensor.ts";

/** A compiled module: called as the module is, and with its parameters. */
export interface CompiledModule {
  call(...inputs: Tensor[]): Tensor;
  /** The module that was compiled. */
  readonly module: Module;
}

/**
 * A function, or a module, that does what it did by a plan. The first call with inputs of these shapes runs as it is, the second is traced,
 * and from the third on the operations that were seen are done again in memory laid out for them: nothing is allocated, and the function
 * is not called. So it should do nothing but operations on tensors, backward passes and optimizers' steps; printing and counting happen
 * in the first two calls alone. The numbers are the same. What reads elements (`item()`, a branch by a value) runs as it is.
 */
export function compile(module: Module): CompiledModule;
export function compile<Args extends unknown[], R>(fn: (...args: Args) => R): (...args: Args) => R;
export function compile<Args extends unknown[], R>(
  given: Module | ((...args: Args) => R),
): CompiledModule | ((...args: Args) => R) {
  if (!(given instanceof Module)) return plan(given);
  const guards = () => [...given.modules()].map(({ training }) => training);
  return {
    module: given,
    call: plan((...inputs: Tensor[]) => given.call(...inputs), { guards: () => [...guards(), ...given.parameters()] }),
  };
}

/** `compile`; the example inputs, by which PyTorch traces, are not needed. */
function trace(module: Module, exampleInputs?: unknown): CompiledModule;
function trace<Args extends unknown[], R>(fn: (...args: Args) => R, exampleInputs?: unknown): (...args: Args) => R;
function trace(target: Module | ((...args: unknown[]) => unknown)): unknown {
  return compile(target as never);
}

/** torch.jit: what it compiles, `compile` plans. */
export const jit = { script: compile, trace };
