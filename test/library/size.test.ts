// How much a page has to load: the engine with all its kernels, and the programs that pages have, minified and gzipped.

import { gzipSync } from "node:zlib";
import { rolldown } from "rolldown";
import { describe, expect, test } from "vitest";

const entry = new URL("../../src/library/program.ts", import.meta.url).pathname;

/** Bytes of a program with all that it needs, as Vite's bundler puts it together: that leaves out what nothing of a namespace names. */
async function bytesOf(program: string): Promise<number> {
  const bundle = await rolldown({
    input: entry,
    plugins: [
      {
        name: "program",
        load: (id) => (id === entry ? { code: program, moduleType: "ts" } : undefined),
        resolveId: (id) => (id === entry ? id : undefined),
      },
    ],
  });
  const { output } = await bundle.generate({ format: "esm", minify: true });
  await bundle.close();
  return gzipSync(output[0].code, { level: 9 }).length;
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

test("what few programs need has less than 8 kB more", async () => {
  const both = await bytesOf(`
    export { fromNested, make, printTorch, Tensor } from "./tensor/index.ts";
    export * as ops from "./ops/index.ts";
    export * as autograd from "./autograd/index.ts";
    export * as numeric from "./numeric/index.ts";
  `);
  expect(both - (await engine)).toBeLessThan(8_000);
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

describe("a page's program has less than 50 kB, with the part of the engine that it uses", () => {
  for (const [dialect, program] of Object.entries(programs))
    test(dialect, async () => {
      expect(await bytesOf(program)).toBeLessThan(50_000);
    });
});
