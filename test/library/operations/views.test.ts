// Properties of views and broadcasting, for any shapes: a view is as good as a copy, and what broadcasts is a loop.

import fc from "fast-check";
import { expect, test } from "vitest";
import * as torch from "../../../src/library/torch/index.ts";

/** Steps from a tensor to a view of it; those that do not fit are left out. */
type Step = {
  readonly kind: "swap" | "slice" | "back" | "pick" | "new" | "repeat";
  readonly at: number;
  readonly by: number;
};

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom("swap", "slice", "back", "pick", "new", "repeat"),
  at: fc.nat(3),
  by: fc.integer({ min: 1, max: 3 }),
});
const steps = fc.array(step, { maxLength: 5 });
const shape = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 4 });

function viewOf(x: torch.Tensor, path: readonly Step[]): torch.Tensor {
  return path.reduce((a, { kind, at, by }) => {
    const axes = a.shape.length;
    const axis = axes === 0 ? 0 : at % axes;
    const whole = new Array<string>(axis).fill(":");
    if (kind === "new") return axes < 5 ? a.unsqueeze(axis) : a;
    if (axes === 0) return a;
    if (kind === "swap") return a.transpose(axis, by % axes);
    if (kind === "slice") return a.at(...whole, `1::${by}`);
    if (kind === "back") return a.at(...whole, `::-${by}`);
    if (kind === "pick") return a.shape[axis] > 0 ? a.at(...whole, by % a.shape[axis]) : a;
    return a.shape[axis] === 1 ? a.expand(a.shape.map((n, i) => (i === axis ? by : n))) : a;
  }, x);
}

const count = (sizes: readonly number[]): number => sizes.reduce((product, n) => product * n, 1);

/** Numbers that differ, some of them negative. */
function numbers(sizes: readonly number[], salt: number): torch.Tensor {
  const values = Array.from({ length: count(sizes) }, (_, i) => ((i * 37 + salt * 11) % 64) / 8 - 3.4375);
  return torch.tensor(values).reshape([...sizes]);
}

const onOne: Readonly<Record<string, (x: torch.Tensor) => torch.Tensor>> = {
  exp: (x) => x.exp(),
  square: (x) => x.square(),
  relu: (x) => x.relu(),
  cumsum: (x) => (x.shape.length > 0 ? x.cumsum(-1) : x),
  sum: (x) => x.sum(),
  "sum of an axis": (x) => (x.shape.length > 0 ? x.sum(0) : x.sum()),
  softmax: (x) => (x.shape.length > 0 ? x.softmax(-1) : x),
  matmul: (x) => (x.shape.length > 1 ? x.matmul(x.transpose(-1, -2)) : x),
  cat: (x) => (x.shape.length > 0 ? torch.cat([x, x], 0) : x),
  reshape: (x) => x.reshape(-1),
  mean: (x) => (x.numel() > 0 ? x.mean() : x.sum()),
  amax: (x) => (x.shape.length > 0 && x.numel() > 0 ? x.amax(-1) : x),
  "max and its place": (x) => (x.shape.length > 0 && x.numel() > 0 ? x.max(0).values : x),
  prod: (x) => x.prod(),
  norm: (x) => x.norm(),
  logsumexp: (x) => (x.shape.length > 0 && x.numel() > 0 ? x.logsumexp(0) : x),
  sort: (x) => (x.shape.length > 0 ? x.sort().values : x),
  roll: (x) => (x.shape.length > 0 ? x.roll(1, 0) : x),
  flip: (x) => (x.shape.length > 0 ? x.flip(-1) : x),
  tril: (x) => (x.shape.length > 1 ? x.tril() : x),
  diagonal: (x) => (x.shape.length > 1 ? x.diagonal({ offset: 1 }) : x),
  unfold: (x) => (x.shape.length > 0 && x.shape[0]! > 1 ? x.unfold(0, 2, 1) : x),
  "a list of places": (x) => (x.shape.length > 0 && x.shape[0]! > 0 ? x.at([0, -1, 0]) : x),
  where: (x) => torch.where(x.gt(0), x, 0),
  maskedFill: (x) => x.maskedFill(x.lt(0), 1),
  atan2: (x) => x.atan2(2),
  softplus: (x) => torch.nn.functional.softplus(x),
  layerNorm: (x) =>
    x.shape.length > 0 && x.shape.at(-1)! > 1 ? torch.nn.functional.layerNorm(x, [x.shape.at(-1)!]) : x,
  "a times itself": (x) => x.mul(x),
  "a plus its first row": (x) => (x.shape.length > 0 && x.shape[0] > 0 ? x.add(x.at(0)) : x),
};

