import { defineConfig } from "octavo/config";

const tab = (id: string, label: string) => ({
  id,
  label,
  library: { name: `octavo/d2l/${id}`, file: `src/library/d2l/${id}.ts`, base: `src/library/d2l/base/${id}.ts` },
});

export default defineConfig({
  title: "Deep Learning, Run",
  authors: ["The Octavo authors"],
  description: "The ideas of deep learning, from tensors on, as TypeScript that runs beside each explanation.",
  source: "chapters",
  bibliography: "chapters/references.bib",
  tabs: [tab("mxnet", "MXNet"), tab("pytorch", "PyTorch"), tab("tensorflow", "TensorFlow"), tab("jax", "JAX")],
  defaultTab: "all",
  seed: 42,
  reference: {
    "octavo/tensor": "src/library/tensor/index.ts",
    "octavo/torch": "src/library/torch/index.ts",
    "octavo/mxnet": "src/library/mxnet/index.ts",
    "octavo/tensorflow": "src/library/tensorflow/index.ts",
    "octavo/jax": "src/library/jax/index.ts",
  },
  license: "Text and figures: CC BY-SA 4.0. Code: MIT.",
});
