// W3: products of square float32 matrices, one thread. PyTorch does them in the same rounds; its row says when it has no OpenBLAS under it.

import * as torch from "../../src/library/torch/index.ts";
import { inPyTorch } from "./pytorch.ts";
import { median, type Row, timeOf } from "./rows.ts";

export const name = "w3";

const sizes = [64, 256, 512, 1024];
const rounds = 3;

export async function run(): Promise<readonly Row[]> {
  const ours: number[][] = [];
  const theirs: number[][] = [];
  let blas = "";
  for (let round = 0; round < rounds; round++) {
    ours.push(sizes.map(inTorch));
    const peer = inPyTorch<{ readonly seconds: number[]; readonly blas: string }>("matmul.py", ...sizes.map(String));
    if (peer === undefined) continue;
    theirs.push(peer.seconds);
    blas = peer.blas;
  }
  return sizes.flatMap((size, i) => {
    const row = { workload: `w3 ${size}`, unit: "GFLOP/s", better: "higher" } as const;
    const speed = (seconds: number) => (2 * size ** 3) / seconds / 1e9;
    const own = { ...row, peer: "octavo-torch", value: speed(median(ours.map((times) => times[i]!))) };
    if (theirs.length === 0) return [own];
    const ratio = median(theirs.map((times, round) => times[i]! / ours[round]![i]!));
    const peer = blas === "openblas" ? "pytorch" : "pytorch (reference BLAS)";
    return [
      { ...own, timesAsFast: ratio },
      { ...row, peer, value: speed(median(theirs.map((times) => times[i]!))), timesAsFast: 1 },
    ];
  });
}

/** Seconds of one product. */
function inTorch(size: number): number {
  torch.manualSeed(0);
  const a = torch.randn(size, size);
  const b = torch.randn(size, size);
  return timeOf(() => a.matmul(b)) / 1000;
}
