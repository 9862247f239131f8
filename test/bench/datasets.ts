// Long training on real data: how many images that were held back are told right, and how long an epoch takes; our torch dialect and
// PyTorch from the same seed, so with the same initial weights and the same order of examples, one after the other.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { make, Tensor, writeNpy } from "../../src/library/tensor/index.ts";
import { clothes, type Dataset, digits, type Images, size } from "../library/datasets.ts";
import { bundle } from "./bundle.ts";
import type { Circumstances } from "./paired.ts";
import { here, inProcess, interpreterOf } from "./peers.ts";
import type { Row } from "./rows.ts";

export const name = "datasets";

/** One training: a part of the data, a model that both programs know by name, and how it is taught. */
export interface Training {
  readonly data: "digits" | "clothes";
  readonly model: "softmax" | "mlp" | "lenet";
  readonly examples: number;
  readonly epochs: number;
  readonly batch: number;
  readonly optimizer: "SGD" | "Adam";
  readonly lr: number;
}

/** What a training came to. */
export interface Result {
  /** Percent of the images held back that are told right. */
  readonly right: number;
  /** Seconds of an epoch. */
  readonly seconds: number;
}

/** LeNet learns by Adam: by plain descent its first epoch depends on the last bits, also between one thread and two of PyTorch. */
const trainings: readonly Training[] = (["digits", "clothes"] as const).flatMap((data): Training[] => [
  { data, model: "softmax", examples: 60_000, epochs: 5, batch: 256, optimizer: "SGD", lr: 0.02 },
  { data, model: "mlp", examples: 60_000, epochs: 5, batch: 256, optimizer: "SGD", lr: 0.1 },
  { data, model: "lenet", examples: 10_000, epochs: 1, batch: 64, optimizer: "Adam", lr: 0.001 },
]);

export async function run({ peers, say, complain }: Circumstances): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "octavo-bench-"));
  try {
    await writeData("digits", digits(), folder);
    await writeData("clothes", clothes(), folder);
    const train = await bundle("datasets/torch.ts", folder);
    const results = new Map<string, readonly Result[]>();
    for (const peer of peers) {
      const script =
        peer.name === "octavo-torch" ? train : peer.name === "pytorch" ? here("datasets/pytorch.py") : undefined;
      const interpreter = script === undefined ? undefined : await interpreterOf(peer);
      if (script === undefined || interpreter === undefined) continue;
      const own: Result[] = [];
      for (const training of trainings) {
        say(`${name}: ${training.data} ${training.model}, ${peer.name}`);
        own.push(JSON.parse(await inProcess(interpreter, script, folder, JSON.stringify(training))) as Result);
      }
      results.set(peer.name, own);
    }
    if (!results.has("pytorch")) complain(`${name}: PyTorch is not installed, so there is nothing to compare with`);
    return trainings.flatMap((training, i) => rowsOf(training, i, results));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The data as .npy files, which both read. */
async function writeData(data: string, { train, test }: Dataset, folder: string): Promise<void> {
  const write = async (part: string, { pixels, labels }: Images) => {
    const images = make(Tensor, pixels, [labels.length, size], "uint8");
    await writeFile(join(folder, `${data}-${part}-images.npy`), writeNpy(images));
    await writeFile(
      join(folder, `${data}-${part}-labels.npy`),
      writeNpy(make(Tensor, labels, [labels.length], "uint8")),
    );
  };
  await write("train", train);
  await write("test", test);
}

function rowsOf(training: Training, i: number, results: ReadonlyMap<string, readonly Result[]>): Row[] {
  const workload = `${name} ${training.data} ${training.model}`;
  const theirs = results.get("pytorch")?.[i];
  return [...results].flatMap(([peer, all]): Row[] => {
    const { right, seconds } = all[i];
    const timesAsFast = theirs === undefined ? null : theirs.seconds / seconds;
    return [
      { workload, peer, unit: "% right", better: "higher", value: right, timesAsFast: null },
      { workload, peer, unit: `s per ${training.examples} images`, better: "lower", value: seconds, timesAsFast },
    ];
  });
}
