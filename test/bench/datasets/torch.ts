// Trains one model in our torch dialect and prints what it came to: `node torch.mjs FOLDER TRAINING`; see ../datasets.ts.

import { readFileSync } from "node:fs";
import { readNpy } from "../../../src/library/tensor/index.ts";
import * as torch from "../../../src/library/torch/index.ts";
import { lenet } from "../../library/lenet.ts";
import type { Result, Training } from "../datasets.ts";

const { nn } = torch;
const [, , folder, text] = process.argv;
const { data, model, examples, epochs, batch, optimizer: kind, lr } = JSON.parse(text) as Training;

const models: Readonly<Record<Training["model"], () => torch.nn.Sequential>> = {
  softmax: () => new nn.Sequential(new nn.Linear(784, 10)),
  mlp: () => new nn.Sequential(new nn.Linear(784, 256), new nn.ReLU(), new nn.Linear(256, 10)),
  lenet,
};

const read = (name: string) => torch.tensor(readNpy(readFileSync(`${folder}/${data}-${name}.npy`)));

function images(part: string): [torch.Tensor, torch.Tensor] {
  const X = read(`${part}-images`);
  const shape = model === "lenet" ? [X.length, 1, 28, 28] : [X.length, 784];
  return [X.float().div(255).sub(0.13).div(0.31).reshape(shape), read(`${part}-labels`).long()];
}

torch.manualSeed(0);
const net = models[model]();
const [X, y] = images("train").map((one) => one.at(`:${examples}`));
const optimizer = new torch.optim[kind](net.parameters(), { lr });

const start = performance.now();
for (let epoch = 0; epoch < epochs; epoch++)
  for (const order of torch.randperm(examples).split(batch)) {
    optimizer.zeroGrad();
    nn.functional.crossEntropy(net.call(X.at(order)), y.at(order)).backward();
    optimizer.step();
  }
const seconds = (performance.now() - start) / 1000 / epochs;

const [Xt, yt] = images("test");
const told = torch.noGrad(() =>
  torch
    .cat(Xt.split(1000).map((part) => net.call(part).argmax(1)))
    .eq(yt)
    .float()
    .mean()
    .item(),
);
console.log(JSON.stringify({ right: 100 * told, seconds } satisfies Result));
