// TensorFlow.js with the backend that the peer's name says: `measure.ts <file> tfjs-cpu` or `… tfjs-wasm`, with SIMD and on one thread.

import "@tensorflow/tfjs-backend-cpu";
import { setThreadsCount, setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-core/dist/register_all_gradients.js";

// Its WebAssembly is found by a name that modules do not have; the bundler says where packages are.
setWasmPaths(`${process.env.PACKAGES}/@tensorflow/tfjs-backend-wasm/dist/`);
setThreadsCount(1);
tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
const backend = process.argv[3]?.replace("tfjs-", "");
if (!backend || !(await tf.setBackend(backend))) throw new Error(`TensorFlow.js has no backend "${backend}"`);
await tf.ready();

/** A normal tensor; drawn once, before anything is timed. */
export const randn = (shape: number[], stddev = 1): tf.Tensor => tf.randomNormal(shape, 0, stddev);

export { tf };
