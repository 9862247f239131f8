// How much a page has to load: the engine with all its kernels, and what a program takes of a dialect besides, minified and gzipped.

import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { describe, expect, test } from "vitest";

const library = new URL("../../src/library/", import.meta.url).pathname;

/** Bytes of a program with all that it needs. */
async function bytesOf(program: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: library, loader: "ts" },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
  });
  return gzipSync(outputFiles[0]!.contents, { level: 9 }).length;
}

/** The operations that programs share, derivatives and kernels; decompositions and the like (numeric/) and files of arrays are loaded by who names them. */
const engine = bytesOf(`
  export { fromNested, make, printTorch, Tensor } from "./tensor/index.ts";
  export * as ops from "./ops/index.ts";
  export * as autograd from "./autograd/index.ts";
`);

test("the engine has less than 40 kB", async () => {
  expect(await engine).toBeLessThan(40_000);
});

test("what few programs need has less than 7 kB more", async () => {
  const both = await bytesOf(`
    export { fromNested, make, printTorch, Tensor } from "./tensor/index.ts";
    export * as ops from "./ops/index.ts";
    export * as autograd from "./autograd/index.ts";
    export * as numeric from "./numeric/index.ts";
  `);
  expect(both - (await engine)).toBeLessThan(7_000);
});

/** Linear regression from scratch, as its chapter does it. */
const programs: Record<string, string> = {
  torch: `
    import * as torch from "./torch/index.ts";
    const [X, y] = [torch.randn(8, 2), torch.randn(8, 1)];
    const w = torch.randn(2, 1).requiresGrad_();
    X.matmul(w).sub(y).pow(2).mean().backward();
    torch.noGrad(() => w.sub_(w.grad!.mul(0.1)));
    console.log(\`\${w}\`);`,
  mxnet: `
    import { autograd, np } from "./mxnet/index.ts";
    const [X, y, w] = [np.random.normal(0, 1, [8, 2]), np.ones([8, 1]), np.zeros([2, 1])];
    w.attachGrad();
    autograd.record(() => X.dot(w).sub(y).square().mean()).backward();
    w.sub_(w.grad!.mul(0.1));
    console.log(\`\${w}\`);`,
  tensorflow: `
    import * as tf from "./tensorflow/index.ts";
    const [X, y, w] = [tf.random.normal([8, 2]), tf.ones([8, 1]), new tf.Variable(tf.zeros([2, 1]))];
    const tape = new tf.GradientTape();
    const loss = tape.record(() => tf.reduceMean(tf.square(tf.subtract(tf.matmul(X, w), y))));
    w.assignSub(tape.gradient(loss, w).mul(0.1));
    console.log(\`\${w}\`);`,
  jax: `
    import { jax, jnp } from "./jax/index.ts";
    const [X, y] = [jax.random.normal(jax.random.key(0), [8, 2]), jnp.ones([8, 1])];
    const step = jax.grad((w: jax.Array) => jnp.mean(jnp.square(X.matmul(w).sub(y))));
    console.log(\`\${step(jnp.zeros([2, 1]))}\`);`,
};

describe("a page's program has less than 20 kB more", () => {
  for (const [dialect, program] of Object.entries(programs))
    test(dialect, async () => {
      expect((await bytesOf(program)) - (await engine)).toBeLessThan(20_000);
    });
});
