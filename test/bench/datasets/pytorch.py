"""Trains one model in PyTorch and prints what it came to: `python3 pytorch.py FOLDER TRAINING`; see ../datasets.ts."""

import json
import sys
import time

import numpy
import torch
from torch import nn

torch.set_num_threads(1)
folder, training = sys.argv[1], json.loads(sys.argv[2])
data, model, examples, epochs, batch = (training[key] for key in ("data", "model", "examples", "epochs", "batch"))

models = {
    "softmax": lambda: nn.Sequential(nn.Linear(784, 10)),
    "mlp": lambda: nn.Sequential(nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 10)),
    "lenet": lambda: nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10),
    ),
}  # fmt: skip


def images(part):
    X = torch.tensor(numpy.load(f"{folder}/{data}-{part}-images.npy"))
    shape = [-1, 1, 28, 28] if model == "lenet" else [-1, 784]
    y = torch.tensor(numpy.load(f"{folder}/{data}-{part}-labels.npy"))
    return X.float().div(255).sub(0.13).div(0.31).reshape(shape), y.long()


torch.manual_seed(0)
net = models[model]()
X, y = (one[:examples] for one in images("train"))
optimizer = getattr(torch.optim, training["optimizer"])(net.parameters(), lr=training["lr"])

start = time.perf_counter()
for _ in range(epochs):
    for order in torch.randperm(examples).split(batch):
        optimizer.zero_grad()
        nn.functional.cross_entropy(net(X[order]), y[order]).backward()
        optimizer.step()
seconds = (time.perf_counter() - start) / epochs

Xt, yt = images("test")
with torch.no_grad():
    told = (torch.cat([net(part).argmax(1) for part in Xt.split(1000)]) == yt).float().mean().item()
print(json.dumps({"right": 100 * told, "seconds": seconds}))