test.each(Object.entries(onOne))("of a view as of its copy, value and gradient: %s", (_name, operation) => {
  fc.assert(
    fc.property(shape, steps, (sizes, path) => {
      const results = [(a: torch.Tensor) => a, (a: torch.Tensor) => a.clone()].map((prepare) => {
        const leaf = numbers(sizes, 1).requiresGrad_();
        const y = operation(prepare(viewOf(leaf, path)));
        y.mul(numbers(y.shape, 3)).sum().backward();
        return { shape: [...y.shape], value: y.tolist(), gradient: leaf.grad?.tolist() };
      });
      expect(results[0]).toEqual(results[1]);
    }),
  );
});

test("what is written into a view is read in the base", () => {
  fc.assert(
    fc.property(shape, steps, (sizes, path) => {
      // Of a repeated element the last write stays: those views are left out.
      const places = torch.arange(count(sizes), { dtype: "int32" }).reshape(sizes);
      const base = numbers(sizes, 1);
      const before = base.clone().reshape(-1).toArray();
      const target = viewOf(base, path);
      const at = [...viewOf(places, path).toArray()];
      fc.pre(new Set(at).size === at.length);
      const written = numbers(target.shape, 5);
      target.copy_(written);
      const wanted = [...before];
      for (const [i, value] of [...written.toArray()].entries()) wanted[at[i]] = value;
      expect([...base.reshape(-1).toArray()]).toEqual(wanted);
    }),
  );
});

/** Two shapes that broadcast: one shape, of which each of the two has some axes as 1, and leaves out some at the front. */
const broadcasting = fc
  .array(fc.record({ size: fc.integer({ min: 0, max: 4 }), one: fc.constantFrom("none", "first", "second") }), {
    maxLength: 4,
  })
  .chain((axes) => fc.tuple(fc.constant(axes), fc.nat(axes.length), fc.nat(axes.length)))
  .map(([axes, skipA, skipB]) => {
    const of = (who: string, skip: number) => axes.map(({ size, one }) => (one === who ? 1 : size)).slice(skip);
    return skipA > 0 ? [of("first", skipA), of("second", 0)] : [of("first", 0), of("second", skipB)];
  });

/** For each element of a shape, which one of a tensor that is repeated to it stands there. */
function sourcesOf(from: readonly number[], to: readonly number[]): number[] {
  return Array.from({ length: count(to) }, (_, i) => {
    let [rest, stride, place] = [i, 1, 0];
    for (let back = 1; back <= to.length; back++) {
      const own = from[from.length - back];
      if (own !== undefined) {
        if (own > 1) place += (rest % to[to.length - back]) * stride;
        stride *= own;
      }
      rest = Math.floor(rest / to[to.length - back]);
    }
    return place;
  });
}

const onTwo: Readonly<
  Record<string, readonly [(a: torch.Tensor, b: torch.Tensor) => torch.Tensor, (a: number, b: number) => number]>
> = {
  add: [(a, b) => a.add(b), (a, b) => a + b],
  sub: [(a, b) => a.sub(b), (a, b) => a - b],
  mul: [(a, b) => a.mul(b), (a, b) => a * b],
  maximum: [(a, b) => torch.maximum(a, b), Math.max],
  minimum: [(a, b) => torch.minimum(a, b), Math.min],
  where: [(a, b) => torch.where(a.gt(b), a, b), Math.max],
  "a in the place of b": [(a, b) => torch.where(b.le(a), a, b), Math.max],
  "sum of three": [(a, b) => a.add(b).add(a), (a, b) => a + b + a],
  "difference the other way": [(a, b) => torch.sub(b, a), (a, b) => b - a],
};

test.each(Object.entries(onTwo))("broadcast as a loop, value and gradient: %s", (_name, [operation, single]) => {
  fc.assert(
    fc.property(broadcasting, ([first, second]) => {
      const a = numbers(first, 1).requiresGrad_();
      // Apart from all of a's, so that no two are equal.
      const b = numbers(second, 2)
        .add(1 / 32)
        .requiresGrad_();
      const y = operation(a, b);
      const [fromA, fromB] = [sourcesOf(first, y.shape), sourcesOf(second, y.shape)];
      const [x, z] = [a.detach().toArray(), b.detach().toArray()];
      expect(y.toArray().length).toBe(fromA.length);
      expect([...y.detach().toArray()]).toEqual(fromA.map((i, k) => single(x[i], z[fromB[k]])));
      // Each output moves by what one of its inputs moves: by differences, which are exact in eighths.
      y.sum().backward();
      const slope = (which: "a" | "b") => {
        const sums = new Array<number>(which === "a" ? x.length : z.length).fill(0);
        const moved = 1 / 64;
        for (const [k, i] of fromA.entries()) {
          const [p, q] = [x[i], z[fromB[k]]];
          const change =
            which === "a" ? single(p + moved, q) - single(p - moved, q) : single(p, q + moved) - single(p, q - moved);
          sums[which === "a" ? i : fromB[k]] += change / (2 * moved);
        }
        return sums;
      };
      const sloped = (one: torch.Tensor) => Array.from(one.grad?.toArray() ?? [], (value) => value + 0);
      expect(sloped(a)).toEqual(slope("a"));
      expect(sloped(b)).toEqual(slope("b"));
    }),
  );
});
