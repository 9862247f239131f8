// W6: operations on a million floats, beside PyTorch's on one thread.

import * as torch from "../../src/library/torch/index.ts";
import { inPyTorch } from "./pytorch.ts";
import { median, type Row, timeOf } from "./rows.ts";

export const name = "w6";

const rounds = 3;
const names = ["add", "sum", "exp", "tanh"] as const;
type Times = Readonly<Record<(typeof names)[number], number>>;

export async function run(): Promise<readonly Row[]> {
  torch.manualSeed(0);
  const a = torch.randn(1_000_000);
  const b = torch.randn(1_000_000);
  const calls = { add: () => a.add(b), sum: () => a.sum(), exp: () => a.exp(), tanh: () => a.tanh() };
  const ours: Times[] = [];
  const theirs: Times[] = [];
  for (let round = 0; round < rounds; round++) {
    ours.push({ add: timeOf(calls.add), sum: timeOf(calls.sum), exp: timeOf(calls.exp), tanh: timeOf(calls.tanh) });
    const peer = inPyTorch<Times>("elementwise.py");
    if (peer !== undefined) theirs.push(peer);
  }
  return names.flatMap((operation) => {
    const row = { workload: `w6 ${operation} 1e6`, unit: "ms", better: "lower" } as const;
    const own = { ...row, peer: "octavo-torch", value: median(ours.map((times) => times[operation])) };
    if (theirs.length === 0) return [own];
    const timesAsFast = median(theirs.map((times, round) => times[operation] / ours[round][operation]));
    return [
      { ...own, timesAsFast },
      { ...row, peer: "pytorch", value: median(theirs.map((times) => times[operation])), timesAsFast: 1 },
    ];
  });
}
