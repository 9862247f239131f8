// By how many bytes a step of W1 makes the heap grow: the slope of a line through what is used after each hundredth of a million
// steps, the garbage collected. With it go the buffers that the heap owns.

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { load, print } from "./measured.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

const steps = 1e6;
const samples = 100;
const stepsPerCall = 31;

/** Bytes that are in use. */
function used(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** The slope of the line through the values that fits best. */
function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  let [above, below] = [0, 0];
  for (const [i, value] of values.entries()) {
    above += (i - middle) * (value - mean);
    below += (i - middle) ** 2;
  }
  return above / below;
}

print(await load(), (call) => {
  const callsPerSample = Math.ceil(steps / samples / stepsPerCall);
  const sample = () => {
    for (let i = 0; i < callsPerSample; i++) call();
    return used();
  };
  for (let i = 0; i < 10; i++) sample();
  const values = Array.from({ length: samples }, sample);
  return slope(values) / (callsPerSample * stepsPerCall);
});
