// Forward mode against reverse mode, and batches against a loop, for each operation; both again for each operation's gradient.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Array as JaxArray, jax, jnp } from "../../src/library/jax/index.ts";
import * as ops from "../../src/library/ops/index.ts";
import { type Case, cases, numbers } from "./operations/transforms.cases.ts";

const close = (got: JaxArray, want: JaxArray, what: string) => {
  expect({ what, shape: [...got.shape], dtype: got.dtype }).toEqual({
    what,
    shape: [...want.shape],
    dtype: want.dtype,
  });
  const [x, y] = [got.toArray(), want.toArray()];
  for (const [i, value] of y.entries())
    if (!(Math.abs(x[i] - value) <= 1e-9 + 1e-6 * Math.abs(value))) expect.fail(`${what}: ${x} instead of ${y}`);
};
const inner = (a: JaxArray, b: JaxArray) => ops.sum(ops.mul(a, b)) as JaxArray;

/** The gradients of a weighted sum of what the operation gives, by all its inputs. */
function gradientsOf([call, ...shapes]: Case, inputs: readonly JaxArray[]): JaxArray[] {
  const places = shapes.map((_, i) => i);
  const weighted = (...own: JaxArray[]) => {
    const y = ops.square(call(...own)) as JaxArray;
    return inner(y, numbers(y.shape, 9));
  };
  return jax.grad(weighted, { argnums: places })(...inputs) as unknown as JaxArray[];
}

describe.each(Object.entries(cases))("%s", (_name, one) => {
  const [call, ...shapes] = one;
  const primals = shapes.map((shape, i) => numbers(shape, i));
  const tangents = shapes.map((shape, i) => numbers(shape, i + 5));
  const fn = call as (...inputs: JaxArray[]) => JaxArray;

  test("forwards is backwards turned round", () => {
    const [y, pushed] = jax.jvp(fn, primals, tangents);
    close(y, fn(...primals), "value");
    const [, pull] = jax.vjp(fn, ...primals);
    const dy = numbers(y.shape, 11);
    const backwards = pull(dy).map((gradient, i) => inner(gradient, tangents[i]).item());
    const sum = backwards.reduce((total, part) => total + part, 0);
    expect(inner(pushed, dy).item()).toBeCloseTo(sum, 6);
  });

  test("forwards over backwards is backwards over backwards", () => {
    const gradients = (...inputs: JaxArray[]) => gradientsOf(one, inputs);
    const [, pushed] = jax.jvp(gradients, primals, tangents);
    const [, pull] = jax.vjp(gradients, ...primals);
    const ct = primals.map(({ shape }, i) => numbers(shape, i + 13));
    const forwards = pushed.reduce((total, part, i) => total + inner(part, ct[i]).item(), 0);
    const backwards = pull(ct).reduce((total, part, i) => total + inner(part, tangents[i]).item(), 0);
    expect(Math.abs(forwards - backwards)).toBeLessThan(1e-6 * Math.max(1, Math.abs(backwards)));
  });

  // Every way in which inputs can have a batch or not.
  const ways = globalThis.Array.from({ length: 2 ** shapes.length - 1 }, (_, i) =>
    shapes.map((_s, j) => ((i + 1) >> j) & 1),
  );
  test.each(ways)("a batch is a loop %s %s", (...way) => {
    const inputs = shapes.map((shape, i) => numbers(way[i] ? [3, ...shape] : shape, i));
    const axes = shapes.map((_, i) => (way[i] ? 0 : null));
    const example = (i: number) => inputs.map((a, j) => (way[j] ? a.at(i) : a));
    const rows = [0, 1, 2].map(example);
    let calls = 0;
    const counted = (...own: JaxArray[]) => {
      calls += 1;
      return fn(...own);
    };
    close(jax.vmap(counted, axes)(...inputs), jnp.stack(rows.map((row) => fn(...row))), "value");
    expect(calls).toBe(1);
    const mapped = jax.vmap((...own: JaxArray[]) => gradientsOf(one, own), axes)(...inputs);
    const looped = rows.map((row) => gradientsOf(one, row));
    for (const [j, gradient] of mapped.entries())
      close(gradient, jnp.stack(looped.map((list) => list[j])), `gradient of input ${j}`);
    const pushed = jax.vmap((...own: JaxArray[]) => jax.jvp(fn, own, tangents)[1], axes)(...inputs);
    close(pushed, jnp.stack(rows.map((row) => jax.jvp(fn, row, tangents)[1])), "forwards");
  });
});

test("what broadcasts one by one does so in a batch", () => {
  const size = fc.constantFrom(1, 3);
  const shape = fc.array(size, { maxLength: 3 });
  fc.assert(
    fc.property(shape, shape, fc.boolean(), fc.boolean(), (a, b, isA, isB) => {
      fc.pre(isA || isB);
      const x = numbers(isA ? [2, ...a] : a, 1);
      const y = numbers(isB ? [2, ...b] : b, 2);
      const f = (p: JaxArray, q: JaxArray) => p.mul(q).add(p.max()) as JaxArray;
      const rows = [0, 1].map((i) => f(isA ? x.at(i) : x, isB ? y.at(i) : y));
      close(jax.vmap(f, [isA ? 0 : null, isB ? 0 : null])(x, y), jnp.stack(rows), "value");
    }),
  );
});
