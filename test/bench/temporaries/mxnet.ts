// Ten results of a million numbers in our mxnet dialect, none of them kept.

import { np } from "../../../src/library/mxnet/index.ts";

const a = np.random.normal(0, 1, 1_000_000);

function call(): void {
  let x = a;
  for (let i = 0; i < 5; i++) x = x.mul(0.5).add(1);
}

export const calls = { "": call };
