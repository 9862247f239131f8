// `octavo/torch`: PyTorch's names, defaults and errors. `import * as torch from "octavo/torch"`.

import { DataLoader, TensorDataset } from "./data.ts";

export type { DType } from "../tensor/index.ts";
export * from "./functions.ts";
export * as nn from "./nn.ts";
export * as optim from "./optim.ts";
export { type ReduceOptions, Tensor, type TensorOptions } from "./tensor.ts";

/** torch.utils */
export const utils = { data: { DataLoader, TensorDataset } };

/** The types, as PyTorch names them. */
export const float32 = "float32";
export const float64 = "float64";
export const int32 = "int32";
export const bool = "bool";
