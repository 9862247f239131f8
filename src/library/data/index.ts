// Data: minibatches.

export * from "./loader.ts";
