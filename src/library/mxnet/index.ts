// `octavo/mxnet`: MXNet's names, defaults and errors. `import { autograd, gluon, np, npx } from "octavo/mxnet"`.

export * as autograd from "./autograd.ts";
export * as gluon from "./gluon/index.ts";
export * as init from "./init.ts";
export * as lrScheduler from "./lr-scheduler.ts";
export { NDArray } from "./ndarray.ts";
export * as np from "./np.ts";
export * as npx from "./npx.ts";
export * as npz from "./npz.ts";
